import { defineEntity, defineRead, type Page } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { translatePage } from '#core/kit/translate-page.ts'
import { type Price, price as schema } from '#core/model/price.ts'
import { pagesOfRows } from '../all-rows.ts'
import type { AccountViewClient } from '../client.ts'
import { fieldsOf, loadInstallation, requireFields, requireOpen } from '../installation.ts'
import { type BusinessObject, objects } from '../objects.ts'
import { decimalOf, given, type Row, textOf } from '../values.ts'
import { type PriceColumns, priceFromTable } from './price-table.ts'

const column = (label: string, help?: string) => field.text({ label, help, optional: true, maxLength: 30, rare: true })

const readFields = {
  sources: field.choices({
    label: 'Prices to read',
    options: {
      articles: 'Sales prices of the articles',
      debtors: 'Invoice discounts of the debtors, with their price list and group',
      table: 'A table of prices of this administration',
    },
    default: ['articles', 'debtors'],
  }),
  priceList: field.text({ label: 'Name of the list for sales prices', default: 'Standaard', maxLength: 60 }),
  price: field.choice({ label: 'Sales price', options: { excl: 'Without VAT', incl: 'With VAT' }, default: 'excl' }),
  object: field.liveChoice({
    label: 'Business object of the price table',
    help: 'Price lists, graduated prices and discounts have no published object. Choose the one your administration opens for them.',
    list: 'business-objects',
    optional: true,
  }),
  table: column('Name of the table', 'As it stands in the data dictionary, such as K_PRICES.'),
  keyField: column('Field that tells its records apart'),
  listField: column('Field of the price list'),
  groupField: column('Field of the customer group'),
  customerField: column('Field of the debtor number'),
  skuField: column('Field of the article code'),
  categoryField: column('Field of the article group'),
  fromField: column('Field of the quantity from which it holds'),
  priceField: column('Field of the price'),
  percentField: column('Field of the discount percentage'),
  validFromField: column('Field of the first day'),
  validUntilField: column('Field of the last day'),
} as const

type Settings = ValuesOf<typeof readFields>

interface Source {
  readonly object: BusinessObject
  readonly fields: readonly string[]
  translate(row: Row): readonly Price[]
}

/** B2B prices as far as this administration shows them. Read whole every time: nothing tells when a price changed. */
export const price = defineEntity<AccountViewClient, Price>({
  entity: 'price',
  label: 'Prices',
  schema,
  codes: { read: { 'price-list': { list: 'price-lists' }, 'customer-group': { list: 'customer-groups' } } },
  read: defineRead({
    fields: readFields,
    describePosition: describeRound,
    pages: async function* (client: AccountViewClient, { position, settings, signal }): AsyncGenerator<Page> {
      const stood = placeIn(position)
      const sources = await sourcesOf(client, settings, signal)
      for (const [index, { object, fields, translate }] of sources.entries()) {
        if (index < (stood?.source ?? 0)) continue
        const lastKey = index === stood?.source ? stood.lastKey : undefined
        for await (const page of pagesOfRows(client, { object, fields, lastKey, signal })) {
          yield {
            ...translatePage(page.rows, {
              name: (row) => ({
                entity: 'price',
                key: textOf(row[object.key]) ?? 'without a key',
                raw: row,
                origin: originOf(client, object, row),
              }),
              translate: (row): readonly FlowRecord<Price>[] =>
                translate(row).map((data) => ({
                  entity: 'price',
                  key: keyOf(data),
                  data,
                  raw: row,
                  origin: originOf(client, object, row),
                })),
            }),
            position: { source: index, lastKey: page.lastKey ?? '' },
          }
        }
      }
      yield { records: [], position: { done: true } }
    },
  }),
})

