import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { placeOrder } from './sales-routes.ts'
import type { Row, Shop } from './shop.ts'
import { combinationsOf, regenerateCombinations } from './variants.ts'

/** An article to sell; those with one `productNumber` are variants of one product. */
export interface Article {
  /** Product number, and SKU of the variant where there are several. */
  readonly sku: string
  readonly name: string
  readonly productNumber: number
  readonly productName: string
  readonly description: string
  readonly gtin: string
  readonly priceIncl: string
  readonly priceExcl: string
  readonly costPrice: string
  /** Percent: `21`. */
  readonly vatRate: string
  readonly categoryPath: readonly string[]
  readonly colour?: string
  readonly size?: string
  readonly unit?: string
}

/** What every shop has. */
export function furnish(shop: Shop): void {
  shop.add('webshops', {
    name: 'Waddenwinkel',
    is_multishop_system: false,
    product_limit: 5_000,
    product_limit_left: 4_900,
    create_date: '2024-03-01T09:00:00Z',
  })
  for (const name of ['Brievenbus', 'Pakket', 'Afhalen']) shop.add('packages', { name })
  for (const [method, label] of [
    ['pin', 'Pinnen'],
    ['cash', 'Contant'],
    ['ideal', 'iDEAL'],
    ['transfer', 'Overboeking'],
  ]) {
    shop.add('paymethods', { psp: 'CCV', method, combined_name: `CCV_${method}`, label, extra_costs: false })
  }
}

export function stockShelves(shop: Shop, articles: readonly Article[], random: () => number): void {
  for (const [, family] of Map.groupBy(articles, ({ productNumber }) => productNumber)) addProduct(shop, family, random)
}

const tariffOf: Readonly<Record<string, string>> = { '21': 'normal', '9': 'low a', '0': 'zero' }

function addProduct(shop: Shop, family: readonly Article[], random: () => number): void {
  const [first] = family
  if (!first) return
  const isSimple = family.length === 1 && first.colour === undefined && first.size === undefined
  const product = shop.add('products', {
    productnumber: isSimple ? first.sku : String(first.productNumber),
    name: isSimple ? first.name : first.productName,
    active: true,
    eannumber: isSimple ? first.gtin : '',
    mpnnumber: '',
    shortdescription: '',
    description: first.description,
    taxtariff: tariffOf[first.vatRate] ?? 'normal',
    price: Number(shop.pricesIncludeVat ? first.priceIncl : first.priceExcl),
    discount: 0,
    purchaseprice: Number(first.costPrice),
    unit: first.unit ?? null,
    stockenabled: true,
    stock: isSimple ? Math.floor(random() * 40) : 0,
    weight: 0,
    brand: null,
    package_id: 1,
    createdate: '2026-08-01T07:00:00Z',
    modifydate: '2026-08-01T07:00:00Z',
  })
  shop.add('producttocategories', { product_id: product.id, category_id: categoryAt(shop, first.categoryPath), position: 1 })
  if (isSimple) return
  for (const article of family) for (const [axis, value] of axesOf(article)) putOn(shop, product.id, axis, value)
  regenerateCombinations(shop, product.id, 0)
  for (const row of combinationsOf(shop, product.id)) {
    const names = (row.values as readonly number[]).map((id) => shop.find('attributevalues', id)?.name)
    const article = family.find((one) => axesOf(one).every(([, value]) => names.includes(value)))
    const sold = { sku_number: article?.sku, product_number: article?.sku, ean_number: article?.gtin, stock: Math.floor(random() * 25) }
    Object.assign(row, article ? sold : { active: false })
  }
}

function axesOf({ colour, size }: Article): readonly (readonly [string, string])[] {
  return [...(colour === undefined ? [] : [['Kleur', colour] as const]), ...(size === undefined ? [] : [['Maat', size] as const])]
}

