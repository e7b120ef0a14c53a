import { useMemo, useRef } from 'react'
import type { DataRow } from '#core/contract/data.ts'
import type { ContractError } from '#core/contract/reply.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { useHostEvent, useRequest } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { arrivingEntity } from './arriving-entity.ts'
import { exampleRecord } from './example-records.ts'
import { keepEqual, type SourceField, sourceFields } from './source-fields.ts'

/** What comes into a node: its kind, its fields, and a record to try things on. */
export interface Input {
  readonly entity: string | undefined
  readonly fields: readonly SourceField[]
  readonly record: FlowRecord | undefined
  readonly row: DataRow | undefined
  /** Records there are; 0 while none were ever seen. */
  readonly total: number
  /** No record of the flow's own is there: `record` is a made-up one. */
  readonly isExample: boolean
  readonly isLoading: boolean
  readonly error: ContractError | undefined
}

const flowIdOf = (state: EditorState) => state.flowId
const documentOf = (state: EditorState) => state.document

/** The record at a place among those of the last run or preview; the fields are those of that record and of the model. */
export function useInput(nodeId: string, index = 0): Input {
  const flowId = useEditor(flowIdOf)
  const document = useEditor(documentOf)
  const { nodeType } = useCatalogue()
  const asked = useRequest('data:rows', { flowId, nodeId, side: 'in', offset: index, limit: 1 })
  useHostEvent('data:changed', (changed) => changed.flowId === flowId && asked.refresh())
  const { nodes, wires } = document
  // biome-ignore lint/correctness/useExhaustiveDependencies: only nodes and wires decide what arrives; options and names do not
  const arriving = useMemo(() => arrivingEntity(document, nodeId, nodeType), [nodes, wires, nodeId, nodeType])
  const row = asked.result?.rows[0]
  const entity = row?.record.entity ?? arriving
  const example = useMemo(() => exampleRecord(entity), [entity])
  const record = row?.record ?? example
  const before = useRef<readonly SourceField[]>([])
  const fields = useMemo(() => keepEqual(before.current, sourceFields(entity, record)), [entity, record])
  before.current = fields
  const total = asked.result?.total ?? 0
  const isLoading = asked.kind === 'loading' && !asked.result
  const error = asked.kind === 'failed' ? asked.error : undefined
  return useMemo(
    () => ({ entity, fields, record, row, total, isExample: row === undefined && record !== undefined, isLoading, error }),
    [entity, fields, record, row, total, isLoading, error],
  )
}
