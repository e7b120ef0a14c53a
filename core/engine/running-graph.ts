import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import type { HeldOutcome } from './outcome.ts'
import type { Page } from './page-ledger.ts'
import { createQueue, type Queue } from './queue.ts'

/** Records of one page on a wire. The three lists run in step. */
export interface Batch {
  readonly page: Page
  readonly records: readonly FlowRecord[]
  /** What the source emitted for each record, before any node changed it. */
  readonly emitted: readonly FlowRecord[]
  readonly held?: readonly (HeldOutcome | undefined)[]
}

/** A node of the document made ready to run: settings parsed, wires resolved to queues. */
export interface RunningNode {
  readonly id: string
  readonly name: string
  readonly definition: AnyNode
  readonly settings: Readonly<Record<string, unknown>>
  readonly isDisabled: boolean
  /** Absent for sources. */
  readonly queue?: Queue<Batch>
  readonly ports: Map<string, RunningNode[]>
  /** Catch nodes that get this node's failures. */
  readonly catches: RunningNode[]
  /** Producers that have not ended yet; at zero the queue ends. */
  openProducers: number
}

/**
 * Resolves a document against the known node types.
 * @throws SettingsError for an unknown node type, port or setting, and for a cycle; `core/flow/check.ts` finds the same, earlier and all at once.
 */
export function buildRunningGraph(
  document: FlowDocument,
  { nodes, queueCapacity }: { readonly nodes: Readonly<Record<string, AnyNode>>; readonly queueCapacity: number },
): readonly RunningNode[] {
  const running = new Map(document.nodes.map((node) => [node.id, prepareNode(node, nodes, queueCapacity)]))
  for (const { from, to } of document.wires) {
    const [fromId, port] = from
    const source = running.get(fromId)
    const target = running.get(to)
    if (!source || !target) throw new SettingsError(`A wire goes from "${fromId}" to "${to}", but one of them is not in the flow.`)
    if (!source.definition.outputs.includes(port)) throw new SettingsError(`"${source.name}" has no output "${port}".`)
    if (!target.queue || target.definition.inputs === 'failures')
      throw new SettingsError(`"${target.name}" takes no input, yet a wire leads to it.`)
    const targets = source.ports.get(port) ?? []
    targets.push(target)
    source.ports.set(port, targets)
    target.openProducers++
  }
  const all = [...running.values()]
  for (const node of all) {
    if (node.definition.inputs !== 'failures' || node.isDisabled) continue
    for (const covered of coveredBy(node, all)) {
      covered.catches.push(node)
      node.openProducers++
    }
  }
  refuseCycles(all)
  return all
}

function prepareNode(node: FlowNode, nodes: Readonly<Record<string, AnyNode>>, queueCapacity: number): RunningNode {
  const definition = Object.hasOwn(nodes, node.type) ? nodes[node.type] : undefined
  const name = node.name ?? node.id
  if (!definition)
    throw new SettingsError(`"${name}" is of type "${node.type}", which this version of Sluice does not know.`, {
      code: 'unknown-node-type',
    })
  return {
    id: node.id,
    name,
    definition,
    settings: parseSettings(definition.fields, node.settings, `the settings of "${name}"`) as Readonly<Record<string, unknown>>,
    isDisabled: node.disabled ?? false,
    queue: definition.inputs === 0 ? undefined : createQueue<Batch>(queueCapacity),
    ports: new Map(),
    catches: [],
    openProducers: 0,
  }
}

/** A catch node that names nobody covers all nodes except those its own records may reach: a failure is never fed back to itself. */
function coveredBy(catcher: RunningNode, all: readonly RunningNode[]): readonly RunningNode[] {
  const named = catcher.definition.inputs === 'failures' ? catcher.definition.covers(catcher.settings) : []
  const below = reachableFrom(catcher)
  return all.filter((node) => node.definition.inputs === 1 && !below.has(node) && (named === 'all' || named.includes(node.id)))
}

function reachableFrom(start: RunningNode): ReadonlySet<RunningNode> {
  const seen = new Set([start])
  for (const node of seen) for (const targets of node.ports.values()) for (const target of targets) seen.add(target)
  return seen
}

function refuseCycles(all: readonly RunningNode[]): void {
  const state = new Map<RunningNode, 'open' | 'done'>()
  const visit = (node: RunningNode, trail: readonly string[]): void => {
    if (state.get(node) === 'done') return
    if (state.get(node) === 'open')
      throw new SettingsError(`The wires go round in a circle: ${[...trail, node.name].join(' → ')}. A flow runs in one direction.`, {
        code: 'cycle',
      })
    state.set(node, 'open')
    for (const target of [...[...node.ports.values()].flat(), ...node.catches]) visit(target, [...trail, node.name])
    state.set(node, 'done')
  }
  for (const node of all) visit(node, [])
}