function putOn(shop: Shop, productId: number, axis: string, value: string): void {
  const attribute =
    shop.rows('attributes').find(({ name }) => name === axis) ?? shop.add('attributes', { name: axis, type: 'option_menu_required' })
  const optionvalue =
    shop.rows('attributevalues').find(({ name, attribute_id }) => name === value && attribute_id === attribute.id) ??
    shop.add('attributevalues', { name: value, default_price: 0, attribute_id: attribute.id })
  const isOn = shop.rows('productattributevalues').some((row) => row.product_id === productId && row.optionvalue_id === optionvalue.id)
  if (!isOn)
    shop.add('productattributevalues', {
      product_id: productId,
      optionvalue_id: optionvalue.id,
      optionid: attribute.id,
      price: 0,
      enable: true,
    })
}

function categoryAt(shop: Shop, path: readonly string[]): number {
  let parent: number | undefined
  for (const [index, name] of path.entries()) {
    const known = shop.rows('categories').find((row) => row.name === name && row.parentcategory_id === parent)
    parent = (
      known ??
      shop.add('categories', {
        name,
        description: null,
        position: index + 1,
        show_on_website: true,
        ...(parent !== undefined && { parentcategory_id: parent }),
      })
    ).id
  }
  return parent ?? 0
}

const people = [
  ['Sanne', 'de Wit'],
  ['Zoë', 'van den Berg'],
  ['Guus', "in 't Veld"],
  ['François', 'Lefèvre'],
  ['Ayşe', 'Yılmaz'],
  ['Łukasz', 'Wójcik'],
  ['Björn', 'Åkesson'],
  ['محمد', 'العلوي'],
  ['Tess', 'Bos'],
  ['Fenna', 'Meijer'],
  ['Małgorzata', 'Nowak'],
  ['Ruben', 'Hoekstra'],
] as const
const companies = ['Café De Kade B.V.', 'Åkesson Friluft AB', 'Boekhandel Het Anker', 'Ateliers Lefèvre SARL'] as const
const streets = ['Oudegracht', 'Havenweg', 'Dorpsstraat', 'Kungsgatan', 'Noordeinde'] as const
const cities = [
  ['3511 AB', 'Utrecht', 'NL'],
  ['8861 KN', 'Harlingen', 'NL'],
  ['2000', 'Antwerpen', 'BE'],
  ['411 19', 'Göteborg', 'SE'],
] as const

/** Customers: people, companies, one without an e-mail address, two with the same. */
export function inviteCustomers(shop: Shop, random: () => number): void {
  for (const [index, [first, last]] of people.entries()) {
    const company = index % 3 === 0 ? companies[(index / 3) % companies.length] : undefined
    const [zipcode, city, code] = cities[Math.floor(random() * cities.length)] ?? cities[0]
    const email = `klant${index + 1}@voorbeeld.example`
    shop.add('users', {
      username: email,
      group_id: null,
      status: true,
      approval_status: 'accepted',
      userinfo: {
        email: index === 8 ? '' : index === 9 ? 'klant2@voorbeeld.example' : email,
        customertype: company === undefined ? 'b2c' : 'b2b',
        btw: company === undefined ? '' : 'NL001234567B01',
        kvk: '',
        billingaddress: {
          first_name: first,
          last_name: last,
          company: company ?? '',
          street: streets[index % streets.length],
          housenumber: 2 + 3 * index,
          housenumber_suffix: index % 4 === 1 ? 'a' : '',
          zipcode,
          city,
          country_code: code,
          telephone: `+31 30 555 01${String(10 + index)}`,
        },
        deliveryaddress: null,
      },
    })
  }
}

const firstDayMs = Date.UTC(2026, 8, 1, 7, 15)
const lastDayMs = Date.UTC(2026, 10, 20, 16, 45)

