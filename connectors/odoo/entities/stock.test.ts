import { describe, expect, it } from 'vitest'
import type { Json } from '#core/kit/record.ts'
import { type Stock, stock as schema } from '#core/model/stock.ts'
import { compileCompare } from '#core/upsert/compare.ts'
import { type Answers, fakeOdoo } from '../testing/fake-odoo.ts'
import { stock } from './stock.ts'

const signal = new AbortController().signal

/** A warehouse that does what it is told: the plain quant of product 5 takes the counted quantity when applied. */
function warehouse(quantity: number, own: Answers = {}, shelf = 0) {
  let counted = quantity
  let onHand = quantity
  return fakeOdoo({
    'product.product.read': () => [{ id: 5, tracking: 'none' }],
    'stock.quant.search_read': () => [
      { id: 30, product_id: [5, 'Chair'], location_id: [8, 'WH/Stock'], quantity: onHand },
      ...(shelf > 0 ? [{ id: 31, product_id: [5, 'Chair'], location_id: [9, 'WH/Stock/Shelf'], quantity: shelf }] : []),
    ],
    'stock.quant.write': ({ vals }: { vals: { inventory_quantity: number } }) => {
      counted = vals.inventory_quantity
      return true
    },
    'stock.quant.action_apply_inventory': () => {
      onHand = counted
      return null
    },
    ...own,
  })
}

const setTo = (shop: ReturnType<typeof fakeOdoo>, data: Partial<Stock>) =>
  stock.update?.run(shop.client, {
    items: [
      {
        key: '120101',
        id: '5',
        // As the upsert sends it: what was found, with the changes put in.
        data: schema.parse({ sku: '120101', onHand: '2', available: '2', locations: [{ location: 'Amsterdam', onHand: '2' }], ...data }),
        changes: Object.entries(data).map(([path, to]) => ({ path, from: null, to: to as Json })),
      },
    ],
    settings: {} as never,
    signal,
  })

describe('setting stock', () => {
  it('sets the counted quantity and applies it', async () => {
    const shop = warehouse(2)
    expect(await setTo(shop, { onHand: '25' })).toMatchObject([{ ok: true, id: '5' }])
    expect(shop.bodiesOf('stock.quant.write')).toMatchObject([{ ids: [30], vals: { inventory_quantity: 25 } }])
    expect(shop.bodiesOf('stock.quant.action_apply_inventory')).toMatchObject([{ ids: [30] }])
  })

  it('sets so many that the wanted ones are free besides those reserved', async () => {
    const shop = warehouse(2, {
      'stock.quant.search_read': () => [
        { id: 30, product_id: [5, 'Chair'], location_id: [8, 'WH/Stock'], quantity: 2, reserved_quantity: 4 },
      ],
    })
    await setTo(shop, { available: '25' })
    expect(shop.bodiesOf('stock.quant.write')).toMatchObject([{ vals: { inventory_quantity: 29 } }])
  })

  it('sets a place named like a warehouse', async () => {
    const shop = warehouse(2)
    await setTo(shop, { locations: [{ location: 'Amsterdam', onHand: '7' }] })
    expect(shop.bodiesOf('stock.quant.write')).toMatchObject([{ ids: [30], vals: { inventory_quantity: 7 } }])
  })

  it('leaves what lies on shelves where it is and sets the rest', async () => {
    const shop = warehouse(2, {}, 3)
    await setTo(shop, { onHand: '25' })
    expect(shop.bodiesOf('stock.quant.write')).toMatchObject([{ vals: { inventory_quantity: 22 } }])
  })

  it('does not take the dialogue of a conflict for success', async () => {
    const shop = warehouse(2, {
      'stock.quant.action_apply_inventory': () => ({ type: 'ir.actions.act_window', res_model: 'stock.inventory.conflict' }),
    })
    expect(await setTo(shop, { onHand: '25' })).toMatchObject([{ ok: false, error: { code: 'stock-not-applied' } }])
  })

  it('refuses products counted by serial number', async () => {
    const shop = warehouse(2, { 'product.product.read': () => [{ id: 5, tracking: 'serial' }] })
    expect(await setTo(shop, { onHand: '25' })).toMatchObject([{ ok: false, error: { code: 'stock-tracked' } }])
  })
})

