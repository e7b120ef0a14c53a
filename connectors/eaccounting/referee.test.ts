import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { aCategory, aCustomer, anItem, anOrder, aProduct, aStock } from '#tests/support/builders.ts'
import { openBooks, signal } from '#tests/support/eaccounting-books.ts'
import { codings, termsOfPayment, units } from './sandbox/books/fixed-lists.ts'
import { article } from './sandbox/schema/article.ts'
import { customer } from './sandbox/schema/customer.ts'
import { invoice, invoiceDraft } from './sandbox/schema/invoice.ts'
import { order } from './sandbox/schema/order.ts'
import { quote } from './sandbox/schema/quote.ts'
import { holdAgainst, type Schema, type Schemas } from './testing/hold-against-schema.ts'

// The vendor's own description of the API is the referee. It is not part of this project: it lies beside it, or the test is skipped.
const specPath = join(import.meta.dirname, '../../../shared/apis/specs/visma-eaccounting-v2.json')
const hasSpec = existsSync(specPath)
if (!hasSpec) console.info(`Skipped: the vendor's OpenAPI file is not at ${specPath}.`)

interface Body {
  readonly content?: { readonly 'application/json'?: { readonly schema: Schema } }
}
interface Operation {
  readonly requestBody?: Body
  readonly responses: Readonly<Record<string, Body>>
}
interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Schemas }
}

interface Exchange {
  readonly request: SandboxRequest
  readonly response: SandboxResponse
}

describe.skipIf(!hasSpec)('against the OpenAPI file of eAccounting version 2', () => {
  // Vendor's file, read only when it is there.
  const spec = (hasSpec ? JSON.parse(readFileSync(specPath, 'utf8')) : { paths: {}, components: { schemas: {} } }) as Spec
  const { schemas } = spec.components

  function judge({ request, response }: Exchange): readonly string[] {
    const path = request.path.replace(/^\/v2/, '')
    const method = request.method.toLowerCase()
    // The file has some paths twice, with other spellings of the id and other methods.
    const isAsked = (one: string) => new RegExp(`^${one.replace(/\{\w+\}/g, '[0-9a-f-]{36}')}$`).test(path) && spec.paths[one]?.[method]
    const template = Object.keys(spec.paths).find(isAsked)
    const operation = spec.paths[template ?? '']?.[method]
    const name = `${request.method} ${template ?? path}`
    if (!operation) return [`${name} is not in the file`]
    const asked = operation.requestBody?.content?.['application/json']?.schema
    const answered = operation.responses[String(response.status)]?.content?.['application/json']?.schema
    if (!answered) return [`${name} does not answer ${response.status}`]
    return [
      ...(asked ? holdAgainst(asked, JSON.parse(request.body), { schemas, isRequest: true, at: `${name} sent` }) : []),
      ...holdAgainst(answered, JSON.parse(response.body), { schemas, isRequest: false, at: `${name} answered` }),
    ]
  }

  it('everything the connector sends and the practice company answers is valid', async () => {
    const exchanges: Exchange[] = []
    const books = await openBooks({ watch: (request, response) => void exchanges.push({ request, response }) })
    const { connection } = books
    await connection.check()
    for (const list of ['taxes', 'units', 'payment-terms', 'vat-codes', 'delivery-methods', 'currencies', 'countries'])
      await connection.list(list)
    for (const entity of ['order', 'customer', 'product', 'stock', 'category']) {
      for await (const page of books.entity(entity).read?.pages({ position: null, settings: {}, signal }) ?? []) void page
    }
    const customerId = await workWith('customer', aCustomer({ vatNumber: 'NL001234567B01' }), {
      paymentTerms: String(termsOfPayment[0]?.Id),
    })
    await workWith('product', aProduct({ gtin: '8712345678906' }), { coding: String(codings[0]?.Id), unit: String(units[0]?.Id) })
    await workWith('category', aCategory(), {})
    await workWith('stock', aStock(), { quantity: 'available' })
    const lines = [...anOrder().lines, { kind: 'note' as const, name: 'Graag voor vrijdag', quantity: '1' }]
    for (const documentType of ['quotation', 'order', 'invoice-draft', 'invoice']) {
      const item = anItem('order', anOrder({ lines, customerReference: 'PO 77' }), { links: { customerId, productIds: {} }, documentType })
      const [result] = (await books.entity('order').create?.run({ items: [item], settings: {}, signal })) ?? []
      expect(result).toMatchObject({ ok: true })
    }
    expect([exchanges.length > 25, exchanges.flatMap(judge)]).toEqual([true, []])

    /** Creates one, finds it, changes it. */
    async function workWith(name: string, data: object, settings: Readonly<Record<string, string>>): Promise<string> {
      const entity = books.entity(name)
      const item = anItem(name as 'customer', data)
      const [result] = (await entity.create?.run({ items: [item], settings, signal })) ?? []
      if (!result?.ok) throw result?.error
      await entity.find?.run({ by: entity.find.by[0] ?? '', items: [item], settings, signal })
      const path = { stock: 'available', category: 'description' }[name] ?? 'name'
      const changes = [{ path, from: null, to: name === 'stock' ? '3' : 'Anders' }]
      const changed = { key: item.key, id: result.id, data: { ...item.data, [path]: changes[0]?.to }, changes }
      expect(await entity.update?.run({ items: [changed], settings, signal })).toMatchObject([{ ok: true }])
      return result.id
    }
  })

  it('refusals of the practice company are valid', async () => {
    const exchanges: Exchange[] = []
    const books = await openBooks({ watch: (request, response) => void exchanges.push({ request, response }) })
    const item = anItem('customer', aCustomer({ vatNumber: 'NL1' }))
    await books.entity('customer').create?.run({ items: [item], settings: { paymentTerms: String(termsOfPayment[0]?.Id) }, signal })
    expect(exchanges.map(({ response }) => response.status)).toEqual([400])
    expect(exchanges.flatMap(judge)).toEqual([])
  })

  it('a request with an unknown member, a missing one and one of the vendor’s own is not, so that the referee is awake', () => {
    const problems = holdAgainst(
      { $ref: '#/components/schemas/ArticleApi' },
      { Number: 'A', Colour: 'red', ChangedUtc: '2026-01-01' },
      { schemas, isRequest: true },
    )
    expect(problems).toEqual(expect.arrayContaining(['.Name is missing', '.Colour is unknown', ".ChangedUtc is the vendor's own"]))
  })

  it.each([article, customer, order, quote, invoiceDraft, invoice])(
    'the practice company demands of $type what the file demands, within its lengths',
    ({ type, fields }) => {
      const { properties = {}, required = [] } = schemas[type] ?? {}
      const told = Object.entries(fields).map(([name, { max, required: isRequired = false, readOnly = false }]) => [
        name,
        { max, isRequired, readOnly },
      ])
      const published = Object.entries(properties).map(([name, { maxLength, readOnly = false }]) => [
        name,
        { max: maxLength, isRequired: required.includes(name), readOnly },
      ])
      expect(Object.fromEntries(told)).toEqual(Object.fromEntries(published))
    },
  )
})
