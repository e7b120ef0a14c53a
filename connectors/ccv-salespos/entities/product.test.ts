import { describe, expect, it, onTestFinished } from 'vitest'
import type { Page } from '#core/kit/define-connector.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FieldChange, Json } from '#core/kit/record.ts'
import { type Product, product as productSchema } from '#core/model/product.ts'
import { compileCompare } from '#core/upsert/compare.ts'
import { anItem, aProduct } from '#tests/support/builders.ts'
import { noSignal, openPracticeShop, type PracticeShop, shopTime } from '../testing/practice-shop.ts'
import { product } from './product.ts'
import { productReadFields } from './product-read.ts'
import { productPaths } from './product-to-ccv.ts'
import { productWriteFields } from './product-write-fields.ts'

async function open(...args: Parameters<typeof openPracticeShop>): Promise<PracticeShop> {
  const shop = await openPracticeShop({ orderCount: 0, ...args[0] }, args[1])
  onTestFinished(() => shop.server.close())
  return shop
}

const settings = parseSettings(productWriteFields, {}, 'products')

async function create({ client }: PracticeShop, data: Partial<Product>, own: object = {}) {
  const item = anItem('product', aProduct(data), own)
  return (await product.create?.run(client, { items: [item], settings, signal: noSignal } as never))?.[0]
}

async function find({ client }: PracticeShop, key: string, data?: object, by = 'sku') {
  const items = [{ key, ...(data && { data: data as never }) }]
  return (await product.find?.run(client, { by, items, signal: noSignal } as never))?.get(key) ?? []
}

async function update(
  { client }: PracticeShop,
  { key, id, data }: { readonly key: string; readonly id: string; readonly data: Partial<Product> },
) {
  const changes: readonly FieldChange[] = Object.entries(data).map(([path, to]) => ({ path, from: null, to: to as Json }))
  return (await product.update?.run(client, { items: [{ key, id, data, changes }], settings, signal: noSignal } as never))?.[0]
}

async function read({ client }: PracticeShop, position: Json = null, own: object = {}): Promise<readonly Page<Product>[]> {
  const pages: Page<Product>[] = []
  const request = { position, settings: parseSettings(productReadFields, { pageSize: 3, ...own }, 'products'), signal: noSignal }
  for await (const page of product.read?.pages(client, request as never) ?? []) pages.push(page as Page<Product>)
  return pages
}

const keysOf = (pages: readonly Page<Product>[]) => pages.flatMap(({ records }) => records.map(({ key }) => key))

const teapots: Partial<Product> = {
  sku: undefined,
  name: 'Theepot',
  priceExcl: undefined,
  categories: [['Wonen', 'Theegoed']],
  variants: [
    {
      sku: '900101',
      gtin: '8712345678906',
      priceIncl: '29.95',
      attributes: [
        { attribute: 'Kleur', value: 'Groen' },
        { attribute: 'Maat', value: 'S' },
      ],
      active: true,
    },
    {
      sku: '900102',
      priceIncl: '29.95',
      attributes: [
        { attribute: 'Kleur', value: 'Rood' },
        { attribute: 'Maat', value: 'M' },
      ],
      active: true,
    },
  ],
}

describe('writing products', () => {
  it('makes a product with its categories, and puts the rate of the source in', async () => {
    const shop = await open()
    const result = await create(shop, {
      priceIncl: '24.95',
      taxRate: '9',
      categories: [['Wonen', 'Theegoed']],
      extra: { mpnnumber: 'TP-1' },
    })
    expect(result).toMatchObject({ ok: true, id: '7008' })
    expect(shop.bodies('products.create')).toEqual([
      {
        name: 'Theepot blauw',
        productnumber: '778001',
        price: 24.95,
        discount: 0,
        vatrate: 9,
        package_id: 1,
        stockenabled: true,
        active: true,
        mpnnumber: 'TP-1',
      },
    ])
    const [found] = await find(shop, '778001')
    expect(found?.data).toMatchObject({ taxCode: 'low a', categories: [['Wonen', 'Theegoed']] })
  })

  it('makes variants of the values, and switches off those the source does not have', async () => {
    const shop = await open()
    const result = await create(shop, teapots)
    expect(result).toMatchObject({ ok: true })
    const made = shop.server.rows('attributecombinations').filter(({ product_id }) => product_id === 7008)
    expect(made.map(({ sku_number, ean_number, active }) => [sku_number, ean_number, active])).toEqual([
      ['900101', '8712345678906', true],
      ['', '', false],
      ['', '', false],
      ['900102', '', true],
    ])
  })

  it('does what is missing when a create broke off half-way', async () => {
    const calm = await open()
    await create(calm, teapots)
    const shop = await open()
    shop.server.misbehave([{ kind: 'status-502', on: 'productattributevalues.create', times: 1, after: 2 }])
    const first = await create(shop, teapots)
    shop.server.misbehave([])
    const second = await create(shop, teapots, { attempt: 'again' })
    expect([first?.ok, second?.ok, shop.server.state()]).toEqual([false, true, calm.server.state()])
  })

  it('finds a product the shop made without saying so', async () => {
    const shop = await open({ silentCreates: ['products.create', 'categories.create', 'attributes.create', 'attributevalues.create'] })
    expect(await create(shop, teapots)).toMatchObject({ ok: true, id: '7008' })
  })

  it.each([
    [
      'a price on the other side of VAT',
      { priceExcl: '20.00' },
      'Product 778001 has no price including tax, and this shop keeps prices including tax.',
    ],
    ['a tax code that is no tariff', { priceIncl: '20.00', taxCode: '1' }, 'the tax code "1" is no VAT tariff of CCV'],
    ['an extra field there is not', { priceIncl: '20.00', extra: { colour: 'red' } }, 'the extra field "colour" cannot be sent'],
    [
      'variants of different prices',
      { ...teapots, variants: teapots.variants?.map((one, place) => ({ ...one, priceIncl: `2${place}.95` })) },
      'has variants of different prices (20.95, 21.95)',
    ],
  ])('refuses %s before anything is sent', async (_what, data, message) => {
    const shop = await open()
    const result = await create(shop, data as Partial<Product>)
    expect(result).toMatchObject({ ok: false, uncertain: false, error: { message: expect.stringContaining(message) } })
    expect(shop.bodies('products.create')).toEqual([])
  })

  it('replaces the photos by those it is given, and refuses what is none', async () => {
    const shop = await open()
    const photos = [{ file_type: 'png', source: Buffer.from('teapot').toString('base64'), is_mainphoto: true }]
    await create(shop, { priceIncl: '24.95', extra: { photos } })
    expect(shop.server.rows('productphotos')).toMatchObject([{ product_id: 7008, bytes: 6, is_mainphoto: true }])
    const refused = await create(shop, { sku: '778002', priceIncl: '24.95', extra: { photos: ['teapot.png'] } })
    expect(refused).toMatchObject({ ok: false, error: { code: 'photo-unreadable' } })
  })

  it('changes what differs and leaves a discount of the shop alone', async () => {
    const shop = await open()
    shop.server.change('products', 7002, { discount: 2 })
    await update(shop, { key: '140501', id: '7002', data: { priceIncl: '19.95', categories: [] } })
    expect(shop.bodies('products.update')).toEqual([{ price: 19.95 }])
    expect(shop.server.rows('producttocategories').some(({ product_id }) => product_id === 7002)).toBe(false)
  })
})