/** Orders of an autumn: from the till (completed and paid by card or cash) and from the web shop in every state. */
export function takeOrders(shop: Shop, { count, seed }: { readonly count: number; readonly seed: number }): void {
  const random = seededRandom(seed + 1)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const products = shop.rows('products')
  const users = shop.rows('users')
  const methods = shop.rows('paymethods')
  if (products.length === 0) return
  for (let place = 0; place < count; place++) {
    const at = new Date(firstDayMs + Math.floor(((lastDayMs - firstDayMs) * place) / Math.max(1, count - 1)))
    const isTill = random() < 0.6
    const user = isTill && random() < 0.5 ? undefined : pick(users)
    const status = isTill ? 7 : pick([1, 2, 4, 5, 6, 7, 8])
    const isPaid = isTill || ![1, 4, 8].includes(status)
    const method = isTill ? pick(methods.slice(0, 2)) : pick(methods.slice(2))
    const rows = Array.from({ length: 1 + Math.floor(random() * 4) }, () => rowOf(shop, pick(products), random))
    placeOrder(
      shop,
      {
        is_completed: true,
        paid: isPaid,
        status,
        order_row_taxes_included: shop.pricesIncludeVat,
        shipping_taxes_included: shop.pricesIncludeVat,
        total_shipping: isTill ? 0 : 4.95,
        deliver_method: isTill ? 'pickup' : 'shipping',
        orderrows: place % 23 === 5 ? [...rows, { ...rows[0], count: -1 }] : rows,
        customer: {},
        ...(user && { user_id: user.id }),
      },
      {
        create_date: `${at.toISOString().slice(0, 19)}Z`,
        paymethod_id: method.id,
        paymethod: method.method,
        paymethod_label: method.label,
        transaction_id: isPaid ? `T${100_000 + place}` : null,
        ...(user === undefined && { customer: null }),
      },
    )
  }
}

function rowOf(shop: Shop, product: Row, random: () => number) {
  const variants = combinationsOf(shop, product.id).filter(({ active }) => active === true)
  const variant = variants[Math.floor(random() * variants.length)]
  const count = product.unit === 'kg' ? 0.25 * (1 + Math.floor(random() * 6)) : 1 + Math.floor(random() * 3)
  const discount = random() < 0.1 ? 1 : 0
  return { product_id: product.id, count, discount, ...(variant && { attribute_combination_id: variant.id }) }
}

/** A small shop of its own: a coat in six variants and goods for the trip. */
export const ownArticles: readonly Article[] = [
  ...(['Blauw', 'Rood'] as const).flatMap((colour, row) =>
    (['S', 'M', 'L'] as const).map((size, column) => ({
      sku: `1201${String(row * 3 + column + 1).padStart(2, '0')}`,
      name: `Regenjas ${colour.toLowerCase()} ${size}`,
      productNumber: 1201,
      productName: 'Regenjas',
      description: 'Lichtgewicht, opvouwbaar, waterdicht tot 5.000 mm.',
      gtin: `8712341201${row}${column}0`,
      priceIncl: '49.95',
      priceExcl: '41.28',
      costPrice: '21.47',
      vatRate: '21',
      categoryPath: ['Kleding', 'Jassen'],
      colour,
      size,
    })),
  ),
  simple('140501', 'Drinkfles 0,75 l', { priceIncl: '22.95', priceExcl: '18.97', path: ['Accessoires', 'Onderweg'] }),
  simple('140601', 'Zaklamp', { priceIncl: '34.50', priceExcl: '28.51', path: ['Accessoires', 'Onderweg'] }),
  simple('150101', 'Wandelen langs de IJssel', {
    priceIncl: '19.99',
    priceExcl: '18.34',
    vatRate: '9',
    path: ['Boeken & proviand', 'Boeken'],
  }),
  simple('150301', 'Kruidenthee "Café Zoë"', {
    priceIncl: '4.49',
    priceExcl: '4.12',
    vatRate: '9',
    path: ['Boeken & proviand', 'Thee, koffie & koek'],
  }),
  simple('150401', 'Koffiebonen los', {
    priceIncl: '21.95',
    priceExcl: '20.14',
    vatRate: '9',
    unit: 'kg',
    path: ['Boeken & proviand', 'Thee, koffie & koek'],
  }),
  simple('150601', 'Postzegel Nederland 1', { priceIncl: '12.10', priceExcl: '12.10', vatRate: '0', path: ['Accessoires', 'Onderweg'] }),
]

function simple(
  sku: string,
  name: string,
  own: {
    readonly priceIncl: string
    readonly priceExcl: string
    readonly vatRate?: string
    readonly unit?: string
    readonly path: readonly string[]
  },
): Article {
  const { path, ...values } = own
  const common = { sku, name, productNumber: Number(sku.slice(0, 4)), productName: name, description: `${name}.`, gtin: `8712341${sku}` }
  return { ...common, costPrice: '2.50', vatRate: '21', categoryPath: path, ...values }
}
