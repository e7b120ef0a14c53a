import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { type AnyNode, defineNode, type SourceNode } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { checkSettings, parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { definitionOf, feedersOf, type NodeDefinitions, nodesBefore } from '#host/samples/feeders.ts'
import type { Pinned } from '#host/samples/pins.ts'

/** The part of a flow that a preview executes, as a flow of its own. */
export interface PreviewGraph {
  readonly document: FlowDocument
  readonly definitions: NodeDefinitions
  /** Nodes that really run; the others only hand over what is pinned to them. */
  readonly running: ReadonlySet<string>
}

/** Everything that leads to a node, sources cut short; a node with pinned data hands that over, and what lies before it stays out. */
export function graphToHere({
  document,
  nodeId,
  definitions,
  pinned,
  limit,
}: {
  readonly document: FlowDocument
  readonly nodeId: string
  readonly definitions: NodeDefinitions
  readonly pinned: Pinned
  /** Records from each source. */
  readonly limit: number
}): PreviewGraph {
  const target = findNode(document, nodeId)
  const isPinned = (id: string) => id !== nodeId && pinned.has(id)
  const needed = nodesBefore(nodeId, feedersOf(document, definitions), isPinned)
  const running = new Set([...needed].filter((id) => !isPinned(id)))
  const isUnready = !isReady(target, definitions)
  const nodes = document.nodes
    .filter(({ id }) => needed.has(id))
    .map((node) => (node === target && isUnready ? innerNode(nodeId, unready) : node))
  const stand = nodes.filter(({ id }) => isPinned(id)).map((node) => standIn(node, pinned.get(node.id)?.ports ?? {}, definitions))
  const wires = document.wires.filter(({ from, to }) => needed.has(from[0]) && running.has(to))
  return {
    document: partOf(document, {
      nodes: [...nodes.filter(({ id }) => running.has(id)), ...stand.flatMap((one) => one.nodes)],
      wires: [...wires, ...stand.map(({ wire }) => wire)],
    }),
    definitions: {
      ...limitSources(definitions, limit),
      ...Object.assign({}, ...stand.map((one) => one.definitions)),
      [unready]: endHere(unready),
    },
    running,
  }
}

/** One node alone, on records that stand for its input. */
export function graphOfOne({
  document,
  nodeId,
  definitions,
  input,
}: {
  readonly document: FlowDocument
  readonly nodeId: string
  readonly definitions: NodeDefinitions
  readonly input: readonly FlowRecord[]
}): PreviewGraph {
  const node = findNode(document, nodeId)
  const definition = definitionOf(node, definitions)
  const source = `${innerMark}input`
  // Failures reach a catch node past its wires; here its records come over one.
  const asProcess: Record<string, AnyNode> = definition?.inputs === 'failures' ? { [node.type]: passOn(node.type, definition.outputs) } : {}
  const emitter = emitterOf(source, input)
  return {
    document: partOf(document, { nodes: [innerNode(source, source), node], wires: [{ from: [source, 'out'], to: nodeId }] }),
    definitions: { ...definitions, ...asProcess, [source]: emitter },
    running: new Set([nodeId]),
  }
}

function findNode(document: FlowDocument, nodeId: string): FlowNode {
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (node) return node
  throw new SettingsError(`There is no node "${nodeId.slice(0, 60)}" in this flow.`, { code: 'unknown-node' })
}

/** A failed record stops nobody from seeing the others. */
function partOf(document: FlowDocument, part: Pick<FlowDocument, 'nodes' | 'wires'>): FlowDocument {
  return { ...document, ...part, options: { ...document.options, onFailure: 'continue' } }
}

/** No id or type of a flow file begins like this. */
const innerMark = '\u0000preview:'

/** A source with the pinned records, and in the node's own place a node that sends each out by the port it is pinned at. */
function standIn(node: FlowNode, ports: Readonly<Record<string, readonly FlowRecord[]>>, definitions: NodeDefinitions) {
  const source = `${innerMark}pinned:${node.id}`
  const router = `${innerMark}ports:${node.id}`
  const portOf = new Map(Object.entries(ports).flatMap(([port, records]) => records.map((record) => [record, port] as const)))
  const outputs = new Set([...(definitionOf(node, definitions)?.outputs ?? []), ...Object.keys(ports)])
  return {
    nodes: [innerNode(source, source), innerNode(node.id, router)],
    wire: { from: [source, 'out'], to: node.id } as const,
    definitions: {
      [source]: emitterOf(source, [...portOf.keys()]),
      [router]: passOn(router, [...outputs], (record) => portOf.get(record) ?? 'out'),
    },
  }
}

const unready = `${innerMark}unready`

/** A node that is still being filled in shows what comes to it: that is what it is filled in by. */
function isReady(node: FlowNode, definitions: NodeDefinitions): boolean {
  const definition = definitionOf(node, definitions)
  if (definition?.inputs !== 1) return true
  if (checkSettings(definition.fields, node.settings).length > 0) return false
  return (definition.validate?.(parseSettings(definition.fields, node.settings)) ?? []).length === 0
}

function endHere(type: string): AnyNode {
  const outcome = { kind: 'skipped', code: 'not-filled-in', message: 'This node is not filled in yet.' } as const
  return defineNode({
    ...{ ...inner, type, inputs: 1, outputs: [], describe: () => '' },
    prepare: () => ({ process: (records) => records.map((record) => ({ record, outcome })) }),
  })
}

function innerNode(id: string, type: string): FlowNode {
  return { id, type, version: 1, position: [0, 0], settings: {} }
}

const inner = { version: 1, label: 'Pinned data', summary: '', category: 'logic', icon: 'pin', effect: 'none', fields: {} } as const
const recordsPerPage = 1_000

function emitterOf(type: string, records: readonly FlowRecord[]): AnyNode {
  return defineNode({
    ...{ ...inner, type, inputs: 0, outputs: ['out'], describe: () => '' },
    open: () => ({
      describePosition: () => '',
      async *pages() {
        for (let from = 0; from < records.length; from += recordsPerPage)
          yield { records: records.slice(from, from + recordsPerPage), position: null }
      },
    }),
  })
}

function passOn(type: string, outputs: readonly string[], portOf: (record: FlowRecord) => string = () => outputs[0] ?? 'out'): AnyNode {
  return defineNode({
    ...{ ...inner, type, inputs: 1, outputs, describe: () => '' },
    prepare: () => ({ process: (records) => records.map((record) => ({ port: portOf(record), record })) }),
  })
}

function limitSources(definitions: NodeDefinitions, limit: number): NodeDefinitions {
  return Object.fromEntries(
    Object.entries(definitions).map(([type, definition]) => [type, 'open' in definition ? limitSource(definition, limit) : definition]),
  )
}

function limitSource(definition: SourceNode, limit: number): SourceNode {
  return {
    ...definition,
    open: async (context) => {
      const source = await definition.open(context)
      return {
        describePosition: (position) => source.describePosition(position),
        async *pages(position, signal) {
          let left = limit
          for await (const page of source.pages(position, signal)) {
            const records = page.records.slice(0, left)
            left -= records.length
            yield { ...page, records, ...(page.remaining !== undefined && { remaining: Math.min(left, page.remaining) }) }
            if (left === 0) return
          }
        },
      }
    },
  }
}
