import { expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'
import { nodes } from '#nodes/index.ts'
import { entityChoices, objectFields, offersOf, placeOf, shownFields, unknownSettings } from './node-place.ts'
import { checkHere, problemsOf } from './node-problems.ts'

const known = Object.values(connectors).map(describeConnector)

function place(type: string, settings: Readonly<Record<string, Json>>) {
  const definition = nodes[type]
  if (!definition) throw new Error(`There is no node "${type}".`)
  const node = { id: 'n', type, version: 1, name: 'Mine', position: [0, 0] as const, settings }
  const document: FlowDocument = {
    format: 1,
    id: 'f',
    name: 'F',
    nodes: [node],
    wires: [],
    slots: { till: { connector: 'mplus', label: 'Till' }, books: { connector: 'odoo', label: 'Books' } },
    options: { onFailure: 'continue', timeZone: 'UTC' },
  }
  return placeOf({ document, node, entry: describeNode(definition) }, (id) => known.find((one) => one.id === id))
}

const field = (at: ReturnType<typeof place>, name: string) => {
  const found = at.entry.fields.find((one) => one.name === name)
  if (!found) throw new Error(`There is no field "${name}".`)
  return found
}

it('offers only kinds of record the system can write', () => {
  const written = entityChoices(place('upsert', { slot: 'books' })).map((one) => one.entity)
  expect(written).toContain('order')
  expect(entityChoices(place('upsert', {}))).toEqual([])
})

it('asks for the settings of orders only where orders are written', () => {
  const names = (entity: string) => shownFields(place('upsert', {}).entry.fields, { entity }).map((one) => one.name)
  expect(names('order')).toContain('documentType')
  expect(names('product')).not.toContain('documentType')
})

it('hides what depends on a choice that was changed', () => {
  const names = shownFields(place('upsert', {}).entry.fields, { entity: 'order', customers: 'default' }).map((one) => one.name)
  expect(names).toContain('defaultCustomer')
  expect(names).not.toContain('missingEmail')
})

it('gets the form inside a node from its system and kind of record', () => {
  const read = place('read', { slot: 'till', entity: 'order' })
  expect(objectFields(field(read, 'settings'), read)?.map((one) => one.name)).toContain('orderTypes')
  const upsert = place('upsert', { slot: 'books', entity: 'order' })
  expect(objectFields(field(upsert, 'settings'), upsert)?.map((one) => one.name)).toContain('warehouse')
})

it('offers the documents an order can become there', () => {
  const upsert = place('upsert', { slot: 'books', entity: 'order' })
  expect(offersOf(field(upsert, 'documentType'), upsert)).toEqual([
    { id: 'quotation', label: 'Quotation' },
    { id: 'order', label: 'Confirmed order' },
  ])
})

it('keeps settings nobody knows apart', () => {
  expect(unknownSettings(place('log', { level: 'info', colour: 'red' }))).toEqual({ colour: 'red' })
})

it('tells a problem at its setting, with the place inside it', () => {
  const problems = checkHere(place('read', { slot: 'till', entity: 'order', settings: { pageSize: 0 } }))
  expect(problems).toEqual([{ field: 'settings', inner: 'pageSize', message: '"Orders per request" is 0; the least is 1' }])
})

it('says when the system cannot do it', () => {
  expect(checkHere(place('read', { slot: 'till', entity: 'price' }))).toMatchObject([
    { field: 'entity', message: 'MplusKASSA cannot read "price"' },
  ])
})

it('adds what the host found, without the node’s name, and not twice', () => {
  const problems = problemsOf(place('log', { level: 'loud' }), {
    problems: [
      { path: 'nodes[0].settings.level', message: '"Mine": "Level" is wrong', nodeId: 'n' },
      { path: 'nodes[0].settings.message', message: '"Mine": has a single {', nodeId: 'n' },
      { path: 'nodes[1].settings.level', message: 'of another', nodeId: 'other' },
    ],
    lines: {},
    unboundSlots: [],
  })
  expect(problems.map(({ field: name, message }) => [name, message])).toEqual([
    ['level', '"Level" is "loud"; choose one of debug, info, warn, error'],
    ['message', 'Has a single {'],
  ])
})
