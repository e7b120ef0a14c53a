import { describe, expect, it } from 'vitest'
import { compileCompare } from '#core/upsert/compare.ts'
import { anItem, aProduct } from '#tests/support/builders.ts'
import { type OpenBooks, openBooks, signal } from '#tests/support/eaccounting-books.ts'
import { codings, units } from '../sandbox/books/fixed-lists.ts'
import { product } from './product.ts'

const settings = {
  coding: String(codings[0]?.Id),
  unit: String(units[0]?.Id),
  variants: 'articles',
  price: 'excl',
  categories: 'labels',
  longTexts: 'cut',
}
const compare = compileCompare({ schema: product.schema, paths: product.update?.paths ?? [] })

async function create(books: OpenBooks, item: ReturnType<typeof anItem>, own = {}) {
  const [result] = (await books.entity('product').create?.run({ items: [item], settings: { ...settings, ...own }, signal })) ?? []
  return result
}

/** What would change if the item were sent now. */
async function changesOf(books: OpenBooks, item: ReturnType<typeof anItem>, own = {}) {
  const found = await books.entity('product').find?.run({ by: 'sku', items: [item], settings: { ...settings, ...own }, signal })
  const [existing] = found?.get(item.key) ?? []
  return { existing, changes: compare(existing?.wanted ?? item.data, existing?.data ?? {}) }
}

async function leftToChange(given: Parameters<typeof aProduct>[0], own = {}): Promise<readonly string[]> {
  const books = await openBooks()
  const item = anItem('product', aProduct(given))
  expect(await create(books, item, own)).toMatchObject({ ok: true })
  return (await changesOf(books, item, own)).changes.map(({ path }) => path)
}

describe('a product sent twice is unchanged the second time', () => {
  it('with a title that eAccounting cuts', async () => {
    expect(await leftToChange({ name: 'Opvouwbare waterdichte regenjas met capuchon en borstzak, donkerblauw' })).toEqual([])
  })

  it('with both prices, of which eAccounting works one out', async () => {
    expect(await leftToChange({ priceExcl: '41.28', priceIncl: '49.95' })).toEqual([])
    expect(await leftToChange({ priceExcl: '41.28', priceIncl: '49.95' }, { price: 'incl' })).toEqual([])
  })

  it('with a unit that eAccounting does not have, where a flow leaves such units out', async () => {
    expect(await leftToChange({ unit: 'STK' }, { unknownUnits: 'leave-out' })).toEqual([])
  })

  it('with a unit by another of its names and a tax code by its name', async () => {
    expect(await leftToChange({ unit: 'kg', taxCode: 'Goederen 9 %' })).toEqual([])
  })
})

describe('the categories of a product', () => {
  const categories = [['Wonen', 'Theegoed'], ['Kleding']]

  it('become labels, made once for all products that have them', async () => {
    const books = await openBooks()
    const items = ['778001', '778002'].map((sku) => anItem('product', aProduct({ sku, categories })))
    expect(await books.entity('product').create?.run({ items, settings, signal })).toMatchObject([{ ok: true }, { ok: true }])
    const labels = [...books.sandbox.books.records.articlelabels.values()].map(({ Name }) => Name)
    expect([labels.filter((name) => name === 'Wonen / Theegoed').length, labels.filter((name) => name === 'Kleding').length]).toEqual([
      1, 1,
    ])
  })

  it('are unchanged the second time, left out or not', async () => {
    expect(await leftToChange({ categories })).toEqual([])
    expect(await leftToChange({ categories }, { categories: 'none' })).toEqual([])
  })

  it('whose path is too long for a label are refused in words', async () => {
    const books = await openBooks()
    const item = anItem('product', aProduct({ categories: [['Wonen en tuinieren', 'Keuken en tafelen', 'Theepotten en theeglazen']] }))
    expect(await create(books, item)).toMatchObject({ ok: false, error: { code: 'category-too-long' }, uncertain: false })
  })
})

describe('a product with variants as articles', () => {
  const variant = (sku: string, value: string, priceExcl?: string) => ({
    sku,
    attributes: [{ attribute: 'Maat', value }],
    priceExcl,
    active: true,
  })
  const coat = (...variants: ReturnType<typeof variant>[]) => anItem('product', aProduct({ sku: undefined, name: 'Regenjas', variants }))

  it('gets the article of a variant that is new, and the new price of another', async () => {
    const books = await openBooks()
    const before = coat(variant('990001', 'S', '20.00'))
    await create(books, before)
    const after = coat(variant('990001', 'S', '22.00'), variant('990002', 'M', '20.00'))
    const { existing, changes } = await changesOf(books, after)
    const item = { key: after.key, id: existing?.id ?? '', data: { ...existing?.wanted }, changes }
    expect(await books.entity('product').update?.run({ items: [item], settings, signal })).toMatchObject([{ ok: true }])
    const told = ['990001', '990002'].map((sku) => books.only('articles', ({ Number: number }) => number === sku))
    expect(told.map(({ Name, NetPrice }) => [Name, NetPrice])).toEqual([
      ['Regenjas S', 22],
      ['Regenjas M', 20],
    ])
    expect((await changesOf(books, after)).changes).toEqual([])
  })

  it('is finished by a second attempt when the first ended half-way', async () => {
    const books = await openBooks()
    const item = coat(variant('990001', 'S', '20.00'), variant('990002', 'M', '20.00'))
    books.sandbox.misbehave([{ kind: 'status-502', on: 'articles.create', after: 1, times: 1 }])
    const first = await create(books, item)
    const second = await create(books, { ...item, attempt: 'again' })
    expect([first?.ok, second?.ok]).toEqual([false, true])
    for (const sku of ['990001', '990002']) books.only('articles', ({ Number: number }) => number === sku)
  })

  it('keeps what tells its variants apart when a title is cut', async () => {
    const books = await openBooks()
    const name = 'Opvouwbare waterdichte regenjas met capuchon en borstzak'
    await create(books, anItem('product', aProduct({ sku: undefined, name, variants: [variant('990001', 'Donkerblauw XL', '20.00')] })))
    const { Name } = books.only('articles', ({ Number: number }) => number === '990001')
    expect([Name, String(Name).length <= 50]).toEqual([expect.stringMatching(/ Donkerblauw XL$/), true])
  })
})
