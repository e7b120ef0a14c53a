import type { RunProgress } from '#core/engine/run-event.ts'
import type { FlowDocument, FlowNode, Wire } from '#core/flow/document.ts'
import { wireKey } from '#core/flow/wires.ts'

/** A flow of rows of nodes, each wired to the next, with as many wires across as it takes. */
export function largeFlow(nodeCount: number, wireCount: number): FlowDocument {
  const across = 20
  const nodes = Array.from({ length: nodeCount }, (_none, index): FlowNode => {
    const column = index % across
    const row = Math.floor(index / across)
    const type = column === 0 ? 'read' : column === across - 1 ? 'upsert' : column % 2 === 0 ? 'filter' : 'map'
    const settings: FlowNode['settings'] =
      type === 'read' || type === 'upsert'
        ? { slot: type === 'read' ? 'till' : 'books', entity: 'order' }
        : type === 'filter'
          ? { condition: { is: 'equals', path: 'data.status', value: 'paid' } }
          : { mappings: [{ path: 'data.number', target: 'number', steps: [] }] }
    return { id: `n${index}`, type, version: 1, name: `Step ${index}`, position: [column * 304, row * 96], settings }
  })
  const wires: Wire[] = []
  for (let index = 0; index < nodeCount; index++) {
    if (index % across !== across - 1 && index + 1 < nodeCount) wires.push({ from: [`n${index}`, 'out'], to: `n${index + 1}` })
  }
  for (let index = 0; wires.length < wireCount && index + across + 1 < nodeCount; index++) {
    if (index % across < across - 1) wires.push({ from: [`n${index}`, 'out'], to: `n${index + across + 1}` })
  }
  return {
    format: 1,
    id: 'large',
    name: 'A large flow',
    nodes,
    wires,
    slots: { till: { connector: 'mplus', label: 'Till' }, books: { connector: 'odoo', label: 'Books' } },
    options: { onFailure: 'continue', timeZone: 'Europe/Amsterdam' },
  }
}

/** The counts of a run at full speed after so many events: all of them move with every event. */
export function progressAfter({ nodes, wires }: FlowDocument, events: number): RunProgress {
  const count = events * 250
  return {
    emitted: count,
    nodes: Object.fromEntries(nodes.map(({ id }) => [id, { received: count, sent: count, failed: id.endsWith('7') ? events : 0 }])),
    wires: Object.fromEntries(wires.map((wire) => [wireKey(wire), count])),
    outcomes: { created: count, failed: events },
  }
}
