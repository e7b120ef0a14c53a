import type { FlowDocument } from '#core/flow/document.ts'
import type { Clock } from '#core/kit/ports.ts'

/** What people call the nodes of a flow; what has no name there goes by its id. */
export interface NodeNames {
  /** Name of a node in a flow as this computer knows it now; the journal keeps ids only. */
  forFlows(flowIds: Iterable<string>): Promise<(flowId: string, nodeId: string) => string>
}

/** Scrolling asks for the same flows many times a second. */
const keepMs = 2_000

export function createNodeNames(documentOf: (flowId: string) => Promise<FlowDocument | undefined>, clock: Clock): NodeNames {
  const known = new Map<string, { readonly at: number; readonly names: ReadonlyMap<string, string> }>()

  async function load(flowId: string): Promise<void> {
    const now = clock.now().getTime()
    const before = known.get(flowId)
    if (before && now - before.at < keepMs) return
    // A flow that is gone or unreadable keeps its rows in the log; they show ids.
    const document = await documentOf(flowId).catch(() => undefined)
    known.set(flowId, { at: now, names: new Map(document?.nodes.flatMap(({ id, name }) => (name ? [[id, name] as const] : []))) })
  }

  return {
    async forFlows(flowIds) {
      await Promise.all([...new Set(flowIds)].map(load))
      return (flowId, nodeId) => known.get(flowId)?.names.get(nodeId) ?? nodeId
    },
  }
}
