import {
  type CreateItem,
  defineEntity,
  defineRead,
  type Existing,
  type FindItem,
  type FindRequest,
  type UpdateItem,
  type WriteRequest,
  type WriteResult,
} from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Customer, emailKey, customer as schema } from '#core/model/customer.ts'
import { attemptInOrder } from '../attempt.ts'
import type { AccountViewClient } from '../client.ts'
import { findRows } from '../find-rows.ts'
import { fieldsOf, type Installation, loadInstallation, requireFields, requireOpen } from '../installation.ts'
import { objects } from '../objects.ts'
import { describeSweep, parseSweepPosition, positionJson, sweepChanges } from '../sweep.ts'
import { debtorMarkerOf, type Row, textOf, unique } from '../values.ts'
import { type WriteRow, writeTable } from '../write-table.ts'
import { customerOf, customerPaths, debtorFields, extraFields, fieldsOfPath, heldCustomer, searchCodeOf } from './customer-values.ts'

const { debtors } = objects

const writeFields = {
  collectiveAccount: field.liveChoice({
    label: 'Collective account',
    help: 'The ledger account new debtors are collected under. Empty: the one AccountView takes by itself.',
    list: 'ledger-accounts',
    optional: true,
  }),
  vatCode: field.liveChoice({
    label: 'VAT code of new debtors',
    help: 'Map extra.VAT_CODE to set it by country. Empty: AccountView decides.',
    list: 'vat-codes',
    optional: true,
  }),
} as const

type WriteSettings = ValuesOf<typeof writeFields>

/** Debtors: companies with their contact person, or persons. */
export const customer = defineEntity<AccountViewClient, Customer>({
  entity: 'customer',
  label: 'Customers',
  schema,
  read: defineRead<AccountViewClient, Record<never, never>>({
    fields: {},
    describePosition: describeSweep,
    pages: async function* (client, { position, signal }) {
      const installation = await openDebtors(client, signal)
      const sweep = sweepChanges(client, {
        object: debtors,
        fields: fieldsOf(installation, debtors, debtorFields),
        position: parseSweepPosition(position),
        hasStamps: installation.tables.get(debtors.table)?.has('CNG_DATE') ?? false,
        signal,
      })
      for await (const page of sweep) {
        yield {
          ...translatePage(page.rows, { name: (row) => nameOf(row, client.account), translate: (row) => recordOf(row, client.account) }),
          position: positionJson(page.position),
        }
      }
    },
  }),
  find: { by: ['email', 'reference'], run: findCustomers },
  create: { idempotency: 'lookup', batch: 20, run: createCustomers },
  update: { batch: 20, paths: customerPaths, run: updateCustomers },
  writeFields,
  codes: {
    read: {
      'payment-terms': { list: 'payment-terms' },
      'price-list': { list: 'price-lists' },
      'customer-group': { list: 'customer-groups' },
    },
    write: {
      'tax-code': { list: 'vat-codes', path: 'extra.VAT_CODE' },
      'revenue-account': { list: 'ledger-accounts', path: 'extra.ACCT_NR' },
      'payment-terms': { list: 'payment-terms' },
    },
  },
})

async function openDebtors(client: AccountViewClient, signal: AbortSignal): Promise<Installation> {
  const installation = await loadInstallation(client, signal)
  requireOpen(installation, debtors, 'read')
  requireFields(installation, debtors, ['SUB_NR', 'ACCT_NAME'])
  return installation
}

/** Known by e-mail; a debtor without one by its number. */
function nameOf(row: Row, account: string): Untranslated {
  const [number, email] = [textOf(row.SUB_NR), textOf(row.MAIL_BUS)]
  const key = email === undefined ? (number ?? 'without a number') : emailKey(email)
  return { entity: 'customer', key, raw: row, origin: { connector: 'accountview', account, id: number } }
}

function recordOf(row: Row, account: string): FlowRecord<Customer> {
  if (textOf(row.SUB_NR) === undefined) throw new DataError('AccountView sent it without a debtor number.', { code: 'number-missing' })
  // A made-up name would end up in the books.
  if (textOf(row.ACCT_NAME) === undefined && textOf(row.MAIL_BUS) === undefined) {
    throw new DataError('it has neither a name nor an e-mail address.', {
      code: 'name-missing',
      hint: 'Give the debtor a name in AccountView.',
    })
  }
  // Fields of AccountView's own are for AccountView: no other system could take them. A mapping reaches them as raw.VAT_CODE.
  const { extra: _own, ...data } = customerOf(row)
  return { ...nameOf(row, account), data }
}

async function findCustomers(
  client: AccountViewClient,
  { by, items, signal }: FindRequest,
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const installation = await openDebtors(client, signal)
  const [fieldName, wantedOf, keyOf] =
    by === 'email'
      ? (['MAIL_BUS', ({ key }: { readonly key: string }) => emailKey(key), emailKey] as const)
      : ([
          'DEB_NR',
          ({ key, externalId }: { readonly key: string; readonly externalId?: string }) => debtorMarkerOf(externalId ?? key),
          same,
        ] as const)
  requireFields(installation, debtors, [fieldName])
  const spelled = by === 'email' ? items.map(({ key, data }) => (typeof data?.email === 'string' ? data.email.trim() : key)) : []
  // Letter case counts when AccountView compares: an address is asked for in small letters, as we keep it, and as it came.
  const values = [...items.map(wantedOf), ...spelled].filter((value) => value !== '')
  const rows = await findRows(client, {
    object: debtors,
    field: fieldName,
    values,
    fields: fieldsOf(installation, debtors, debtorFields),
    signal,
  })
  const byValue = Map.groupBy(rows, (row) => keyOf(textOf(row[fieldName]) ?? ''))
  return new Map(items.map((item) => [item.key, (byValue.get(wantedOf(item)) ?? []).flatMap((row) => existingOf(row, item.data))]))
}

