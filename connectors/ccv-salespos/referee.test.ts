import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aCategory, aCustomer, anItem, anOrder, aProduct } from '#tests/support/builders.ts'
import { category } from './entities/category.ts'
import { customer } from './entities/customer.ts'
import { order } from './entities/order.ts'
import { product } from './entities/product.ts'
import { extraProductFields } from './entities/product-to-ccv.ts'
import { acceptedFields, fieldsIn, orderRowFields } from './sandbox/accepted.ts'
import { noSignal, openPracticeShop } from './testing/practice-shop.ts'

const fieldFile = new URL('../../../shared/apis/specs/ccv-rest-v1-fields.json', import.meta.url)
const operationFile = new URL('../../../shared/apis/specs/ccv-rest-v1-operations.json', import.meta.url)
const isThere = existsSync(fieldFile) && existsSync(operationFile)
if (!isThere) console.info('CCV referee skipped: ../shared/apis/specs holds no CCV field list.')

type FieldList = Readonly<Record<string, { readonly type: string; readonly nullable_or_optional: boolean }>>
interface Published {
  readonly resources: Readonly<Record<string, Readonly<Record<string, FieldList>>>>
  readonly entities: Readonly<Record<string, FieldList & Readonly<Record<string, FieldList>>>>
}

describe.runIf(isThere)('held against the published lists', () => {
  const published = JSON.parse(isThere ? readFileSync(fieldFile, 'utf8') : '{}') as Published
  const { operations = [] } = JSON.parse(isThere ? readFileSync(operationFile, 'utf8') : '{}') as {
    readonly operations?: readonly { readonly method: string; readonly path: string }[]
  }

  /** `POST products/:id/productphotos` → the body of productphotos. */
  const bodyOf = (route: string): FieldList => {
    const [method = '', path = ''] = route.split(' ')
    const resource = published.resources[path.split('/').findLast((part) => part !== ':id') ?? '']
    return resource?.[method.toLowerCase()] ?? resource?.input ?? {}
  }
  const typeOf = (type: string) => ({ string: 'text', integer: 'integer', number: 'number', boolean: 'boolean' })[type] ?? 'object'
  const asPublished = (fields: FieldList) =>
    Object.entries(fields).map(([name, { type, nullable_or_optional: isOptional }]) => ({
      name,
      type: typeOf(type),
      isRequired: !isOptional,
    }))

  it.each(Object.keys(acceptedFields))('the practice shop takes %s as published', (route) => {
    expect(fieldsIn(acceptedFields[route] ?? '')).toEqual(asPublished(bodyOf(route)))
  })

  it('the practice shop takes order rows as published', () => {
    expect(fieldsIn(orderRowFields)).toEqual(asPublished(published.entities.orderrow_input ?? {}))
  })

  it('extra fields of products are published ones', () => {
    const known = Object.keys(published.resources.products?.patch ?? {})
    expect(extraProductFields.filter((name) => !known.includes(name))).toEqual([])
  })

  it('customers and addresses are sent with published fields only', async () => {
    const { server, client, bodies } = await openPracticeShop({ pricesIncludeVat: false })
    onTestFinished(() => server.close())
    const item = anItem(
      'customer',
      aCustomer({ kind: 'company', contacts: [{ name: 'Anna Visser' }], shipping: { street: 'Meir', city: 'Antwerpen' } }),
    )
    await customer.create?.run(client, { items: [item] as never, settings: {} as never, signal: noSignal })
    const [{ userinfo: info } = { userinfo: {} }] = bodies('users.create') as readonly { readonly userinfo: Record<string, object> }[]
    const personal = published.entities.personalinfo
    const unknown = (sent: object = {}, list: FieldList = {}) => Object.keys(sent).filter((name) => !(name in list))
    expect([
      unknown(info, personal?.read),
      unknown(info.billingaddress, personal?.billingaddress),
      unknown(info.deliveryaddress, personal?.deliveryaddress),
    ]).toEqual([[], [], []])
  })

  it('every request the connector makes is a published operation', async () => {
    const { server, client, sent } = await openPracticeShop({ pricesIncludeVat: false })
    onTestFinished(() => server.close())
    const variants = [{ sku: '900101', attributes: [{ attribute: 'Maat', value: 'S' }], active: true }]
    const writes = [
      [order, anItem('order', anOrder(), { documentType: 'invoice' }), { paid: 'record' }],
      [customer, anItem('customer', aCustomer()), {}],
      [
        product,
        anItem('product', aProduct({ variants, categories: [['Wonen', 'Thee']] })),
        { taxTariff: 'normal', categories: 'create', attributeType: 'option_menu' },
      ],
      [category, anItem('category', aCategory()), {}],
    ] as const
    for (const [entity, item, settings] of writes) {
      const results = (await entity.create?.run(client, { items: [item] as never, settings: settings as never, signal: noSignal })) ?? []
      expect(results.map((result) => result.ok || result.error.message)).toEqual([true])
    }
    const known = new Set(operations.map(({ method, path }) => `${method} ${path}`))
    const made = new Set(
      sent.map(
        ({ method, path }) => `${method} /:version${(path.split('?')[0] ?? '').replace('/api/rest/v1', '').replace(/\/\d+/g, '/:id')}/`,
      ),
    )
    expect([...made].filter((operation) => !known.has(operation))).toEqual([])
  })
})
