import type { AnyConnector } from '#core/kit/define-connector.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import type { Field, Fields } from '#core/kit/fields.ts'
import { checkSettings, parseSettings } from '#core/kit/parse-settings.ts'
import type { Json } from '#core/kit/record.ts'
import { checkDirections } from './check-directions.ts'
import type { FlowDocument, FlowNode, Problem } from './document.ts'
import { cycles } from './graph.ts'

export interface KnownParts {
  readonly nodes: Readonly<Record<string, AnyNode>>
  readonly connectors: Readonly<Record<string, AnyConnector>>
}

/**
 * Everything that would keep the flow from running, all at once and each with its place. Says nothing about connections:
 * whether a slot is bound on this machine is known only where it runs.
 */
export function checkFlow(document: FlowDocument, known: KnownParts): readonly Problem[] {
  return [
    ...document.nodes.flatMap((node, index) => checkNode(document, node, `nodes[${index}]`, known)),
    ...checkWires(document, known),
    ...Object.entries(document.slots).flatMap(([name, slot]) => {
      if (Object.hasOwn(known.connectors, slot.connector)) return []
      const message = `needs "${slot.connector}", which this version of Sluice does not know`
      return [{ path: `slots.${name}.connector`, message, code: 'unknown-connector' }]
    }),
    ...checkCycles(document),
    ...checkDirections(document, known.nodes),
  ]
}

function nameOf(node: FlowNode): string {
  return node.name ?? node.id
}

function definitionOf(node: FlowNode, { nodes }: KnownParts): AnyNode | undefined {
  return Object.hasOwn(nodes, node.type) ? nodes[node.type] : undefined
}

function checkNode(document: FlowDocument, node: FlowNode, path: string, known: KnownParts): readonly Problem[] {
  const definition = definitionOf(node, known)
  if (!definition) {
    const message = `"${nameOf(node)}" is of type "${node.type}", which this version of Sluice does not know`
    return [{ path: `${path}.type`, message, code: 'unknown-node-type' }]
  }
  if (node.version !== definition.version) {
    const message = `"${nameOf(node)}" is version ${node.version} of "${node.type}"; this Sluice works with version ${definition.version}`
    const code = node.version > definition.version ? 'newer-than-this-app' : 'not-migrated'
    return [{ path: `${path}.version`, message, code }]
  }
  return checkNodeSettings(document, { node, definition, path: `${path}.settings`, known })
}

interface NodeInPlace {
  readonly node: FlowNode
  readonly definition: AnyNode
  /** `nodes[3].settings` */
  readonly path: string
  readonly known: KnownParts
}

function checkNodeSettings(document: FlowDocument, place: NodeInPlace): readonly Problem[] {
  const { node, definition, path } = place
  const named = ({ path: inner, message }: Problem, code = 'settings'): Problem => ({
    path: inner === '' ? path : `${path}.${inner}`,
    message: `"${nameOf(node)}": ${message}`,
    code,
  })
  const wrong = checkSettings(definition.fields, node.settings)
  if (wrong.length > 0) return wrong.map((problem) => named(problem))
  const own = definition.validate?.(parseSettings(definition.fields, node.settings)) ?? []
  return [
    ...own.map((problem) => named(problem)),
    ...checkSlots(document, place),
    ...checkNodeReferences(document, place).map((problem) => named(problem, 'unknown-node')),
  ]
}

/** Every slot a node names must be one of the flow's, and its system must be able to do what the node wants of it. */
function checkSlots(document: FlowDocument, { node, definition, path, known }: NodeInPlace): readonly Problem[] {
  return fieldsOfKind(definition.fields, 'slot').flatMap(([name, field]): readonly Problem[] => {
    const slotName = node.settings[name]
    if (typeof slotName !== 'string') return []
    const slot = Object.hasOwn(document.slots, slotName) ? document.slots[slotName] : undefined
    if (!slot) {
      const message = `"${nameOf(node)}": "${field.label}" names the slot "${slotName}", which this flow does not have`
      return [{ path: `${path}.${name}`, message, code: 'slot-unbound' }]
    }
    const connector = Object.hasOwn(known.connectors, slot.connector) ? known.connectors[slot.connector] : undefined
    return connector ? checkEntity(connector, { node, definition, path, known }, field) : []
  })
}

