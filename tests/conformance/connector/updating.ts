import { describe, expect } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { AnyConnector, CreateItem, EntityDefinition, Existing } from '#core/kit/define-connector.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import type { FieldChange } from '#core/kit/record.ts'
import type { EntityName } from '#core/model/entities.ts'
import { applyChanges, compileCompare } from '#core/upsert/compare.ts'
import { valueAt, withoutPath, withPath } from '#core/upsert/field-path.ts'
import type { Exceptions } from './exceptions.ts'
import { itemFor, writeSettingsFor } from './items.ts'
import { entityOf, startShop } from './practice-shop.ts'

type Data = Readonly<Record<string, unknown>>

const signal = new AbortController().signal

/** Another value for each path of the neutral model; texts that name something of the target come from one of its lists. */
const changed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  customer: {
    kind: 'company',
    number: 'K-2001',
    name: 'Marieke Visser-de Boer',
    email: 'm.visser@klant.example',
    phone: '+31 30 555 0199',
    mobile: '+31 6 5550 0199',
    website: 'https://visser.example',
    vatNumber: 'NL001234567B01',
    registrationNumber: '30123456',
    language: 'nl_NL',
    billing: { street: 'Meir', number: '101', addition: '3e verdieping', postalCode: '2000', city: 'Antwerpen', country: 'BE' },
    shipping: { street: 'Havenweg', number: '9', postalCode: '3011 AA', city: 'Rotterdam', country: 'NL' },
    note: 'Belt altijd eerst.',
    active: false,
  },
  product: {
    sku: '778009',
    gtin: '8712345678913',
    name: 'Theepot groen',
    description: 'Een theepot voor zes kopjes.',
    shortDescription: 'Voor zes kopjes.',
    priceExcl: '22.50',
    priceIncl: '29.95',
    costPrice: '11.20',
    weight: '0.85',
    brand: 'Delft',
    unit: 'st',
    categories: [['Wonen', 'Theegoed']],
    managesStock: false,
    active: false,
  },
  stock: { onHand: '23', available: '21' },
  category: { description: 'Alles voor de thee.', position: 7, active: false },
}

/** Values that only one system understands. */
const ownValues: Readonly<Record<string, unknown>> = {
  // Payment conditions have codes of two signs, and no object that lists them is known.
  'accountview customer paymentTerms': '14',
  // Units are a list of the company's own.
  'eaccounting product unit': 'Kilogram',
  // Tariffs have names that are the same in every shop.
  'ccv-salespos product taxCode': 'zero',
  // A till keeps a number of days.
  'mplus customer paymentTerms': '30',
  // A contact tag of the practice shop; tags are no list of the connector.
  'odoo customer customerGroup': 'Groothandel',
  'odoo stock locations': [{ location: 'Winkel aan de Gracht B.V.', onHand: '23' }],
}

/** Paths whose value names something the target keeps a list of, by the lists that may hold it. */
const listed: Readonly<Record<string, readonly string[]>> = {
  taxCode: ['taxes', 'vat-codes'],
  paymentTerms: ['payment-terms'],
  priceList: ['price-lists'],
}

/** Paths that follow another one: the price that the system works out, the sum over its places. */
const followers: Readonly<Record<string, readonly string[]>> = {
  priceExcl: ['priceIncl'],
  priceIncl: ['priceExcl'],
  taxCode: ['priceExcl', 'priceIncl', 'taxRate'],
  onHand: ['available', 'locations'],
  available: ['onHand', 'locations'],
  locations: ['onHand', 'available'],
}

/** Settings under which a path is written, where the user chooses which of several it is. */
const settingsOf: Readonly<Record<string, Data>> = {
  'eaccounting stock onHand': { quantity: 'onHand' },
  'mplus stock onHand': { quantity: 'onHand' },
  'mplus product priceExcl': { price: 'excl' },
}

