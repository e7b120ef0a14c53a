import { useMemo } from 'react'
import type { FlowDocument } from '#core/flow/document.ts'
import type { Question } from '#core/integration/questions.ts'
import type { LaneEnds } from '#core/integration/sides.ts'
import type { Json } from '#core/kit/record.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { PlaceContext } from '#renderer/inspector/inspector-context.ts'
import type { NodePlace } from '#renderer/inspector/node-place.ts'
import { Setting } from '#renderer/inspector/Setting.tsx'
import { LiveQuestion } from './LiveQuestion.tsx'
import { useEndConnections } from './use-wizard-parts.ts'
import { useWizard, type Wizard } from './wizard-store.ts'

interface QuestionFieldProps {
  readonly question: Question
  readonly ends: LaneEnds
  readonly value: Json | undefined
  readonly problem: string | undefined
  readonly onChange: (value: Json | undefined) => void
}

const zoneOf = ({ answers }: Wizard) => answers.timeZone ?? 'Europe/Amsterdam'

/** One question, with the control the inspector has for its kind. */
export function QuestionField({ question, ends, value, problem, onChange }: QuestionFieldProps) {
  const { field, end, isNeeded } = question
  const connections = useEndConnections(ends)
  const place = useQuestionPlace(question, ends)
  const entry = { ...field, isOptional: !isNeeded }
  if (field.kind === 'liveChoice') {
    return <LiveQuestion entry={entry} value={value} problem={problem} onChange={onChange} connectionId={connections[end]} />
  }
  return (
    <PlaceContext value={place}>
      <Setting entry={entry} value={value} problem={problem} onChange={onChange} />
    </PlaceContext>
  )
}

/** The controls ask what node they belong to; here it is the one that the flow will have. */
function useQuestionPlace({ end, place }: Question, ends: LaneEnds): NodePlace | null {
  const timeZone = useWizard(zoneOf)
  const { nodeType } = useCatalogue()
  const entry = nodeType(place === 'upsert' ? 'upsert' : 'read')
  return useMemo(() => {
    if (!entry) return null
    const document: FlowDocument = {
      ...{ format: 1, id: 'new', name: '', nodes: [], wires: [], slots: {} },
      options: { onFailure: 'continue', timeZone },
    }
    const node = { id: 'new', type: entry.type, version: entry.version, position: [0, 0], settings: {} } as const
    const { system, entity } = ends[end]
    return { document, node, entry, does: end === 'source' ? 'read' : 'write', connector: system, entity }
  }, [entry, ends, end, timeZone])
}
