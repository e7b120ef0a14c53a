import { expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'
import { nodes } from '#nodes/index.ts'
import { arrivingEntity, leavingEntity } from './arriving-entity.ts'
import { targetFields } from './target-fields.ts'

const types = new Map(Object.values(nodes).map((node) => [node.type, describeNode(node)]))
const systems = new Map(Object.values(connectors).map((one) => [one.id, describeConnector(one)]))
const nodeType = (type: string) => types.get(type)

function node(id: string, type: string, settings: Readonly<Record<string, Json>> = {}): FlowNode {
  return { id, type, version: 1, position: [0, 0], settings }
}

/** read → map → upsert, and a catch beside them. */
function flow(
  change: { readonly map?: Readonly<Record<string, Json>>; readonly upsert?: Readonly<Record<string, Json>> } = {},
): FlowDocument {
  return {
    format: 1,
    id: 'f',
    name: 'F',
    nodes: [
      node('read', 'read', { slot: 'till', entity: 'order' }),
      node('map', 'map', { mappings: [], ...change.map }),
      node('write', 'upsert', { slot: 'books', entity: 'order', ...change.upsert }),
      node('failed', 'catch'),
    ],
    wires: [
      { from: ['read', 'out'], to: 'map' },
      { from: ['map', 'out'], to: 'write' },
    ],
    slots: { till: { connector: 'mplus', label: 'Till' }, books: { connector: 'odoo', label: 'Books' } },
    options: { onFailure: 'continue', timeZone: 'UTC' },
  }
}

const needs = (document: FlowDocument, path: string) =>
  targetFields('order', 'map', { document, nodeType, connector: (id) => systems.get(id) }).find((field) => field.path === path)?.needs

it('knows what arrives from what is read', () => {
  expect(arrivingEntity(flow(), 'map', nodeType)).toBe('order')
})

it('knows what a record becomes', () => {
  expect(leavingEntity(flow({ map: { entity: 'customer' } }), 'map', nodeType)).toBe('customer')
  expect(leavingEntity(flow(), 'map', nodeType)).toBe('order')
})

it('takes failures to be of the kinds that are read', () => {
  expect(leavingEntity(flow(), 'failed', nodeType)).toBe('order')
})

it('knows nothing where roads with different kinds meet', () => {
  const document = flow()
  const mixed = {
    ...document,
    nodes: [...document.nodes, node('other', 'read', { slot: 'till', entity: 'product' })],
    wires: [...document.wires, { from: ['other', 'out'] as const, to: 'map' }],
  }
  expect(arrivingEntity(mixed, 'map', nodeType)).toBeUndefined()
})

it('marks what the model asks of every record', () => {
  expect(needs(flow(), 'currency')).toEqual([{ kind: 'model' }])
  expect(needs(flow(), 'note')).toEqual([])
})

it('marks what the system behind recognises and finds things by', () => {
  expect(needs(flow(), 'number')).toContainEqual({ kind: 'match', system: 'Odoo' })
  expect(needs(flow(), 'customer.email')).toEqual([{ kind: 'customer', system: 'Odoo' }])
  expect(needs(flow(), 'lines[].sku')).toEqual([{ kind: 'product', system: 'Odoo' }])
})

it('asks for no e-mail address where orders go to the default debtor', () => {
  expect(needs(flow({ upsert: { customers: 'default' } }), 'customer.email')).toEqual([])
})

it('asks nothing for a system that gets another kind of record', () => {
  expect(needs(flow({ upsert: { entity: 'product' } }), 'customer.email')).toEqual([])
})
