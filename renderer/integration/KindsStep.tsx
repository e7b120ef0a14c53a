import { startLane } from '#core/integration/questions.ts'
import { laneEnds, recordKinds } from '#core/integration/sides.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { CellsTable } from './CellsTable.tsx'
import { changeAnswers, useWizard, type Wizard } from './wizard-store.ts'

const answersOf = ({ answers }: Wizard) => answers

/** What goes from one system to the other. */
export function KindsStep() {
  const catalogue = useCatalogue()
  const answers = useWizard(answersOf)
  const left = catalogue.connector(answers.left ?? '')
  const right = catalogue.connector(answers.right ?? '')
  if (!left || !right) return null
  return (
    <CellsTable
      left={left}
      right={right}
      choice={{
        lanes: answers.lanes,
        onChoose: ({ entity, from }, isChosen) =>
          changeAnswers((before) => {
            const others = before.lanes.filter((lane) => lane.entity !== entity || lane.from !== from)
            const ends = laneEnds(before, { entity, from }, catalogue)
            if (!isChosen || !ends) return { ...before, lanes: others }
            const lanes = [...others, startLane({ entity, from }, ends)]
            // In the order of the table, so that the screens that follow come in it too.
            return { ...before, lanes: lanes.toSorted((a, b) => order(a.entity) - order(b.entity)) }
          }),
      }}
    />
  )
}

function order(entity: string): number {
  const kinds: readonly string[] = recordKinds
  return kinds.indexOf(entity)
}
