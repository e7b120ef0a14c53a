import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CreateItem } from '#core/kit/define-connector.ts'
import { systemClock } from '#host/clock.ts'
import { createImageStore } from '#host/images/image-store.ts'
import { aCustomer, anAddress, anItem, anOrder, aProduct } from '#tests/support/builders.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { type Exchange, noSignal, type OpenVismaNet, openVismaNet } from '#tests/support/visma-net-practice.ts'
import { problemsIn, type Schema } from './testing/schema-check.ts'
import { type ErpSpec, erpOperation, type Operation, type OrderSpec, orderOperation } from './testing/spec-operations.ts'

// The vendor's own descriptions are the referees. They are not part of this project: they lie beside it, or the tests are skipped.
const folder = join(import.meta.dirname, '../../../shared/apis/specs')
const erpPath = join(folder, 'visma-net-erp-v1.json')
const orderPath = join(folder, 'visma-net-salesorder-v3.json')
const hasSpecs = existsSync(erpPath) && existsSync(orderPath)
if (!hasSpecs) console.info(`Skipped: the vendor's descriptions are not at ${erpPath} and ${orderPath}.`)

let erpSpec: ErpSpec
let orderSpec: OrderSpec
beforeAll(() => {
  if (!hasSpecs) return
  erpSpec = JSON.parse(readFileSync(erpPath, 'utf8')) as ErpSpec
  orderSpec = JSON.parse(readFileSync(orderPath, 'utf8')) as OrderSpec
})

describe.skipIf(!hasSpecs)('against the descriptions of the ERP API v1 and the Sales Order service v3', () => {
  it('asks and answers what they describe when everything is read', async () => {
    const practice = await openVismaNet()
    for (const name of Object.keys(practice.books.entities)) await readAll(practice, name)
    await practice.books.check()
    for (const list of listNames) await practice.books.list(list)
    await find(practice, 'product', { by: 'gtin', key: '2000001201018' })
    await find(practice, 'product', { by: 'sku', key: '120101', settings: { itemClass: '1' } })
    await find(practice, 'customer', { by: 'email', key: 'inkoop1@bedrijf.example', data: { kind: 'company' } })
    await find(practice, 'order', { by: 'reference', key: 'W-1' })
    expect(judged(practice.exchanges)).toEqual({ count: expect.any(Number), problems: [] })
  })

  it('sends a company with everything a customer may have', async () => {
    const practice = await openVismaNet()
    const result = await create(practice, anItem('customer', wholeCustomer), { companyClass: 'B2B' })
    await practice.books.entities.customer?.update?.run({
      items: [
        { key: 'k', id: idOf(result), data: { ...wholeCustomer, active: false }, changes: [{ path: 'active', from: true, to: false }] },
      ],
      settings: {},
      signal: noSignal,
    })
    expect(judged(practice.exchanges)).toEqual({ count: 4, problems: [] })
  })

  it('sends an item with everything a product may have', async () => {
    const practice = await openVismaNet()
    const data = { ...aProduct({ gtin: '8712345678906', description: 'Zes kopjes.', taxCode: 'HOOG' }), extra: { purchaseUnit: 'STK' } }
    const result = await create(practice, anItem('product', data), { itemClass: '1', sendUnit: true })
    await practice.books.entities.product?.update?.run({
      items: [
        { key: 'k', id: idOf(result), data: { ...data, priceExcl: '21.00' }, changes: [{ path: 'priceExcl', from: '20.00', to: '21.00' }] },
      ],
      settings: { itemClass: '1' },
      signal: noSignal,
    })
    expect(judged(practice.exchanges)).toEqual({ count: 4, problems: [] })
  })

  it('attaches images to an item, and reads them', async () => {
    const images = createImageStore({ dataFolder: temporaryFolder(), clock: systemClock })
    const practice = await openVismaNet({}, {}, { images })
    const kept = images.keep(Buffer.from([0x89, 0x50, 0x4e, 0x47, 1]).toString('base64'))
    const item = anItem('product', aProduct({ images: [kept] }))
    await create(practice, item, { itemClass: '1', images: true })
    await find(practice, 'product', { by: 'sku', key: String(item.data.sku), data: item.data, settings: { itemClass: '1', images: true } })
    await readAll(practice, 'product', { images: true })
    const paths = practice.exchanges.map(({ request }) => `${request.method} ${request.path.split('?')[0]}`)
    expect(paths.filter((path) => path.includes('attachment')).length).toBeGreaterThan(1)
    expect(judged(practice.exchanges)).toEqual({ count: expect.any(Number), problems: [] })
  })

  it.each(['order', 'sales-invoice', 'quotation', 'invoice'])(
    'sends a document of the type %s with everything an order may have',
    async (documentType) => {
      const practice = await openVismaNet()
      const links = { customerId: '10010', contactId: '502', productIds: {} }
      const item = anItem('order', wholeOrder, { documentType, links })
      const settings = {
        shippingItem: '120201',
        discountItem: '120202',
        warehouse: 'UTR',
        branch: '1',
        paymentMethod: '1',
        revenueAccount: '3000',
      }
      const result = await create(practice, item, settings)
      await create(practice, { ...item, attempt: 'again' }, settings)
      expect([result, judged(practice.exchanges)]).toEqual([
        expect.objectContaining({ ok: true }),
        { count: expect.any(Number), problems: [] },
      ])
    },
  )

  it('is awake: it finds an invented field, a wrong type and a text that is too long', () => {
    const schema: Schema = { type: 'object', properties: { name: { type: 'string', maxLength: 3 }, amount: { type: 'number' } } }
    expect(problemsIn({ name: 'Anna', amount: '1', colour: 'red' }, schema, {})).toEqual([
      '$.name is longer than 3',
      '$.amount is no number',
      '$.colour is not known',
    ])
  })
})

