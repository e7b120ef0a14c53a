import { startAccountViewSandbox } from '#connectors/accountview/sandbox/start.ts'
import { startCcvSandbox } from '#connectors/ccv-salespos/sandbox/start.ts'
import { codings, termsOfPayment, units } from '#connectors/eaccounting/sandbox/books/fixed-lists.ts'
import { writeRecord } from '#connectors/eaccounting/sandbox/books/write-record.ts'
import { startEaccountingSandbox } from '#connectors/eaccounting/sandbox/start.ts'
import { startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import type { SandboxServer } from '#connectors/sandbox-kit/server.ts'
import { startVismaNetSandbox } from '#connectors/visma-net/sandbox/start.ts'
import { eaccountingPractice, type PracticeSystem } from '#host/practice/practice-systems.ts'
import type { Article, Family, Person, World } from './world.ts'

/** An imitation that holds a world. */
export interface System {
  readonly connectorId: string
  readonly server: SandboxServer & { state(): unknown }
  readonly settings: PracticeSystem['settings']
  readonly signIn?: PracticeSystem['signIn']
}

/** What of a world stands in the imitation when it starts; a target of orders knows the articles and nothing else. */
export type Holding = Pick<World, 'articles'> & Partial<World>

/** Starts each system with a world in it, put there as its own people would. */
export const systems: Readonly<Record<string, (world: Holding, port?: number) => Promise<System>>> = {
  mplus: startMplus,
  odoo: startOdoo,
  'visma-net': startVismaNet,
  eaccounting: startEaccounting,
  accountview: startAccountView,
  'ccv-salespos': startCcv,
}

const fullName = ({ first, last }: Person) => `${first} ${last}`
const countryNames: Readonly<Record<string, string>> = { NL: 'Nederland', BE: 'België', SE: 'Zweden' }
const cents = (decimal: string) => Math.round(Number(decimal) * 100)
const round = (decimal: string, digits: number) => Number(Number(decimal).toFixed(digits))
const day = '2026-11-20'

async function startMplus({ articles, people = [], sales = [], family }: Holding, port?: number): Promise<System> {
  const paths = new Map<string, number>()
  const groups: { readonly groupNumber: number; readonly parent: number; readonly name: string }[] = []
  for (const { path } of [...articles, ...(family ? [family] : [])])
    for (const depth of path.keys()) {
      const key = path.slice(0, depth + 1).join(' / ')
      if (paths.has(key)) continue
      paths.set(key, paths.size + 1)
      groups.push({ groupNumber: paths.size, parent: paths.get(path.slice(0, depth).join(' / ')) ?? 0, name: path[depth] ?? '' })
    }
  const vatCodes = { 21: 1, 9: 2, 0: 3 }
  const server = await startMplusSandbox({
    port,
    shop: {
      groups,
      products: [
        ...articles.map(({ sku, name, priceExcl, rate, path }, index) => ({
          productNumber: 5001 + index,
          description: name,
          articleList: {
            article: [
              {
                ...{ articleNumber: Number(sku), pluNumber: sku, description: name, invoiceText: name, receiptText: name.slice(0, 24) },
                ...{ turnoverGroup: 10, vatCode: vatCodes[rate], priceExcl: cents(priceExcl), webshop: true, stockArticle: true },
              },
            ],
          },
          groupNumbers: [paths.get(path.join(' / ')) ?? 0],
        })),
        ...(family ? [familyOfTill(family, paths.get(family.path.join(' / ')) ?? 0, vatCodes[family.rate])] : []),
      ],
      relations: people.map((person, index) => ({
        relationNumber: 1001 + index,
        name: person.company ?? fullName(person),
        address: `${person.street} ${person.house}`,
        zipcode: person.postalCode,
        city: person.city,
        country: countryNames[person.country] ?? '',
        telephone: person.phone,
        defaultVatMethod: 'VAT-METHOD-EXCLUSIVE',
        ...(person.email !== undefined && { email: person.email }),
        ...(person.company !== undefined && { companyName: person.company, contact: fullName(person) }),
      })),
      stock: articles.map(({ sku, onHand }) => ({ branchNumber: 1, articleNumber: Number(sku), amount: onHand, decimalPlaces: 0 })),
      orders: sales.map(({ person, lines }, index) => ({
        order: {
          orderType: 'ORDER-TYPE-SALES-ORDER',
          entryBranchNumber: 1,
          employeeNumber: 1,
          relationNumber: 1001 + person,
          financialBranchNumber: 1,
          workplaceNumber: 1,
          reference: `Bon ${index + 1}`,
          vatMethod: 'VAT-METHOD-EXCLUSIVE',
          lineList: {
            line: lines.map((line) => {
              const article = articles[line.article]
              return {
                articleNumber: Number(article?.sku),
                text: article?.name,
                data: { quantity: line.quantity, decimalPlaces: 0, priceExcl: cents(article?.priceExcl ?? '0') },
              }
            }),
          },
        },
      })),
    },
  })
  return { connectorId: 'mplus', server, settings: { address: 'http://127.0.0.1', port: server.port, ...server.credentials } }
}

function familyOfTill({ name, priceExcl, sizes }: Family, groupNumber: number, vatCode: number) {
  const article = sizes.map(({ sku, size }) => ({
    ...{ articleNumber: Number(sku), pluNumber: sku, description: `${name} ${size}`, size, turnoverGroup: 10, vatCode },
    ...{ invoiceText: name, priceExcl: cents(priceExcl), webshop: true, stockArticle: true },
  }))
  return { productNumber: 6001, description: name, articleList: { article }, groupNumbers: [groupNumber] }
}

async function startOdoo({ articles, people = [], sales = [], family }: Holding, port?: number): Promise<System> {
  const server = await startOdooSandbox({
    port,
    shop: {
      products: [
        ...articles.map(({ sku, name, priceExcl, rate, path, onHand }) => ({
          ...{ sku, name, priceExcl: String(round(priceExcl, 2)), taxRate: rate, category: path, onHand },
        })),
        ...(family?.sizes ?? []).map(({ sku, size }) => ({
          ...{
            sku,
            name: family?.name ?? '',
            priceExcl: family?.priceExcl ?? '',
            taxRate: family?.rate ?? 21,
            category: family?.path ?? [],
          },
          attributes: [{ attribute: 'Maat', value: size }],
        })),
      ],
      customers: people.map((person) => ({
        name: person.company ?? fullName(person),
        isCompany: person.company !== undefined,
        phone: person.phone,
        street: `${person.street} ${person.house}`,
        ...{ zip: person.postalCode, city: person.city, country: person.country },
        ...(person.email !== undefined && { email: person.email }),
      })),
    },
  })
  server.call('res.partner.category', 'create', [[{ name: 'Particulier' }, { name: 'Zakelijk' }]])
  const find = (model: string, field: string, value: string) => (server.call(model, 'search', [[[field, '=', value]]]) as number[])[0]
  for (const { sku, priceExcl } of articles) {
    const product = { applied_on: '0_product_variant', product_id: find('product.product', 'default_code', sku) }
    const price = { compute_price: 'fixed', fixed_price: round(String(Number(priceExcl) * 0.9), 2), min_quantity: 10 }
    server.call('product.pricelist.item', 'create', [{ pricelist_id: 1, ...product, ...price }])
  }
  const partners = server.call('res.partner', 'search', [[['customer_rank', '>', 0]]], { order: 'id' }) as number[]
  for (const { person, lines } of sales) {
    const order = server.call('sale.order', 'create', [
      {
        partner_id: partners[person],
        order_line: lines.map((line) => {
          const article = articles[line.article]
          const product = find('product.product', 'default_code', article?.sku ?? '')
          return [0, 0, { product_id: product, product_uom_qty: line.quantity, price_unit: round(article?.priceExcl ?? '0', 2) }]
        }),
      },
    ])
    server.call('sale.order', 'action_confirm', [[order]])
  }
  const { origin: url, database, credentials } = server
  return { connectorId: 'odoo', server, settings: { url, database, apiKey: credentials.apiKey ?? '' } }
}

async function startVismaNet({ articles, people = [], sales = [] }: Holding, port?: number): Promise<System> {
  const server = await startVismaNetSandbox({
    port,
    shop: {
      products: articles.map(({ sku, name, priceExcl, rate, path, onHand }) => ({
        ...{ sku, name, priceExcl, taxRate: rate, categoryPath: path, onHand },
      })),
      customers: people.map((person) => ({
        name: person.company ?? fullName(person),
        email: person.email ?? '',
        phone: person.phone,
        street: `${person.street} ${person.house}`,
        ...{ postalCode: person.postalCode, city: person.city, country: person.country },
        ...(person.company !== undefined && { company: { registration: '', vat: '', contact: fullName(person) } }),
      })),
    },
  })
  const { company } = server
  for (const [index, { sku, priceExcl }] of articles.entries()) {
    const rule = {
      priceType: 'CustomerPriceClass',
      priceCode: 'GROOT',
      inventoryId: sku,
      lastModifiedDateTime: '2026-11-20T09:00:00',
    } as const
    company.prices.push({ recordId: index + 1, breakQty: 10, price: round(String(Number(priceExcl) * 0.9), 2), ...rule })
  }
  const customers = [...company.customers.values()]
  for (const { person, lines } of sales) {
    const customer = customers[person]?.dto ?? {}
    const orderId = String(company.next('order')).padStart(6, '0')
    const rows = lines.map((line, index) => {
      const { dto } = company.items.get(articles[line.article]?.sku ?? '') ?? { dto: {} as Record<string, unknown> }
      const unitPrice = Number(dto.defaultPrice)
      return {
        ...{ lineId: index + 1, inventory: { id: dto.inventoryNumber, description: dto.description }, description: dto.description },
        ...{ quantity: line.quantity, unitOfMeasure: 'STK', unitPrice, hasManualPrice: true },
        ...{ extendedPrice: Math.round(unitPrice * line.quantity * 100) / 100, discountPercent: 0, discountAmount: 0, warehouseId: 'UTR' },
        taxCategoryId: (dto.vatCode as { id: string }).id,
      }
    })
    const net = Math.round(rows.reduce((sum, { extendedPrice }) => sum + extendedPrice, 0) * 100) / 100
    const main = customer.mainAddress as Record<string, unknown>
    const place = {
      address: { line1: main.addressLine1, postalCode: main.postalCode, city: main.city, country: main.country },
      contact: { name: customer.name, email: (customer.mainContact as Record<string, unknown>).email },
    }
    const [now, type] = [company.now(), 'SO']
    company.orders.set(`SO/${orderId}`, {
      ...{ type, orderId, lines: rows, createdMs: now.getTime(), modifiedMs: now.getTime(), version: company.next('id') },
      dto: {
        ...{ type, orderId, status: { description: 'Open', hold: false, cancelled: false }, billing: place, shipping: place },
        customer: { id: customer.number, name: customer.name, internalId: customer.internalId },
        ...{ currencyId: 'EUR', date: now.toISOString() },
        totals: { orderTotal: net, taxableTotal: net, freightTotal: 0, unbilledAmount: net },
      },
    })
  }
  const signIn = () => ({ accessToken: server.signIn().access_token, expiresAt: null })
  return { connectorId: 'visma-net', server, settings: server.settings, signIn }
}

async function startEaccounting({ articles, people = [], sales = [] }: Holding, port?: number): Promise<System> {
  const server = await startEaccountingSandbox({ port, catalogue: [] })
  const { books } = server
  const labels = new Map<string, unknown>()
  for (const { path } of articles) {
    const Name = path.join(' / ')
    if (!labels.has(Name)) labels.set(Name, writeRecord(books, 'articlelabels', { Name }).Id)
  }
  const articleRows = articles.map(({ sku, name, priceExcl, rate, path, onHand }) =>
    writeRecord(books, 'articles', {
      ...{ Number: sku, Name: name.slice(0, 50), IsActive: true, NetPrice: Number(priceExcl), StockBalance: onHand },
      ...{ IsStock: true, UnitId: units[0]?.Id, ArticleLabels: [{ Id: labels.get(path.join(' / ')), Name: path.join(' / ') }] },
      CodingId: codings.find(({ Type, VatRatePercent }) => Type === 'Goods' && VatRatePercent === rate / 100)?.Id,
    }),
  )
  const customerRows = people.map((person) =>
    writeRecord(books, 'customers', {
      ...{ Name: person.company ?? fullName(person), IsActive: true, IsPrivatePerson: person.company === undefined },
      ...{ InvoiceAddress1: `${person.street} ${person.house}`, InvoiceCity: person.city, InvoicePostalCode: person.postalCode },
      ...{ InvoiceCountryCode: person.country, Telephone: person.phone, TermsOfPaymentId: termsOfPayment[0]?.Id },
      ...(person.email !== undefined && { EmailAddress: person.email }),
      ...(person.company !== undefined && { ContactPersonName: fullName(person) }),
    }),
  )
  for (const { person, lines } of sales) {
    const customer = customerRows[person]
    const Rows = lines.map((line, index) => {
      const article = articleRows[line.article]
      return {
        ...{ LineNumber: index + 1, ArticleId: article?.Id, Quantity: line.quantity, Text: article?.Name },
        // People type prices with VAT in whole cents.
        UnitPrice: customer?.IsPrivatePerson ? round(String(article?.GrossPrice), 2) : article?.NetPrice,
        ...{ IsTextRow: false, IsWorkCost: false, EligibleForReverseChargeOnVat: false },
      }
    })
    writeRecord(books, 'orders', {
      ...{ CustomerId: customer?.Id, CurrencyCode: 'EUR', OrderDate: day, Rows, Status: 2, EuThirdParty: false },
      ...{ RotReducedInvoicingType: 0, ReverseChargeOnConstructionServices: false },
    })
  }
  return { connectorId: 'eaccounting', server, settings: eaccountingPractice(server), signIn: server.signIn }
}

async function startAccountView({ articles, people = [] }: Holding, port?: number): Promise<System> {
  const server = await startAccountViewSandbox({
    port,
    debtors: 0,
    articles: articles.map(({ sku, name, priceExcl, path }) => ({ sku, name, priceExcl, categoryPath: path })),
  })
  for (const { sku, onHand } of articles) server.change('ARTICLE', { ART_CODE: sku }, { QTY_TECH: onHand })
  for (const [index, person] of people.entries()) {
    server.add('CONTACT', {
      ...{ SUB_NR: String(20_001 + index), ACCT_NAME: person.company ?? fullName(person), SRC_CODE: `D${index}`, ACCT_NR: '1300' },
      ...{ ADDRESS1: `${person.street} ${person.house}`, ST_STREET: person.street, ST_NR: person.house, POST_CODE: person.postalCode },
      ...{ CITY: person.city, CNT_CODE: person.country, MAIL_BUS: person.email ?? '', TEL_BUS: person.phone, VAT_CODE: '1' },
      ...(person.company !== undefined && { MAIN_CONT: fullName(person) }),
    })
  }
  return { connectorId: 'accountview', server, settings: server.settings, signIn: server.signIn }
}

async function startCcv({ articles, people = [], sales = [], family }: Holding, port?: number): Promise<System> {
  const server = await startCcvSandbox({
    port,
    pricesIncludeVat: false,
    demoPeople: false,
    articles: [
      ...articles.map((article) => ({
        ...{ sku: article.sku, name: article.name, productNumber: Number(article.sku), productName: article.name, description: '' },
        ...{ gtin: '', priceExcl: article.priceExcl, priceIncl: withVat(article), costPrice: '1.00', vatRate: String(article.rate) },
        categoryPath: article.path,
      })),
      ...(family?.sizes ?? []).map(({ sku, size }) => ({
        ...{ sku, size, name: `${family?.name} ${size}`, productNumber: 6001, productName: family?.name ?? '', description: '', gtin: '' },
        ...{ priceExcl: family?.priceExcl ?? '', priceIncl: family?.priceExcl ?? '', costPrice: '1.00', vatRate: String(family?.rate) },
        categoryPath: family?.path ?? [],
      })),
    ],
  })
  for (const row of server.rows('products')) {
    server.change('products', row.id, { stock: articles.find(({ sku }) => sku === row.productnumber)?.onHand ?? 0 })
  }
  const users = people.map((person, index) =>
    server.add('users', {
      ...{ username: person.email ?? `klant-${index}`, group_id: null, status: true, approval_status: 'accepted' },
      userinfo: {
        ...{
          email: person.email ?? '',
          customertype: person.company === undefined ? 'b2c' : 'b2b',
          btw: '',
          kvk: '',
          deliveryaddress: null,
        },
        billingaddress: {
          ...{ first_name: person.first, last_name: person.last, company: person.company ?? '', street: person.street },
          ...{ housenumber: Number(person.house), housenumber_suffix: '', zipcode: person.postalCode, city: person.city },
          ...{ country_code: person.country, telephone: person.phone },
        },
      },
    }),
  )
  for (const { person, lines } of sales) {
    server.placeOrder({
      ...{ is_completed: true, paid: true, status: 7, order_row_taxes_included: false, deliver_method: 'pickup', customer: {} },
      user_id: users[person]?.id,
      orderrows: lines.map((line) => {
        const product = server.rows('products').find(({ productnumber }) => productnumber === articles[line.article]?.sku)
        return { product_id: product?.id, count: line.quantity }
      }),
    })
  }
  return { connectorId: 'ccv-salespos', server, settings: { address: server.origin, ...server.credentials } }
}

function withVat({ priceExcl, rate }: Article): string {
  return (Number(priceExcl) * (1 + rate / 100)).toFixed(2)
}
