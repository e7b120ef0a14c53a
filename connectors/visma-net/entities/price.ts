import { z } from 'zod'
import { defineEntity, defineRead } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Price, price as priceSchema } from '#core/model/price.ts'
import type { VismaNetClient } from '../client.ts'
import { given, textOf } from '../values/given.ts'
import { dayOf } from '../values/moment.ts'
import { decimalOf } from '../values/number.ts'
import { describeChangePosition, pageSizeField, pagesByChange } from './pages-by-change.ts'

const text = z.string().nullish()
const amount = z.union([z.number(), z.string()]).nullish()

const priceRow = z.looseObject({
  recordId: z.number(),
  priceType: text,
  priceCode: text,
  inventoryId: z.string(),
  price: amount,
  breakQty: amount,
  currency: text,
  effectiveDate: text,
  expirationDate: text,
  promotion: z.boolean().nullish(),
  lastModifiedDateTime: text,
})

type PriceRow = z.infer<typeof priceRow>

/** Sales prices: base, per customer and per customer price class, with their quantities and dates. The API reads them and no more. */
export const price = defineEntity<VismaNetClient, Price>({
  entity: 'price',
  label: 'Prices',
  schema: priceSchema,
  // A customer has one price class, which is its price list: the class is no group beside it.
  codes: { read: { 'price-list': {} } },
  read: defineRead({
    fields: {
      kind: field.choice({
        label: 'Prices',
        options: { All: 'All', Base: 'Base prices', Customer: 'Of single customers', CustomerPriceClass: 'Of customer price classes' },
        default: 'All',
      }),
      pageSize: pageSizeField,
    },
    describePosition: describeChangePosition,
    pages: (client: VismaNetClient, { position, settings, signal }) =>
      pagesByChange<PriceRow>(client, {
        ...{ path: '/customerSalesPrice', label: 'customerSalesPrice.list', query: { priceType: settings.kind }, row: priceRow },
        ...{ pageSize: settings.pageSize, position, signal },
        stampOf: ({ lastModifiedDateTime }) => lastModifiedDateTime,
        translate: (rows) => translatePage(rows, { name: (row) => nameOf(row, client), translate: (row) => priceRecord(row, client) }),
      }),
  }),
})

function priceRecord(row: PriceRow, client: VismaNetClient): FlowRecord<Price> {
  const code = textOf(row.priceCode)
  const from = decimalOf(row.breakQty)
  const data: Price = {
    priceList: listOf(row),
    sku: row.inventoryId,
    // A price without a quantity holds from the first piece on.
    fromQuantity: from === undefined || from === '0' ? '1' : from,
    ...given({
      customerNumber: row.priceType === 'Customer' ? code : undefined,
      currency: textOf(row.currency),
      priceExcl: decimalOf(row.price),
      validFrom: dayOf(row.effectiveDate),
      validUntil: dayOf(row.expirationDate),
    }),
    ...(row.promotion === true && { extra: { promotion: true } }),
  }
  return { ...nameOf(row, client), data }
}

function nameOf(row: PriceRow, { account }: VismaNetClient): Untranslated {
  const key = `${listOf(row)} ${row.inventoryId} ${row.recordId}`
  return { entity: 'price', key, raw: row, origin: { connector: 'visma-net', account, id: String(row.recordId) } }
}

function listOf({ priceType, priceCode }: PriceRow): string {
  return textOf(priceCode) ?? textOf(priceType) ?? 'Base'
}
