import type { ConnectionCard } from '#core/contract/connections.ts'

/** The flows that use a connection, each once, however many of its slots do. */
export function flowsOf({ usedBy }: Pick<ConnectionCard, 'usedBy'>): readonly { readonly flowId: string; readonly flowName: string }[] {
  return [...new Map(usedBy.map(({ flowId, flowName }) => [flowId, { flowId, flowName }])).values()]
}