describe('finding products', () => {
  it('by SKU of a variant as well as by number', async () => {
    const shop = await open()
    expect([(await find(shop, '120104')).map(({ id }) => id), (await find(shop, '140501')).map(({ id }) => id)]).toEqual([
      ['7001'],
      ['7002'],
    ])
  })

  it('asks for few one by one and for many at once', async () => {
    const shop = await open()
    const items = shop.server.rows('products').map(({ productnumber }) => ({ key: String(productnumber) }))
    const many = [...items, ...['a', 'b', 'c', 'd'].map((key) => ({ key }))]
    await product.find?.run(shop.client, { by: 'sku', items: many, signal: noSignal } as never)
    expect(shop.sent.filter(({ label }) => label === 'products.read')).toHaveLength(1)
  })

  it('compares one variant with what is its own, so that a family keeps its name and price', async () => {
    const shop = await open()
    const data = aProduct({ sku: '120101', name: 'Regenjas blauw S', priceIncl: '39.95', gtin: '8712345678906' })
    const [found] = await find(shop, '120101', data)
    const compare = compileCompare({ schema: productSchema, paths: productPaths })
    expect(compare(found?.wanted as never, found?.data as never).map(({ path }) => path)).toEqual(['gtin'])
    await update(shop, { key: '120101', id: '7001', data: { sku: '120101', gtin: '8712345678906' } })
    expect(shop.bodies('attributecombinations.update')).toEqual([{ ean_number: '8712345678906' }])
    expect(shop.bodies('products.update')).toEqual([])
  })
})

describe('reading products', () => {
  it('gives variants with their SKUs, attributes and prices', async () => {
    const shop = await open()
    const [first] = (await read(shop)).flatMap(({ records }) => records)
    expect([first?.key, first?.data.sku, first?.data.priceIncl, first?.data.categories]).toEqual([
      '120101',
      undefined,
      '49.95',
      [['Kleding', 'Jassen']],
    ])
    expect(first?.data.variants[1]).toEqual({
      id: '8802',
      sku: '120102',
      gtin: expect.stringMatching(/^87/),
      priceIncl: '49.95',
      attributes: [
        { attribute: 'Kleur', value: 'Blauw' },
        { attribute: 'Maat', value: 'M' },
      ],
      active: true,
    })
  })

  it('gives what changed, oldest change first, and nothing twice', async () => {
    let now = shopTime
    const shop = await open({ now: () => now })
    const first = await read(shop)
    for (const [id, minute] of [
      [7005, 1],
      [7002, 2],
      [7003, 2],
    ] as const) {
      now = new Date(shopTime.getTime() + minute * 60_000)
      await shop.client.patch(`products/${id}`, { name: `Anders ${id}` }, noSignal)
    }
    const changed = await read(shop, first.at(-1)?.position ?? null, { pageSize: 2 })
    const after = await read(shop, changed.at(-1)?.position ?? null)
    expect([keysOf(first).length, keysOf(changed)[0], new Set(keysOf(changed)), keysOf(after)]).toEqual([
      7,
      '150301',
      new Set(['150301', '140501', '140601']),
      [],
    ])
  })

  it('goes on where it broke off', async () => {
    const shop = await open()
    const [first] = await read(shop)
    const rest = await read(shop, first?.position ?? null)
    expect(new Set([...(first?.records.map(({ key }) => key) ?? []), ...keysOf(rest)]).size).toBe(7)
  })

  it('fails a product without any number alone', async () => {
    const shop = await open()
    shop.server.change('products', 7003, { productnumber: '' })
    const unreadable = (await read(shop)).flatMap((page) => page.unreadable ?? [])
    expect(unreadable.map(({ key, error }) => [key, String(error)])).toEqual([
      ['7003', expect.stringContaining('it has no product number')],
    ])
  })
})
