import { describe, expect, it } from 'vitest'
import { type Product, product as schema } from '#core/model/product.ts'
import { FakeFailure, fakeOdoo } from '../testing/fake-odoo.ts'
import { product } from './product.ts'
import { findProducts } from './product-find.ts'

const signal = new AbortController().signal
const chair = { sku: '120101', gtin: '8712345678906', name: 'Chair', priceExcl: '19.95', categories: [['Furniture', 'Chairs']] }

const item = (data: Product) => ({ key: data.sku ?? 'x', externalId: 'mplus.till.product.1', data, attempt: 'first' as const })

describe('findProducts', () => {
  it('prefers an active product to an archived one with the same SKU', async () => {
    const shop = fakeOdoo({
      'product.product.search_read': () => [
        { id: 5, product_tmpl_id: [50, 'Old'], default_code: '120101', active: false },
        { id: 6, product_tmpl_id: [60, 'Chair'], default_code: '120101', active: true },
      ],
      'product.template.read': () => [
        { id: 50, name: 'Old' },
        { id: 60, name: 'Chair' },
      ],
    })
    const found = await findProducts(shop.client, { by: 'sku', items: [{ key: '120101' }], signal })
    expect(found.get('120101')?.map(({ id }) => id)).toEqual(['6'])
    expect(shop.bodiesOf('product.product.search_read')[0]?.context).toMatchObject({ active_test: false })
  })
})

describe('reading products', () => {
  const chairs = (own: Record<string, unknown>) =>
    [5, 6].map((id) => ({
      ...{ id, product_tmpl_id: [id * 10, 'Chair'], default_code: `12010${id}`, lst_price: 20, write_date: '2026-11-22 09:00:00' },
      ...(id === 5 ? own : {}),
    }))

  const read = async (variants: 'grouped' | 'single', own: Record<string, unknown>, name: unknown = 'Chair') => {
    const shop = fakeOdoo({
      'product.product.search_read': () => chairs(own),
      'product.template.read': () => [
        { id: 50, name },
        { id: 60, name: 'Chair' },
      ],
    })
    const settings = { variants, onlyForSale: true, overlapMinutes: 10 } as never
    for await (const page of product.read?.pages(shop.client, { position: null, settings, signal }) ?? []) return page
    return undefined
  }

  it.each(['grouped', 'single'] as const)(
    'names one with a price that is none, gives the others and moves past it (%s)',
    async (variants) => {
      const page = await read(variants, { lst_price: '20,-' })
      expect([page?.records.map(({ key }) => key), page?.position]).toMatchObject([['120106'], { since: '2026-11-22 09:00:00' }])
      expect(page?.unreadable).toMatchObject([
        { key: '120105', origin: { id: '5' }, error: { message: 'Product 120105: "20,-" is no number.', fix: 'user' } },
      ])
    },
  )

  it.each(['grouped', 'single'] as const)('makes up no title for one without a name (%s)', async (variants) => {
    const page = await read(variants, {}, false)
    expect(page?.unreadable).toMatchObject([{ key: '120105', error: { code: 'name-missing', message: 'Product 120105: it has no name.' } }])
  })
})

