import type { AnyNode } from '#core/kit/define-node.ts'
import type { Field, Fields } from '#core/kit/fields.ts'
import type { FlowDocument, FlowNode, Problem } from './document.ts'
import { downstream } from './graph.ts'

type KnownNodes = Readonly<Record<string, AnyNode>>

/** The same kind of record in both directions between two slots: each change would come back to where it was made, without end. */
export function checkDirections(document: FlowDocument, known: KnownNodes): readonly Problem[] {
  const roads = roadsOf(document, known)
  return roads.flatMap((road, index) => {
    const back = roads.slice(0, index).find(({ entity, from, to }) => entity === road.entity && from === road.to && to === road.from)
    if (!back) return []
    const label = (slot: string) => document.slots[slot]?.label || slot
    const [one, other] = [label(road.from), label(road.to)]
    const message = `"${road.writer.name ?? road.writer.id}": "${road.entity}" goes from ${one} to ${other} here and back in "${back.writer.name ?? back.writer.id}": each change would return to where it was made, without end. Keep one direction`
    return [{ path: `nodes[${document.nodes.indexOf(road.writer)}]`, message, code: 'both-directions' }]
  })
}

/** Which kinds of record go from which slot to which, each once. */
function roadsOf(document: FlowDocument, known: KnownNodes) {
  const isOn = ({ disabled }: FlowNode) => disabled !== true
  const ends = (node: FlowNode, does: 'read' | 'write') => {
    const fields: Fields = (Object.hasOwn(known, node.type) ? known[node.type]?.fields : undefined) ?? {}
    const chosenIn = (isMeant: (field: Field) => boolean) => {
      const name = Object.entries(fields).find(([, field]) => isMeant(field))?.[0]
      const value = name === undefined ? undefined : node.settings[name]
      return typeof value === 'string' ? value : undefined
    }
    const slot = chosenIn(({ kind, options }) => kind === 'slot' && options?.does === does)
    const entity = chosenIn(({ kind }) => kind === 'entity')
    return slot !== undefined && entity !== undefined ? { slot, entity } : undefined
  }
  const found = new Map<string, { readonly entity: string; readonly from: string; readonly to: string; readonly writer: FlowNode }>()
  for (const reader of document.nodes.filter(isOn)) {
    const read = ends(reader, 'read')
    if (!read) continue
    const reached = downstream(document, reader.id)
    for (const writer of document.nodes.filter((node) => isOn(node) && reached.has(node.id))) {
      const written = ends(writer, 'write')
      if (!written || written.entity !== read.entity || written.slot === read.slot) continue
      const key = JSON.stringify([read.entity, read.slot, written.slot])
      if (!found.has(key)) found.set(key, { entity: read.entity, from: read.slot, to: written.slot, writer })
    }
  }
  return [...found.values()]
}