/** Holds that an update changes what it says, nothing else, and that the next comparison finds nothing left to do. */
export function describeUpdating(id: string, definition: AnyConnector, exceptions: Exceptions): void {
  const updatable = Object.entries(definition.entities as Readonly<Record<string, EntityDefinition>>).flatMap(
    ([name, { update, schema }]) => (update ? [[name as EntityName, { paths: update.paths, schema }] as const] : []),
  )

  describe.each(updatable)('updating a %s', (name, { paths, schema }) => {
    for (const path of paths)
      exceptions.itFor(`${id} ${name} ${path}`)(
        `changes its ${path} and nothing else, so that the next run finds it unchanged`,
        async () => {
          const connection = (await startShop(id)).connect()
          const settings = { ...(await writeSettingsFor(connection, name)), ...settingsOf[`${id} ${name} ${path}`] }
          const { item, existing } = await standing(connection, name, settings)
          const before = withoutPath(existing.data, 'extra')
          const wanted = withPath(before, path, await newValue(connection, { name, path }))
          const changes = compileCompare({ schema, paths: [path] })(wanted, before)
          expect(changes.map((change) => change.path)).toEqual([path])

          const data = { ...item.data, ...applyChanges(existing.data, changes) }
          const [result] =
            (await entityOf(connection, name).update?.run({
              items: [{ key: item.key, id: existing.id, data, changes }],
              settings,
              signal,
            })) ?? []
          expect(result).toMatchObject({ ok: true, id: existing.id })

          const { data: after } = await findOne(connection, name, renamed(item, changes), settings)
          const isFollower = (one: string) => followers[path]?.includes(one)
          const left = compileCompare({ schema, paths })(wanted, after).map((change) => change.path)
          expect(left.filter((one) => !isFollower(one))).toEqual([])
        },
      )

    exceptions.itFor(`${id} ${name} refusal`)('refuses one that is not there', async () => {
      const connection = (await startShop(id)).connect()
      const settings = await writeSettingsFor(connection, name)
      const { item, existing } = await standing(connection, name, settings)
      const [path = ''] = paths.filter((one) => one in (changed[name] ?? {}))
      const to = changed[name]?.[path] as FieldChange['to']
      const named = 'sku' in item.data ? { sku: '99999999' } : {}
      const data = { ...item.data, ...existing.data, ...named, [path]: to }
      const gone = { key: '99999999', id: '99999999', data, changes: [{ path, from: null, to }] }
      const [result] = (await entityOf(connection, name).update?.run({ items: [gone], settings, signal })) ?? []
      expect(result).toMatchObject({ ok: false, uncertain: false })
    })
  })
}

/** A record that stands in the shop, as looking it up shows it. */
async function standing(
  connection: BoundConnection,
  name: EntityName,
  settings: Data,
): Promise<{ readonly item: CreateItem; readonly existing: Existing }> {
  const item = await itemFor(connection, name)
  const [made] = (await entityOf(connection, name).create?.run({ items: [item], settings, signal })) ?? []
  if (!made?.ok) throw new Error(`${connection.name} made no ${name}: ${made?.error.message}`)
  return { item, existing: await findOne(connection, name, item, settings) }
}

async function findOne(connection: BoundConnection, name: EntityName, { key, externalId }: CreateItem, settings: Data): Promise<Existing> {
  const { find } = entityOf(connection, name)
  const found = (await find?.run({ by: find.by[0] ?? '', items: [{ key, externalId }], settings, signal }))?.get(key) ?? []
  const [one, another] = found
  if (!one || another) throw new Error(`${connection.name} has ${found.length} of ${name} ${key}.`)
  return one
}

/** The item under the key it has after the changes. */
function renamed(item: CreateItem, changes: readonly FieldChange[]): CreateItem {
  const key = changes.find(({ path }) => path === 'email' || path === 'sku')?.to
  return typeof key === 'string' ? { ...item, key } : item
}

/** @throws Error for a path nobody gave a value: add one above, or excuse the path by name. */
async function newValue(connection: BoundConnection, { name, path }: { readonly name: string; readonly path: string }): Promise<unknown> {
  const value = ownValues[`${connection.connectorId} ${name} ${path}`] ?? valueAt(changed[name] ?? {}, path)
  if (value !== undefined) return value
  for (const list of listed[path] ?? []) {
    if (!(list in (connectors[connection.connectorId]?.lists ?? {}))) continue
    const choice = (await connection.list(list)).at(-1)
    if (choice) return choice.value
  }
  throw new Error(`There is no other value for the ${path} of a ${name} in tests/conformance/connector/updating.ts.`)
}