const listNames = [
  ...['taxes', 'vat-codes', 'revenue-accounts', 'payment-terms', 'warehouses', 'branches', 'order-types', 'item-classes'],
  ...['customer-classes', 'payment-methods', 'shipping-methods', 'sales-categories'],
]

const wholeCustomer = {
  ...aCustomer({
    kind: 'company',
    name: 'De Groene Winkel V.O.F.',
    email: 'groen@winkel.example',
    mobile: '+31 6 1',
    website: 'https://w.example',
  }),
  ...{ vatNumber: 'NL001234567B01', registrationNumber: '30123456', shipping: anAddress(), paymentTerms: '30', priceList: 'GROOT' },
  ...{ note: 'Belt altijd eerst.', contacts: [{ name: 'Anna de Groot', email: 'anna@winkel.example', phone: '06', role: 'Inkoop' }] },
  extra: { gln: '8712345000004' },
}

const wholeOrder = anOrder({
  lines: [
    {
      kind: 'product',
      sku: '120101',
      name: 'Koffiemok',
      quantity: '2',
      priceExcl: '7.40',
      discountPercent: '5',
      taxCode: undefined,
      unit: 'STK',
    },
    { kind: 'product', sku: '120102', name: 'Retour', quantity: '-1', priceIncl: '8.95', taxRate: '21' },
    { kind: 'shipping', name: 'Verzendkosten', quantity: '1', priceExcl: '4.95' },
    { kind: 'discount', name: 'Korting', quantity: '1', priceExcl: '-2.50' },
    { kind: 'note', name: 'Graag bellen', quantity: '0' },
  ],
  ...{ customerReference: 'PO-77', note: 'Achterom', shippingMethod: 'POSTNL', paymentTerms: '30' },
  billing: { ...anAddress(), company: 'De Groene Winkel V.O.F.', name: 'Anna de Groot', addition: '2e verdieping', phone: '030' },
})

/** What the referees say of every exchange: the path, the query, the body that was sent and the body that came back. */
function judged(exchanges: readonly Exchange[]): { readonly count: number; readonly problems: readonly string[] } {
  return { count: exchanges.length, problems: exchanges.flatMap(judge) }
}

function judge({ service, request, response }: Exchange): readonly string[] {
  const url = new URL(request.path, 'https://visma.example')
  const { method } = request
  const operation = service === 'erp' ? erpOperation(erpSpec, method, url.pathname) : orderOperation(orderSpec, method, url.pathname)
  const name = `${request.method} ${url.pathname}`
  if (!operation) return [`${name} is not described`]
  const asked = [...url.searchParams.keys()]
    .filter((one) => !operation.parameters.includes(one))
    .map((one) => `${name}: no parameter ${one}`)
  return [...asked, ...sentProblems(request, operation), ...cameProblems(response, operation)].map((one) => `${name} ${one}`)
}

function sentProblems({ body }: Exchange['request'], operation: Operation): readonly string[] {
  if (body === undefined) return []
  return operation.body ? problemsIn(JSON.parse(body), operation.body, operation.schemas, 'sent') : ['takes no body']
}

function cameProblems(response: Exchange['response'], operation: Operation): readonly string[] {
  if (!(String(response.status) in operation.answers)) return [`answers ${response.status}`]
  const schema = operation.answers[String(response.status)]
  // A file is described as an object without members.
  if (response.headers['content-type'] === 'application/octet-stream')
    return schema?.type === 'object' && !schema.properties ? [] : ['answers a file']
  return response.text() === '' || !schema ? [] : problemsIn(response.json(), schema, operation.schemas, 'came')
}

async function readAll({ books }: OpenVismaNet, entity: string, settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  for await (const _ of books.entities[entity]?.read?.pages({ position: null, settings, signal: noSignal }) ?? []) {
    // Only what goes over the wire matters here.
  }
}

async function find(
  { books }: OpenVismaNet,
  entity: string,
  { by, key, data, settings }: { readonly by: string; readonly key: string; readonly data?: object; readonly settings?: object },
): Promise<void> {
  const items = [{ key, ...(data && { data: { ...data } }) }]
  await books.entities[entity]?.find?.run({ by, items, ...(settings && { settings: { ...settings } }), signal: noSignal })
}

async function create({ books }: OpenVismaNet, item: CreateItem, settings: object) {
  const entity = item.documentType ? 'order' : 'sku' in item.data ? 'product' : 'customer'
  const [result] = (await books.entities[entity]?.create?.run({ items: [item], settings: { ...settings }, signal: noSignal })) ?? []
  return result
}

function idOf(result: Awaited<ReturnType<typeof create>>): string {
  if (!result?.ok) throw new Error(`Not created: ${result?.error.message}`)
  return result.id
}
