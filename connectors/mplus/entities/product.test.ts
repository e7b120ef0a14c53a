import { describe, expect, it } from 'vitest'
import type { CreateItem, Page, UpdateItem } from '#core/kit/define-connector.ts'
import { type Product, product as productSchema } from '#core/model/product.ts'
import { noSignal, type Script, scriptedTill } from '../testing/scripted-till.ts'
import { product } from './product.ts'
import type { ProductData } from './product-to-mplus.ts'
import { createProducts, updateProducts } from './product-write.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'

const tree =
  '<articleGroupList><articleGroups><groupNumber>3</groupNumber><name>Kleding</name><text/><subGroupList><articleGroups><groupNumber>7</groupNumber>' +
  '<name>Jassen</name><text/><subGroupList/><sortOrder>1</sortOrder></articleGroups></subGroupList><sortOrder>1</sortOrder></articleGroups></articleGroupList>'
const article = (number: number, marker: number, extra = '') =>
  `<article><articleNumber>${number}</articleNumber><syncMarker>${marker}</syncMarker><active>true</active><description>Regenjas ${number}</description>${extra}` +
  '<barcode>8712345678906</barcode><vatCode>1</vatCode><purchasePrice>2150</purchasePrice><priceIncl>4995</priceIncl><priceExcl>4128</priceExcl><stockArticle>true</stockArticle></article>'
const aProduct = (number: number, marker: number, articles: string) =>
  `<product><productNumber>${number}</productNumber><syncMarker>${marker}</syncMarker><description>Regenjas</description><extraText>Licht</extraText><articleList>${articles}</articleList><groupNumbers>7</groupNumbers></product>`
const list = (...products: readonly string[]) => `<productList>${products.join('')}</productList>`

async function read(script: Script) {
  const till = scriptedTill({ getArticleGroups: tree, ...script })
  const settings = { start: 'beginning', onlyWebshop: false, onlyActive: false, pageSize: 2 }
  const pages: Page[] = []
  for await (const page of product.read?.pages(till.client, { position: null, settings: settings as never, signal: noSignal }) ?? [])
    pages.push(page)
  return { till, pages, records: pages.flatMap((page) => page.records) }
}

describe('reading products', () => {
  it('gives a product of one article as a simple one, known by its article number', async () => {
    const { records } = await read({ getProducts: [list(aProduct(1201, 42, article(120101, 42))), list()] })
    expect(records[0]).toMatchObject({
      key: '120101',
      origin: { id: '1201' },
      data: {
        sku: '120101',
        gtin: '8712345678906',
        name: 'Regenjas',
        description: 'Licht',
        priceIncl: '49.95',
        priceExcl: '41.28',
        costPrice: '21.50',
        categories: [['Kleding', 'Jassen']],
        variants: [],
        managesStock: true,
      },
    })
  })

  it('gives articles that differ in colour and size as variants, known by the lowest number', async () => {
    const articles =
      article(120102, 42, '<colour>Blauw</colour><size>L</size>') + article(120101, 42, '<colour>Blauw</colour><size>M</size>')
    const { records } = await read({ getProducts: [list(aProduct(1201, 42, articles)), list()] })
    const data = records[0]?.data as Product
    expect([records[0]?.key, data.sku, data.variants.map(({ sku, attributes }) => [sku, attributes])]).toEqual([
      '120101',
      undefined,
      [
        [
          '120102',
          [
            { attribute: 'Colour', value: 'Blauw' },
            { attribute: 'Size', value: 'L' },
          ],
        ],
        [
          '120101',
          [
            { attribute: 'Colour', value: 'Blauw' },
            { attribute: 'Size', value: 'M' },
          ],
        ],
      ],
    ])
    expect(productSchema.safeParse(data).error).toBeUndefined()
  })

  it('goes on from the marker a product is listed under, not from the far higher one of an article that came along', async () => {
    const { till, pages } = await read({ getProducts: [list(aProduct(1201, 42, article(120101, 42) + article(120102, 90))), list()] })
    expect([pages[0]?.position, /<syncMarker>(\d+)</.exec(till.body('getProducts', 1))?.[1]]).toEqual([{ syncMarker: '43' }, '43'])
  })

  it.each([
    ['a price', article(120101, 42, '<priceIncl>49,95</priceIncl>').replace('<priceIncl>4995</priceIncl>', ''), '"49,95"'],
    [
      'an own field',
      article(
        120101,
        42,
        '<customFieldList><customField><fieldName>gewicht</fieldName><intValue>12</intValue><decimalPlaces>x</decimalPlaces></customField></customFieldList>',
      ),
      '"x"',
    ],
  ])('names a product with %s that cannot be read, gives the others and moves past it', async (_what, articles, value) => {
    const bad = aProduct(1201, 42, articles)
    const { pages, records } = await read({ getProducts: [list(bad, aProduct(1202, 40, article(120201, 40))), list()] })
    expect([records.map(({ key }) => key), pages[0]?.position]).toEqual([['120201'], { syncMarker: '43' }])
    expect(pages[0]?.unreadable).toMatchObject([
      { key: '120101', origin: { id: '1201' }, error: { message: expect.stringMatching(new RegExp(`^Product 120101: .*${value}`)) } },
    ])
  })

  it('makes up no title for a product without one', async () => {
    const nameless = '<product><productNumber>1201</productNumber><syncMarker>42</syncMarker><articleList/></product>'
    const { pages } = await read({ getProducts: [list(nameless), list()] })
    expect(pages[0]?.unreadable).toMatchObject([{ error: { code: 'name-missing', message: 'Product 1201: it has no description.' } }])
  })

  it('bears an article number and a marker that are none', async () => {
    const odd = aProduct(1201, 42, '<article><articleNumber>A1</articleNumber><syncMarker>x</syncMarker></article>').replace('>42<', '>x<')
    const { pages, records } = await read({ getProducts: [list(odd, aProduct(1202, 40, article(120201, 40))), list()] })
    expect([records.map(({ key }) => key), pages[0]?.position]).toEqual([['1201', '120201'], { syncMarker: '41' }])
  })

  it('asks for whole products', async () => {
    const { till } = await read({ getProducts: list() })
    expect(till.body('getProducts')).toBe(
      '<getProducts><request><pluNumbers/><onlyWebshop>false</onlyWebshop><onlyActive>false</onlyActive><syncMarker>0</syncMarker><syncMarkerLimit>2</syncMarkerLimit>' +
        '<includeAllArticlesOfSelectedProducts>true</includeAllArticlesOfSelectedProducts></request></getProducts>',
    )
  })
})

