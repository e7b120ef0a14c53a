import { useMemo } from 'react'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { findMissing, type Missing } from '#core/integration/missing.ts'
import { type Catalogue, type LaneEnds, laneEnds, otherSide, type Side, systemOf } from '#core/integration/sides.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { useLive } from '#renderer/frame/live.ts'
import { liveConnections } from '#renderer/frame/lives.ts'
import { saySentence } from '#renderer/language/say-sentence.ts'
import { problemsOf, reachableSteps, type Step, type StepProblem, stepsOf, stepToShow } from './wizard-steps.ts'
import { useWizard, type Wizard } from './wizard-store.ts'

const answersOf = ({ answers }: Wizard) => answers
const connectionsOf = ({ connections }: Wizard) => connections
const stepOf = ({ step }: Wizard) => step

const noCards: readonly ConnectionCard[] = []

export interface WizardParts {
  readonly steps: readonly Step[]
  readonly current: Step
  /** So many steps may be opened. */
  readonly reachable: number
  readonly problems: readonly StepProblem[]
  readonly missing: readonly Missing[]
  readonly cards: readonly ConnectionCard[]
}

/** What follows from the answers as they stand. */
export function useWizardParts(): WizardParts {
  const catalogue = useCatalogue()
  const answers = useWizard(answersOf)
  const connections = useWizard(connectionsOf)
  const step = useWizard(stepOf)
  const cards = useLive(liveConnections).result ?? noCards
  return useMemo(() => {
    const steps = stepsOf(answers, catalogue)
    const missing = findMissing(answers, catalogue).map((one) => ({ ...one, message: saySentence(one.message) }))
    const problemsAt = (one: Step) => problemsOf(one, { answers, connections }, { missing, cards })
    const reachable = reachableSteps(steps, (one) => problemsAt(one).length > 0)
    const current = stepToShow(steps, step, reachable)
    return { steps, current, reachable, problems: problemsAt(current), missing, cards }
  }, [answers, connections, step, catalogue, cards])
}

/** Both ends of a lane with the names of its systems; undefined when it is not there any more. */
export function useLaneEnds(place: number): LaneEnds | undefined {
  const catalogue = useCatalogue()
  const answers = useWizard(answersOf)
  const lane = answers.lanes[place]
  return useMemo(() => lane && laneEnds(answers, lane, catalogue), [answers, lane, catalogue])
}

/** The chosen connection of each end. */
export function useEndConnections(ends: LaneEnds | undefined): {
  readonly source: string | undefined
  readonly target: string | undefined
} {
  const connections = useWizard(connectionsOf)
  const side: Side = ends?.source.side ?? 'left'
  return { source: connections[side], target: connections[otherSide(side)] }
}

export function systemLabel(catalogue: Pick<Catalogue, 'connectors' | 'nodes'>, id: string | undefined): string {
  return systemOf(catalogue, id)?.label ?? id ?? ''
}