const same = (text: string): string => text

function existingOf(row: Row, data: FindItem['data']): readonly Existing[] {
  const id = textOf(row.SUB_NR)
  if (id === undefined) return []
  return [{ id, label: `${textOf(row.ACCT_NAME) ?? ''} (${id})`.trim(), data: customerOf(row), wanted: data && heldCustomer(data) }]
}

async function createCustomers(
  client: AccountViewClient,
  { items, settings, signal }: WriteRequest<CreateItem<Customer>, WriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptInOrder(items, {
    find: async (item) => {
      // By our own number where the field is open, else by e-mail: before this create nobody had it.
      const installation = await openDebtors(client, signal)
      const by = installation.tables.get(debtors.table)?.has('DEB_NR') ? 'reference' : 'email'
      const [found] = (await findCustomers(client, { by, items: [item], signal })).get(item.key) ?? []
      return found && { ok: true, id: found.id, label: found.label, existed: true }
    },
    write: async (item, leave) => {
      const installation = await openDebtors(client, signal)
      requireOpen(installation, debtors, 'insert')
      const row = newDebtor(item, settings, installation)
      const header = writeTable(installation, debtors.table, { rows: [row] })
      leave()
      const stored = await client.create({ object: debtors, bookDate: today(client), header, signal })
      const id = textOf(stored.SUB_NR)
      if (id === undefined)
        throw new DataError(`AccountView stored ${item.data.name} without telling its number.`, { code: 'answer-unexpected' })
      return { ok: true, id, label: `${item.data.name} (${id})` }
    },
  })
}

function newDebtor({ data, externalId }: CreateItem<Customer>, settings: WriteSettings, installation: Installation): WriteRow {
  const [contact] = data.contacts
  const known = installation.tables.get(debtors.table)
  const filled = unique([...customerPaths.map((path) => path.split('.')[0] ?? path), 'language'])
    // A new debtor is not blocked and has nothing to empty.
    .filter((path) => path !== 'active' || !data.active)
    .map((path) => fieldsOfPath(path, data))
  const row: WriteRow = {
    ...Object.assign({}, ...filled),
    SRC_CODE: searchCodeOf(data.name),
    MAIN_CONT: data.kind === 'person' ? data.name : (contact?.name ?? ''),
    ...(known?.has('DEB_NR') && { DEB_NR: debtorMarkerOf(externalId) }),
    ...(settings.collectiveAccount && { ACCT_NR: settings.collectiveAccount }),
    ...(settings.vatCode && { VAT_CODE: settings.vatCode }),
    ...extraFields(data.extra),
  }
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))
}

/** Looks the debtor up first: AccountView's PUT wants the number, and what it demands of every debtor, beside what changes. */
async function updateCustomers(
  client: AccountViewClient,
  { items, signal }: WriteRequest<UpdateItem<Customer>, WriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptInOrder(items, {
    write: async (item, leave): Promise<WriteResult> => {
      const installation = await openDebtors(client, signal)
      requireOpen(installation, debtors, 'update')
      const rows = await findRows(client, {
        object: debtors,
        field: 'SUB_NR',
        values: [item.id],
        fields: ['SUB_NR', 'ACCT_NAME', 'SRC_CODE'],
        signal,
      })
      const current = rows.find((row) => textOf(row.SUB_NR) === item.id)
      if (!current) {
        throw new DataError(`Debtor ${item.id} is no longer in AccountView.`, {
          code: 'not-found',
          hint: 'Run it again, so that it is looked up anew.',
        })
      }
      const paths = [...new Set(item.changes.map(({ path }) => path.split('.')[0] ?? path))]
      const changed = paths.map((path) => (path === 'extra' ? extraFields(changedExtra(item)) : fieldsOfPath(path, item.data)))
      const row: WriteRow = {
        SUB_NR: item.id,
        ACCT_NAME: textOf(current.ACCT_NAME) ?? item.data.name,
        SRC_CODE: textOf(current.SRC_CODE) ?? searchCodeOf(item.data.name),
        ...Object.assign({}, ...changed),
      }
      const header = writeTable(installation, debtors.table, { rows: [row] })
      leave()
      await client.change({ object: debtors, bookDate: today(client), id: item.id, header, signal })
      return { ok: true, id: item.id, label: `${item.data.name} (${item.id})` }
    },
  })
}

function changedExtra({ changes }: UpdateItem<Customer>): Customer['extra'] {
  return Object.fromEntries(changes.flatMap(({ path, to }) => (path.startsWith('extra.') ? [[path.slice('extra.'.length), to ?? '']] : [])))
}

function today({ clock }: AccountViewClient): string {
  return clock.now().toISOString().slice(0, 10)
}