describe('finding products by SKU', () => {
  it('asks for numbers only, and finds nothing for a SKU that is none', async () => {
    const till = scriptedTill({ getProducts: list(aProduct(1201, 42, article(120101, 42))), getArticleGroups: tree })
    const found = await product.find?.run(till.client, { by: 'sku', items: [{ key: '120101' }, { key: 'CHAIR' }], signal: noSignal })
    expect([found?.get('120101')?.map(({ id }) => id), found?.get('CHAIR')]).toEqual([['1201'], []])
    expect(till.body('getProducts')).toContain('<request><articleNumbers>120101</articleNumbers><pluNumbers/>')
  })

  it('sends nothing when no SKU is a number', async () => {
    const till = scriptedTill()
    await product.find?.run(till.client, { by: 'sku', items: [{ key: 'CHAIR' }], signal: noSignal })
    expect(till.sent).toEqual([])
  })
})

const settings: ProductWriteSettings = { price: 'incl', webshop: false, categories: 'create', turnoverGroup: '10' }
const simple: ProductData = {
  sku: '120101',
  name: 'Regenjas',
  priceIncl: '49.95',
  priceExcl: '41.2810',
  taxCode: '1',
  gtin: '8712345678906',
  categories: [['Kleding', 'Jassen']],
  managesStock: true,
  variants: [],
}
const made =
  '<result>CREATE-PRODUCT-RESULT-OK</result><productNumber>1201</productNumber><articleNumbers>120101</articleNumbers><errorMessage/>'

async function create(
  script: Script,
  data: ProductData = simple,
  { attempt = 'first', ...own }: Partial<ProductWriteSettings> & { readonly attempt?: CreateItem['attempt'] } = {},
) {
  const till = scriptedTill({ getArticleGroups: tree, ...script })
  const items = [{ key: '120101', externalId: 'odoo.demo.product.1', data, attempt }]
  const [result] = await createProducts(till.client, { items, settings: { ...settings, ...own }, signal: noSignal })
  return { till, result }
}