describe('creating products', () => {
  it('makes the path of categories and then the product, and answers the variant', async () => {
    const shop = fakeOdoo({
      'product.category.search_read': () => [{ id: 2, name: 'Furniture', complete_name: 'Furniture' }],
      'product.category.create': () => [3],
      'product.template.create': () => [60],
      'product.template.read': () => [{ id: 60, product_variant_ids: [66] }],
      'ir.model.data.create': () => [1],
    })
    const results = await product.create?.run(shop.client, { items: [item(schema.parse(chair))], settings: {} as never, signal })
    expect(results).toMatchObject([{ ok: true, id: '66' }])
    expect(shop.bodiesOf('product.category.create')).toMatchObject([{ vals_list: [{ name: 'Chairs', parent_id: 2 }] }])
    expect(shop.bodiesOf('product.template.create')).toMatchObject([
      {
        vals_list: [
          {
            name: 'Chair',
            default_code: '120101',
            barcode: '8712345678906',
            list_price: 19.95,
            categ_id: 3,
            type: 'consu',
            is_storable: true,
          },
        ],
      },
    ])
  })

  it('makes variants with their SKUs and archives combinations the source does not have', async () => {
    const size = (value: string) => [{ attribute: 'Size', value }]
    const shirt = schema.parse({
      name: 'Shirt',
      variants: [
        { sku: '1', attributes: size('S'), priceExcl: '10' },
        { sku: '2', attributes: size('M'), priceExcl: '12' },
      ],
    })
    const shop = fakeOdoo({
      'product.attribute.search_read': () => [{ id: 1, name: 'Size' }],
      'product.attribute.value.search_read': () => [{ id: 11, name: 'S', attribute_id: [1, 'Size'] }],
      'product.attribute.value.create': () => [12],
      'product.template.create': () => [60],
      'product.template.read': () => [{ id: 60, name: 'Shirt', product_variant_ids: [71, 72, 73] }],
      'product.product.search_read': () =>
        [71, 72, 73].map((id) => ({
          id,
          product_tmpl_id: [60, 'Shirt'],
          default_code: false,
          product_template_attribute_value_ids: [id + 100],
        })),
      'product.template.attribute.value.read': () => [
        { id: 171, name: 'S', attribute_id: [1, 'Size'] },
        { id: 172, name: 'M', attribute_id: [1, 'Size'] },
        { id: 173, name: 'L', attribute_id: [1, 'Size'] },
      ],
      'product.template.attribute.value.write': () => true,
      'product.product.write': () => true,
      'ir.model.data.create': () => [1],
    })
    const results = await product.create?.run(shop.client, { items: [item(shirt)], settings: {} as never, signal })
    expect(results).toMatchObject([{ ok: true, id: 'template-60' }])
    expect(shop.bodiesOf('product.template.create')).toMatchObject([
      { vals_list: [{ list_price: 10, attribute_line_ids: [[0, 0, { attribute_id: 1, value_ids: [[6, 0, [11, 12]]] }]] }] },
    ])
    expect(shop.bodiesOf('product.product.write').map(({ ids, vals }) => [ids, vals])).toEqual([
      [[71], { default_code: '1' }],
      [[72], { default_code: '2' }],
      [[73], { active: false }],
    ])
    expect(shop.bodiesOf('product.template.attribute.value.write')).toMatchObject([
      { ids: [171], vals: { price_extra: 0 } },
      { ids: [172], vals: { price_extra: 2 } },
    ])
  })
})

describe('creating products, when reading back fails', () => {
  it('leaves the product open instead of calling it failed', async () => {
    const shop = fakeOdoo({
      'product.template.create': () => [60],
      'ir.model.data.create': () => [1],
      'product.template.read': () => {
        throw new FakeFailure('odoo.exceptions.LockError', 'busy', 409)
      },
    })
    const data = schema.parse({ ...chair, categories: [] })
    const results = await product.create?.run(shop.client, { items: [item(data)], settings: {} as never, signal })
    expect(results).toMatchObject([{ ok: false, uncertain: true }])
  })
})

describe('updating products', () => {
  const change = (path: string) => ({ path, from: null, to: 'x' })

  it('does not rename all siblings after one variant', async () => {
    const shop = fakeOdoo({ 'product.product.read': () => [{ id: 6, product_tmpl_id: [60, 'Shirt'], product_variant_count: 3 }] })
    const results = await product.update?.run(shop.client, {
      items: [{ key: '1', id: '6', data: schema.parse(chair), changes: [change('name')] }],
      settings: {} as never,
      signal,
    })
    expect(results).toMatchObject([{ ok: false, error: { code: 'shared-by-variants' } }])
  })

  it('sends the changed fields and nothing else', async () => {
    const shop = fakeOdoo({
      'product.product.read': () => [{ id: 6, product_tmpl_id: [60, 'Chair'], product_variant_count: 1 }],
      'product.product.write': () => true,
    })
    await product.update?.run(shop.client, {
      items: [{ key: '1', id: '6', data: schema.parse(chair), changes: [change('gtin')] }],
      settings: {} as never,
      signal,
    })
    expect(shop.bodiesOf('product.product.write')).toMatchObject([{ ids: [6], vals: { barcode: '8712345678906' } }])
  })
})
