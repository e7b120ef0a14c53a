import { defineEntity, defineRead, type Existing, type FindItem } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Product, product as schema } from '#core/model/product.ts'
import type { AccountViewClient } from '../client.ts'
import { findRows } from '../find-rows.ts'
import { type Installation, loadInstallation, requireFields, requireOpen } from '../installation.ts'
import { objects } from '../objects.ts'
import { describeSweep, parseSweepPosition, positionJson, sweepChanges } from '../sweep.ts'
import { decimalOf, given, type Row, textOf } from '../values.ts'
import { type ArticleGroup, loadGroups } from './article-groups.ts'

const mapped = (label: string) =>
  field.liveChoice({
    label: `Field of the ${label}`,
    help: `The name of the article field that holds the ${label}; AccountView publishes none. Empty: products come without it.`,
    list: 'article-fields',
    optional: true,
  })

export const productReadFields = {
  price: field.choice({
    label: 'Sales price',
    options: { excl: 'Without VAT', incl: 'With VAT' },
    default: 'excl',
    help: 'How the sales prices of the articles are kept in this administration.',
  }),
  gtinField: mapped('barcode'),
  unitField: mapped('unit'),
  vatField: mapped('VAT code'),
  weightField: mapped('weight in kg'),
  descriptionField: mapped('long description'),
} as const

type ReadSettings = ValuesOf<typeof productReadFields>

/** Articles. They are read and found; adding and changing them is not published. */
export const product = defineEntity<AccountViewClient, Product>({
  entity: 'product',
  label: 'Products',
  schema,
  read: defineRead({
    fields: productReadFields,
    describePosition: describeSweep,
    pages: async function* (client: AccountViewClient, { position, settings, signal }) {
      const installation = await openArticles(client, settings, signal)
      const groups = await loadGroups(client, signal)
      const sweep = sweepChanges(client, {
        object: objects.articles,
        // Fields made by the customer are features, whatever they are called.
        fields: [],
        position: parseSweepPosition(position),
        hasStamps: installation.tables.get(objects.articles.table)?.has('CNG_DATE') ?? false,
        signal,
      })
      const around = { installation, groups, settings, currency: client.currency }
      for await (const page of sweep) {
        yield {
          ...translatePage(page.rows, {
            name: (row) => nameOf(row, client.account),
            translate: (row): FlowRecord<Product> => ({ ...nameOf(row, client.account), data: productOf(row, around) }),
          }),
          position: positionJson(page.position),
        }
      }
    },
  }),
  find: { by: ['sku'], run: findProducts },
  codes: { read: { 'tax-code': { list: 'vat-codes' } } },
})

async function openArticles(client: AccountViewClient, settings: Partial<ReadSettings>, signal: AbortSignal): Promise<Installation> {
  const installation = await loadInstallation(client, signal)
  requireOpen(installation, objects.articles, 'read')
  const chosen = [settings.gtinField, settings.unitField, settings.vatField, settings.weightField, settings.descriptionField]
  requireFields(installation, objects.articles, ['ART_CODE', 'ART_DESC1', ...chosen.flatMap((name) => name || [])])
  return installation
}

async function findProducts(
  client: AccountViewClient,
  { items, signal }: { readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const installation = await openArticles(client, {}, signal)
  const groups = await loadGroups(client, signal)
  const values = items.map(({ key }) => key).filter((key) => key !== '')
  const rows = await findRows(client, { object: objects.articles, field: 'ART_CODE', values, fields: [], signal })
  const around = { installation, groups, settings: { price: 'excl' as const }, currency: client.currency }
  // FoxPro compares texts by their beginning and may look past letter case; a key must be the same sign by sign.
  const byCode = Map.groupBy(rows, (row) => textOf(row.ART_CODE) ?? '')
  return new Map(
    items.map(({ key }) => [
      key,
      (byCode.get(key) ?? []).map((row) => ({ id: key, label: textOf(row.ART_DESC1) ?? key, data: productOf(row, around) })),
    ]),
  )
}

interface Around {
  readonly installation: Installation
  readonly groups: ReadonlyMap<string, ArticleGroup>
  readonly settings: ReadSettings
  readonly currency: string
}

function nameOf(row: Row, account: string): Untranslated {
  const code = textOf(row.ART_CODE)
  return { entity: 'product', key: code ?? 'without a code', raw: row, origin: { connector: 'accountview', account, id: code } }
}

/** @throws DataError for an article without a code or a description, or an amount that is none */
export function productOf(row: Row, { installation, groups, settings, currency }: Around): Product {
  const sku = textOf(row.ART_CODE)
  if (sku === undefined) throw new DataError('AccountView sent it without an article code.', { code: 'sku-missing' })
  const name = textOf(row.ART_DESC1)
  if (name === undefined) {
    throw new DataError('it has no description.', { code: 'name-missing', hint: 'Give the article a description in AccountView.' })
  }
  const group = groups.get(textOf(row.AG_CODE) ?? '')
  const amount = decimalOf(row.PX_SELL)
  const chosen = (field: string | undefined) => (field ? textOf(row[field]) : undefined)
  return given({
    sku,
    name,
    gtin: chosen(settings.gtinField),
    description: chosen(settings.descriptionField),
    priceExcl: settings.price === 'excl' ? amount : undefined,
    priceIncl: settings.price === 'incl' ? amount : undefined,
    costPrice: decimalOf(row.COST_PX),
    weight: settings.weightField ? decimalOf(row[settings.weightField]) : undefined,
    currency,
    taxCode: chosen(settings.vatField),
    unit: chosen(settings.unitField),
    categories: group ? [[group.name]] : [],
    features: featuresOf(row, installation),
    variants: [],
    quantity: decimalOf(row.QTY_AVAIL),
    managesStock: true,
    active: true,
  })
}

/** The fields this customer made, whose names begin with K and a number; the dictionary says what they are called. */
function featuresOf(row: Row, { tables }: Installation): Product['features'] {
  return [...(tables.get(objects.articles.table)?.values() ?? [])].flatMap(({ name, description }) => {
    const value = /^K\d*_/.test(name) ? textOf(row[name]) : undefined
    return value === undefined ? [] : [{ feature: description || name, value }]
  })
}
