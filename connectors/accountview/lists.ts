import type { LiveChoice } from '#core/kit/define-connector.ts'
import { allRows } from './all-rows.ts'
import type { AccountViewClient } from './client.ts'
import { type DebtorCode, loadDebtorCodes } from './code-lists.ts'
import { loadGroups } from './entities/article-groups.ts'
import { fieldsOf, loadInstallation, refusalOf, requireOpen } from './installation.ts'
import { type BusinessObject, objects } from './objects.ts'
import { decimalOf, given, type Row, textOf } from './values.ts'

export interface Journal {
  readonly code: string
  readonly name: string
  readonly numbersItself: boolean
}

/** The journals; none where they are not open. */
export function loadJournals(client: AccountViewClient, signal: AbortSignal): Promise<readonly Journal[]> {
  return client.memory.recall('journals', async () => {
    const installation = await loadInstallation(client, signal)
    if (refusalOf(installation, objects.journals, 'read') !== undefined) return []
    const rows = await allRows(client, {
      object: objects.journals,
      fields: fieldsOf(installation, objects.journals, ['DJ_CODE', 'DJ_NAME', 'NUM_AUTO']),
      signal,
    })
    return rows.flatMap((row) => {
      const code = textOf(row.DJ_CODE)
      // A journal that does not say so gives numbers itself, as sales journals do.
      return code === undefined ? [] : [{ code, name: textOf(row.DJ_NAME) ?? code, numbersItself: row.NUM_AUTO !== false }]
    })
  })
}

type Load = (client: AccountViewClient, signal: AbortSignal) => Promise<readonly LiveChoice[]>

/** All records of an object as choices. @throws SettingsError where it is not open */
function listOf(
  object: BusinessObject,
  fields: readonly string[],
  label: (row: Row) => string,
  more: (row: Row) => object = () => ({}),
): Load {
  return async (client, signal) => {
    const installation = await loadInstallation(client, signal)
    requireOpen(installation, object, 'read')
    const rows = await allRows(client, { object, fields: fieldsOf(installation, object, [object.key, ...fields]), signal })
    return rows.flatMap((row) => {
      const value = textOf(row[object.key])
      return value === undefined ? [] : [{ value, label: `${value} · ${label(row)}`.replace(/ · $/, ''), ...more(row) }]
    })
  }
}

const vatCodes = listOf(
  objects.vatCodes,
  ['VAT_NAME', 'VAT_PCT'],
  (row) => {
    const percent = decimalOf(row.VAT_PCT)
    return `${textOf(row.VAT_NAME) ?? ''}${percent === undefined ? '' : ` (${percent} %)`}`.trim()
  },
  (row) => given({ rate: decimalOf(row.VAT_PCT) }),
)

const codesOf =
  (code: DebtorCode): Load =>
  (client, signal) =>
    loadDebtorCodes(client, code, signal)

/** Lists of the live administration, for choices and mappings. */
export const lists = {
  companies: {
    label: 'Administrations',
    load: async (client: AccountViewClient, signal: AbortSignal) =>
      (await client.companies(signal)).map(({ id, name, code }) => ({ value: id, label: code === undefined ? name : `${name} (${code})` })),
  },
  'vat-codes': { label: 'VAT codes', load: vatCodes },
  journals: {
    label: 'Journals',
    load: async (client: AccountViewClient, signal: AbortSignal) => {
      requireOpen(await loadInstallation(client, signal), objects.journals, 'read')
      return (await loadJournals(client, signal)).map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }))
    },
  },
  'ledger-accounts': { label: 'Ledger accounts', load: listOf(objects.ledger, ['ACCT_NAME'], (row) => textOf(row.ACCT_NAME) ?? '') },
  'payment-terms': {
    label: 'Payment conditions',
    load: codesOf({ fields: ['DISC_CODE'], named: /betalings?[ -]?(conditie|termijn)|payment (condition|term)/i }),
  },
  'price-lists': {
    label: 'Price lists',
    load: codesOf({ fields: ['QD_CODE', 'APX_LIST', 'PCT_LIST'], named: /prijslijst|price list/i }),
  },
  'customer-groups': {
    label: 'Groups of debtors',
    load: codesOf({ fields: ['RPL_GRP'], named: /relatiegroep|(relation|customer) group/i }),
  },
  'article-groups': {
    label: 'Article groups',
    load: async (client: AccountViewClient, signal: AbortSignal) => {
      requireOpen(await loadInstallation(client, signal), objects.articleGroups, 'read')
      return [...(await loadGroups(client, signal)).values()].map(({ code, name }) => ({ value: code, label: name }))
    },
  },
  'article-fields': {
    label: 'Fields of articles',
    load: async (client: AccountViewClient, signal: AbortSignal) => {
      const installation = await loadInstallation(client, signal)
      requireOpen(installation, objects.articles, 'read')
      return [...(installation.tables.get(objects.articles.table)?.values() ?? [])].map(({ name, description }) => ({
        value: name,
        label: description === '' ? name : `${description} (${name})`,
      }))
    },
  },
  'business-objects': {
    label: 'Business objects',
    load: async (client: AccountViewClient, signal: AbortSignal) =>
      [...(await loadInstallation(client, signal)).objects.values()].map(({ code, description }) => ({
        value: code,
        label: `${code} · ${description}`,
      })),
  },
} as const