function checkEntity(connector: AnyConnector, { node, definition, path }: NodeInPlace, slotField: Field): readonly Problem[] {
  const entityField = fieldsOfKind(definition.fields, 'entity')[0]?.[0]
  const wanted = entityField === undefined ? undefined : node.settings[entityField]
  if (entityField === undefined || typeof wanted !== 'string') return []
  const entity = Object.hasOwn(connector.entities, wanted) ? connector.entities[wanted] : undefined
  const does = slotField.options?.does
  const can = entity && (does === 'write' ? entity.create !== undefined || entity.update !== undefined : entity.read !== undefined)
  if (!entity || !can) {
    const message = `"${nameOf(node)}": ${connector.label} cannot ${does ?? 'read'} "${wanted}"`
    return [{ path: `${path}.${entityField}`, message, code: 'entity-not-supported' }]
  }
  const fields = does === 'write' ? entity.writeFields : entity.read?.fields
  return checkInnerSettings(fields, node, path)
}

/** What the connector asks for kind of record, kept by `read` and `upsert` under `settings`. */
function checkInnerSettings(fields: Fields | undefined, node: FlowNode, path: string): readonly Problem[] {
  const inner: Json = node.settings.settings ?? {}
  return checkSettings(fields ?? {}, inner).map((problem) => ({
    path: `${path}.settings${problem.path === '' ? '' : `.${problem.path}`}`,
    message: `"${nameOf(node)}": ${problem.message}`,
    code: 'settings',
  }))
}

function checkNodeReferences(document: FlowDocument, { node, definition }: NodeInPlace): readonly Problem[] {
  const ids = new Set(document.nodes.map((one) => one.id))
  return fieldsOfKind(definition.fields, 'nodes').flatMap(([name, field]) => {
    const named = node.settings[name]
    if (!Array.isArray(named)) return []
    return named.flatMap((id: Json, index) =>
      typeof id === 'string' && !ids.has(id)
        ? [{ path: `${name}[${index}]`, message: `"${field.label}" names "${id}", which is no node of this flow` }]
        : [],
    )
  })
}

function fieldsOfKind(fields: Fields, kind: Field['kind']): readonly (readonly [string, Field])[] {
  return Object.entries(fields).filter(([, field]) => field.kind === kind)
}

function checkWires(document: FlowDocument, known: KnownParts): readonly Problem[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const wrong = document.wires.flatMap(({ from: [fromId, port], to }, index): readonly Problem[] => {
    const path = `wires[${index}]`
    const source = byId.get(fromId)
    const target = byId.get(to)
    if (!source || !target) {
      return [{ path, message: `leads to or from "${source ? to : fromId}", which is no node of this flow`, code: 'wire-to-nothing' }]
    }
    return [...checkOutput(source, port, `${path}.from[1]`, known), ...checkInput(target, `${path}.to`, known)]
  })
  return [...wrong, ...checkSources(document, known)]
}

function checkOutput(source: FlowNode, port: string, path: string, known: KnownParts): readonly Problem[] {
  const outputs = definitionOf(source, known)?.outputs
  if (!outputs || outputs.includes(port)) return []
  const has = outputs.length === 0 ? 'it has none' : `it has ${outputs.map((one) => `"${one}"`).join(', ')}`
  return [{ path, message: `"${nameOf(source)}" has no output "${port}"; ${has}`, code: 'unknown-port' }]
}

function checkInput(target: FlowNode, path: string, known: KnownParts): readonly Problem[] {
  const definition = definitionOf(target, known)
  if (!definition || definition.inputs === 1) return []
  return [{ path, message: `"${nameOf(target)}" takes no input, yet a wire leads to it`, code: 'unknown-port' }]
}

function checkSources(document: FlowDocument, known: KnownParts): readonly Problem[] {
  const wired = new Set(document.wires.map((wire) => wire.from[0]))
  const isSource = (node: FlowNode) => {
    const definition = definitionOf(node, known)
    return definition?.inputs === 0 && definition.category !== 'trigger'
  }
  const starts = document.nodes.map((node, index) => ({ node, index })).filter(({ node }) => isSource(node))
  if (starts.length === 0 && document.nodes.length > 0) {
    return [{ path: 'nodes', message: 'has no source: nothing is read, so nothing can happen', code: 'no-source' }]
  }
  return starts
    .filter(({ node }) => !wired.has(node.id) && node.disabled !== true)
    .map(({ node, index }) => ({
      path: `nodes[${index}]`,
      message: `"${nameOf(node)}" is not wired to anything: what it reads goes nowhere`,
      code: 'source-not-wired',
    }))
}

function checkCycles(document: FlowDocument): readonly Problem[] {
  const names = new Map(document.nodes.map((node) => [node.id, nameOf(node)]))
  return cycles(document).map((ids) => {
    const round = [...ids, ids[0] ?? ''].map((id) => names.get(id) ?? id)
    return { path: 'wires', message: `go round in a circle: ${round.join(' → ')}. A flow runs in one direction`, code: 'cycle' }
  })
}