async function sourcesOf(client: AccountViewClient, settings: Settings, signal: AbortSignal): Promise<readonly Source[]> {
  const installation = await loadInstallation(client, signal)
  const sources: Source[] = []
  const { currency } = client
  if (settings.sources.includes('articles')) {
    requireOpen(installation, objects.articles, 'read')
    requireFields(installation, objects.articles, ['ART_CODE', 'PX_SELL'])
    sources.push({
      object: objects.articles,
      fields: ['ART_CODE', 'PX_SELL'],
      translate: (row) => {
        const [sku, amount] = [textOf(row.ART_CODE), decimalOf(row.PX_SELL)]
        if (sku === undefined || amount === undefined || amount === '0') return []
        const side = settings.price === 'incl' ? { priceIncl: amount } : { priceExcl: amount }
        return [{ priceList: settings.priceList, sku, currency, fromQuantity: '1', ...side }]
      },
    })
  }
  if (settings.sources.includes('debtors')) {
    requireOpen(installation, objects.debtors, 'read')
    sources.push({
      object: objects.debtors,
      fields: ['SUB_NR', ...fieldsOf(installation, objects.debtors, ['DISC_PCT', 'QD_CODE', 'PCT_LIST', 'APX_LIST', 'RPL_GRP'])],
      translate: (row) => {
        const [number, percent] = [textOf(row.SUB_NR), decimalOf(row.DISC_PCT)]
        if (number === undefined || percent === undefined || percent === '0') return []
        const priceList = textOf(row.QD_CODE) ?? textOf(row.PCT_LIST) ?? textOf(row.APX_LIST) ?? settings.priceList
        return [
          given({ priceList, customerNumber: number, customerGroup: textOf(row.RPL_GRP), fromQuantity: '1', discountPercent: percent }),
        ]
      },
    })
  }
  if (settings.sources.includes('table')) sources.push(await tableSource(client, settings, signal))
  return sources
}

/** @throws SettingsError for a table that is not chosen whole, or not open */
async function tableSource(client: AccountViewClient, settings: Settings, signal: AbortSignal): Promise<Source> {
  const { object: code, table, keyField } = settings
  if (!code || !table || !keyField) {
    throw new SettingsError(
      'The price table is not chosen: its business object, its table and the field that tells its records apart are needed.',
      {
        code: 'price-table-missing',
        hint: 'Fill them in, or leave "A table of prices" out of the prices to read.',
      },
    )
  }
  const object: BusinessObject = { code: code.toUpperCase(), table: table.toUpperCase(), key: keyField.toUpperCase(), label: 'prices' }
  const columns: PriceColumns = {
    list: settings.listField,
    group: settings.groupField,
    customer: settings.customerField,
    sku: settings.skuField,
    category: settings.categoryField,
    from: settings.fromField,
    amount: settings.priceField,
    percent: settings.percentField,
    validFrom: settings.validFromField,
    validUntil: settings.validUntilField,
  }
  return priceFromTable(client, { object, columns, isIncl: settings.price === 'incl', defaultList: settings.priceList, signal })
}

function originOf({ account }: AccountViewClient, { code, key }: BusinessObject, row: Row) {
  return { connector: 'accountview', account, id: `${code}/${textOf(row[key]) ?? '?'}` }
}

/** "Price list and SKU", with whatever narrows it down. */
function keyOf({ priceList, sku, category, customerNumber, customerGroup, fromQuantity }: Price): string {
  const whose = customerNumber === undefined ? customerGroup : `debtor ${customerNumber}`
  return [priceList, whose, sku ?? category?.join(' / ') ?? 'all products', fromQuantity === '1' ? undefined : `from ${fromQuantity}`]
    .filter((part) => part !== undefined)
    .join(' · ')
}

interface Place {
  readonly source: number
  readonly lastKey: string | undefined
}

function placeIn(position: Json): Place | undefined {
  const { source, lastKey } = (typeof position === 'object' && position !== null ? position : {}) as {
    readonly source?: unknown
    readonly lastKey?: unknown
  }
  if (typeof source !== 'number' || !Number.isInteger(source) || source < 0) return undefined
  return { source, lastKey: typeof lastKey === 'string' && lastKey !== '' ? lastKey : undefined }
}

function describeRound(position: Json): string {
  const place = placeIn(position)
  if (place) return `this round up to ${place.lastKey ?? 'its beginning'}`
  const { done } = (typeof position === 'object' && position !== null ? position : {}) as { readonly done?: unknown }
  return done === true ? 'a whole round; the next one reads all prices again' : 'not read yet'
}