describe('comparing stock that is going to be written', () => {
  const differences = async (data: object, settings: object = {}) => {
    const shop = warehouse(5, {
      'product.product.search_read': () => [{ id: 5, default_code: '120101' }],
      'stock.quant.search_read': () => [
        { id: 30, product_id: [5, 'Chair'], location_id: [8, 'WH/Stock'], quantity: 5, reserved_quantity: 1 },
      ],
    })
    const items = [{ key: '120101', data: { sku: '120101', ...data } }]
    const [existing] = (await stock.find?.run(shop.client, { by: 'sku', items, settings: settings as never, signal }))?.get('120101') ?? []
    const compare = compileCompare({ schema, paths: stock.update?.paths ?? [] })
    return compare(existing?.wanted ?? items[0]?.data ?? {}, existing?.data ?? {})
  }
  const branches = [{ location: 'till 1', onHand: '5', available: '5', reserved: '0', incoming: '3' }]

  it.each([
    ['the same figure with places Odoo has no warehouse for', { onHand: '5', locations: branches }],
    ['the same on hand, though the source reserved otherwise', { onHand: '5', available: '2', reserved: '3' }],
    ['the same free quantity', { available: '4' }],
    [
      'the same at a warehouse, with figures that follow',
      { onHand: '9', locations: [...branches, { ...branches[0], location: 'Amsterdam' }] },
    ],
  ])('finds no difference in %s', async (_what, data) => {
    expect(await differences(data)).toEqual([])
  })

  it.each([
    ['on hand', { onHand: '6', available: '4', locations: branches }, { path: 'onHand', from: '5', to: '6' }],
    ['free', { available: '3' }, { path: 'available', from: '4', to: '3' }],
    [
      'at a warehouse',
      { locations: [{ location: 'Amsterdam', onHand: '8', reserved: '2' }] },
      { path: 'locations', from: [{ location: 'Amsterdam', onHand: '5' }], to: [{ location: 'Amsterdam', onHand: '8' }] },
    ],
  ])('finds another quantity %s', async (_what, data, change) => {
    expect(await differences(data)).toEqual([expect.objectContaining(change)])
  })
})

describe('reading stock', () => {
  it('says of stock never read that it was not, and of a pass that ended that it is done', () => {
    const said = [null, { afterId: null, moves: null }].map((position) => stock.read?.describePosition(position))
    expect(said).toEqual(['not read yet', 'full pass done'])
  })

  it('names the product whose quantity is none, gives the others and moves past it', async () => {
    const products = [
      { id: 5, default_code: '120105', qty_available: 'tien' },
      { id: 6, default_code: '120106', qty_available: 3 },
    ]
    const shop = fakeOdoo({ 'product.product.search_read': () => products, 'product.product.read': () => products })
    const settings = { which: 'all', overlapMinutes: 10 } as never
    const pages = []
    for await (const page of stock.read?.pages(shop.client, { position: null, settings, signal }) ?? []) pages.push(page)
    expect([pages[0]?.records.map(({ key }) => key), pages[0]?.position]).toEqual([['120106'], { afterId: null, moves: null }])
    expect(pages[0]?.unreadable).toMatchObject([
      { entity: 'stock', key: '120105', origin: { id: '5' }, error: { message: 'Stock 120105: "tien" is no number.', fix: 'user' } },
    ])
  })

  it('gives on hand, free and reserved, and each warehouse', async () => {
    const shop = fakeOdoo({
      'product.product.search_read': () => [{ id: 5, default_code: '120101' }],
      'product.product.read': () => [
        {
          id: 5,
          default_code: '120101',
          is_storable: true,
          qty_available: 5,
          free_qty: 1,
          incoming_qty: 0,
          outgoing_qty: 4,
          virtual_available: 1,
        },
      ],
    })
    const pages = []
    for await (const page of stock.read?.pages(shop.client, {
      position: null,
      settings: { which: 'all', overlapMinutes: 10 } as never,
      signal,
    }) ?? [])
      pages.push(page)
    expect(pages[0]?.records[0]?.data).toEqual({
      sku: '120101',
      onHand: '5',
      available: '1',
      reserved: '4',
      incoming: '0',
      managesStock: true,
      extra: { forecast: '1', outgoing: '4' },
      locations: [{ location: 'Amsterdam', onHand: '5', available: '1', reserved: '4', incoming: '0' }],
    })
    expect(shop.bodiesOf('product.product.read')[1]?.context).toMatchObject({ warehouse_id: 1 })
  })
})