describe('creating a product', () => {
  it('sends a simple one exactly like this', async () => {
    const { till, result } = await create({ createProduct: made })
    expect(till.body('createProduct')).toBe(
      '<createProduct><product><description>Regenjas</description><articleList><article><articleNumber>120101</articleNumber><description>Regenjas</description>' +
        '<barcode>8712345678906</barcode><turnoverGroup>10</turnoverGroup><vatCode>1</vatCode><priceIncl>4995</priceIncl><stockArticle>true</stockArticle></article></articleList>' +
        '<groupNumbers>7</groupNumbers></product></createProduct>',
    )
    expect(result).toEqual({ ok: true, id: '1201', label: 'Regenjas' })
  })

  it('makes an article of every variant, with further attributes in its name', async () => {
    const attributes = [
      { attribute: 'Kleur', value: 'Blauw' },
      { attribute: 'Maat', value: 'M' },
      { attribute: 'Voering', value: 'fleece' },
    ]
    const data: ProductData = { name: 'Regenjas', variants: [{ sku: '120101', priceIncl: '49.95', attributes, active: true }] }
    const { till } = await create({ createProduct: made }, data)
    expect(till.body('createProduct')).toContain('<description>Regenjas fleece</description><colour>Blauw</colour><size>M</size>')
  })

  it('refuses a SKU with letters before anything is sent', async () => {
    const { till, result } = await create({}, { ...simple, sku: 'JAS-01' })
    expect([result, till.sent]).toMatchObject([
      { ok: false, uncertain: false, error: { code: 'sku-not-numeric', message: expect.stringContaining('"JAS-01"') } },
      [],
    ])
  })

  it('makes a missing category with its parents first', async () => {
    const group = (number: number) => `<result>NEW-ARTICLE-GROUP-RESULT-OK</result><groupNumber>${number}</groupNumber>`
    const { till } = await create(
      { createProduct: made, newArticleGroup: [group(20), group(21)] },
      { ...simple, categories: [['Schoenen', 'Laarzen']] },
    )
    expect([0, 1].map((call) => till.body('newArticleGroup', call))).toEqual([
      '<newArticleGroup><request><parentGroupNumber>0</parentGroupNumber><name>Schoenen</name><text/></request></newArticleGroup>',
      '<newArticleGroup><request><parentGroupNumber>20</parentGroupNumber><name>Laarzen</name><text/></request></newArticleGroup>',
    ])
    expect(till.body('createProduct')).toContain('<groupNumbers>21</groupNumbers>')
  })

  it('leaves missing categories out where so chosen', async () => {
    const { till } = await create({ createProduct: made }, { ...simple, categories: [['Schoenen']] }, { categories: 'leave-out' })
    expect(till.body('createProduct')).not.toContain('groupNumbers')
  })

  it('looks for the article on a second attempt', async () => {
    const { till, result } = await create({ getProducts: list(aProduct(1201, 42, article(120101, 42))) }, simple, { attempt: 'again' })
    expect(result).toEqual({ ok: true, id: '1201', label: 'Regenjas', existed: true })
    expect(till.sent.map(({ label }) => label)).toEqual(['getProducts'])
  })
})

describe('updating a product', () => {
  const standing = list(aProduct(1201, 42, article(120101, 42) + article(120102, 42)))
  const update = async (paths: readonly string[], data: ProductData = simple) => {
    const till = scriptedTill({
      getArticleGroups: tree,
      getProducts: standing,
      updateProduct: '<result>UPDATE-PRODUCT-RESULT-OK</result><errorMessage/>',
    })
    const items: UpdateItem<ProductData>[] = [
      { key: '120101', id: '1201', data, changes: paths.map((path) => ({ path, from: null, to: null })) },
    ]
    const [result] = await updateProducts(till.client, { items, settings, signal: noSignal })
    return { till, result, articles: till.body('updateProduct').match(/<article>.*?<\/article>/g) ?? [] }
  }

  it('sends every article back whole and the changed one with its new price, without the old other price', async () => {
    const { articles } = await update(['priceIncl'], { ...simple, priceIncl: '59.95' })
    expect([articles.length, articles.find((one) => one.includes('120101'))]).toEqual([
      2,
      '<article><articleNumber>120101</articleNumber><active>true</active><description>Regenjas 120101</description><barcode>8712345678906</barcode>' +
        '<vatCode>1</vatCode><purchasePrice>2150</purchasePrice><priceIncl>5995</priceIncl><stockArticle>true</stockArticle></article>',
    ])
    expect(articles.find((one) => one.includes('120102'))).toContain('<priceIncl>4995</priceIncl><priceExcl>4128</priceExcl>')
  })

  it('keeps the description when only the category changed', async () => {
    const { till } = await update(['categories'], { ...simple, categories: [['Kleding']] })
    expect(till.body('updateProduct')).toMatch(/<extraText>Licht<\/extraText>.*<groupNumbers>3<\/groupNumbers><\/product>/)
  })

  it('adds a variant that is new', async () => {
    const { articles } = await update(['variants'], {
      name: 'Regenjas',
      variants: [{ sku: '120103', priceIncl: '49.95', attributes: [], active: true }],
    })
    expect(articles.map((one) => /<articleNumber>(\d+)/.exec(one)?.[1])).toEqual(['120101', '120102', '120103'])
  })
})
