import Big from 'big.js'
import { defineEntity, defineRead, type Page } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Stock, stock as schema } from '#core/model/stock.ts'
import { pagesOfRows } from '../all-rows.ts'
import type { AccountViewClient } from '../client.ts'
import { fieldsOf, loadInstallation, requireFields, requireOpen } from '../installation.ts'
import { objects } from '../objects.ts'
import { decimalOf, given, type Row, textOf } from '../values.ts'

const quantities = ['QTY_TECH', 'QTY_AVAIL', 'QTY_FREE2', 'QTY_BESTEL'] as const

const readFields = {
  available: field.choice({
    label: 'Available stock',
    options: {
      QTY_AVAIL: 'Technical stock less what is reserved for sales',
      QTY_FREE2: 'Free stock',
      QTY_TECH: 'Technical (physical) stock',
    },
    default: 'QTY_AVAIL',
  }),
} as const

/** Stock of all articles, every time: whether a movement changes the article's own stamp is not published. */
export const stock = defineEntity<AccountViewClient, Stock>({
  entity: 'stock',
  label: 'Stock',
  schema,
  read: defineRead({
    fields: readFields,
    describePosition: (position) => describeRound(position),
    pages: async function* (client: AccountViewClient, { position, settings, signal }): AsyncGenerator<Page> {
      const installation = await loadInstallation(client, signal)
      requireOpen(installation, objects.articles, 'read')
      requireFields(installation, objects.articles, [settings.available])
      const fields = ['ART_CODE', ...fieldsOf(installation, objects.articles, quantities)]
      let articles = 0
      let before: { readonly rows: readonly Row[]; readonly lastKey: string | undefined } | undefined
      const translate = (rows: readonly Row[]) =>
        translatePage(rows, {
          name: (row) => nameOf(row, client.account),
          translate: (row): FlowRecord<Stock> => ({ ...nameOf(row, client.account), data: stockOf(row, settings.available) }),
        })
      for await (const page of pagesOfRows(client, { object: objects.articles, fields, lastKey: lastKeyIn(position), signal })) {
        if (before) yield { ...translate(before.rows), position: { lastKey: before.lastKey ?? '' } }
        articles += page.rows.length
        before = page
      }
      yield { ...translate(before?.rows ?? []), position: { articles } }
    },
  }),
})

function nameOf(row: Row, account: string): Untranslated {
  const code = textOf(row.ART_CODE)
  return { entity: 'stock', key: code ?? 'without a code', raw: row, origin: { connector: 'accountview', account, id: code } }
}

function stockOf(row: Row, chosen: (typeof quantities)[number]): Stock {
  const sku = textOf(row.ART_CODE)
  if (sku === undefined) throw new DataError('AccountView sent it without an article code.', { code: 'sku-missing' })
  const onHand = decimalOf(row.QTY_TECH)
  const unreserved = decimalOf(row.QTY_AVAIL)
  return given({
    sku,
    onHand,
    reserved: onHand === undefined || unreserved === undefined ? undefined : new Big(onHand).minus(unreserved).toFixed(),
    available: decimalOf(row[chosen]),
    incoming: decimalOf(row.QTY_BESTEL),
    locations: [],
  })
}

function lastKeyIn(position: Json): string | undefined {
  const { lastKey } = (typeof position === 'object' && position !== null ? position : {}) as { readonly lastKey?: unknown }
  return typeof lastKey === 'string' && lastKey !== '' ? lastKey : undefined
}

function describeRound(position: Json): string {
  const lastKey = lastKeyIn(position)
  if (lastKey !== undefined) return `this round up to article ${lastKey}`
  const { articles } = (typeof position === 'object' && position !== null ? position : {}) as { readonly articles?: unknown }
  return typeof articles === 'number' && Number.isFinite(articles) ? 'a whole round; the next one reads all articles again' : 'not read yet'
}
