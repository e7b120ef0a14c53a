import { attemptAll } from '#core/kit/attempt.ts'
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
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { customer as customerSchema, emailKey } from '#core/model/customer.ts'
import { anyOf, type EaccountingClient } from '../client.ts'
import { chosen, loadTerms, type Terms } from '../reference-data.ts'
import { changesFields, describeSweep, pagesByChange } from '../sweep.ts'
import { filled, withoutAbsent } from '../values/text.ts'
import { chunks } from './chunks.ts'
import {
  type CustomerData,
  type CustomerRow,
  customerExtra,
  customerMembers,
  customerReadOnly,
  customerRow,
  toCustomer,
  type Writing,
} from './customer-rows.ts'
import { extraMembers, replacement } from './extra.ts'

const readFields = {
  onlyActive: field.toggle({
    label: 'Only active customers',
    help: 'Off: customers that are switched off travel on too, so that the target can switch them off.',
    default: false,
  }),
  ...changesFields,
} as const

const writeFields = {
  paymentTerms: field.liveChoice({
    label: 'Terms of payment for new customers',
    help: 'eAccounting demands them. Used when the customer brings none of its own.',
    list: 'payment-terms',
  }),
  city: field.text({
    label: 'City when there is none',
    help: 'eAccounting demands a city. Empty: a new customer without one is refused.',
    optional: true,
    maxLength: 50,
  }),
  postalCode: field.text({
    label: 'Postal code when there is none',
    help: 'eAccounting demands a postal code. Empty: a new customer without one is refused.',
    optional: true,
    maxLength: 10,
  }),
  longTexts: field.choice({
    label: 'Texts that are too long',
    help: 'A name and an address line have 50 characters in eAccounting.',
    options: { cut: 'are cut', refuse: 'are refused' },
    default: 'cut',
    rare: true,
  }),
} as const

type WriteSettings = ValuesOf<typeof writeFields>

export const customer = defineEntity<EaccountingClient, CustomerData>({
  entity: 'customer',
  label: 'Customers',
  schema: customerSchema,
  read: defineRead<EaccountingClient, typeof readFields>({
    fields: readFields,
    describePosition: describeSweep,
    pages: (client, request) =>
      pagesByChange(client, request, {
        ...{ collection: 'customers', schema: customerRow, stamp: 'ChangedUtc' },
        where: request.settings.onlyActive ? 'IsActive eq true' : undefined,
        translate: (rows) =>
          translatePage(rows, {
            name: (row) => nameOf(row, client),
            translate: (row) => ({ ...nameOf(row, client), data: readable(row) }),
          }),
      }),
  }),
  find: { by: ['email'], run: findCustomers },
  create: { idempotency: 'lookup', batch: 50, run: createCustomers },
  update: { batch: 50, paths: [...Object.keys(customerMembers), 'extra'], run: updateCustomers },
  codes: { read: { 'payment-terms': { list: 'payment-terms' } }, write: { 'payment-terms': { list: 'payment-terms' } } },
  writeFields,
})

/** A made-up name would end up in the target; what is found to compare with may go by its number. */
function readable(row: CustomerRow) {
  if (filled(row.Name) ?? filled(row.EmailAddress)) return toCustomer(row)
  throw new DataError('it has neither a name nor an e-mail address.', {
    code: 'name-missing',
    hint: 'Give the customer a name in eAccounting; it is read again once it has changed there.',
  })
}

/** Known by e-mail; a customer without one by its number. */
function nameOf(row: CustomerRow, { account }: EaccountingClient): Untranslated {
  const email = filled(row.EmailAddress)
  const key = email === undefined ? (filled(row.CustomerNumber) ?? row.Id) : emailKey(email)
  return { entity: 'customer', key, raw: row, origin: { connector: 'eaccounting', account, id: row.Id } }
}

async function findCustomers(
  client: EaccountingClient,
  { items, settings, signal }: FindRequest<WriteSettings>,
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const rows = await rowsByEmail(client, items, signal)
  const terms = items.some(({ data }) => data?.paymentTerms) ? await loadTerms(client, signal) : []
  return new Map(
    items.map((item) => [
      item.key,
      (rows.get(emailKey(item.key)) ?? []).map((row) => ({
        id: row.Id,
        label: [row.Name, row.CustomerNumber].filter(Boolean).join(' · '),
        data: { ...toCustomer(row), extra: row },
        wanted: item.data && asKept(item, { longTexts: settings?.longTexts ?? 'cut', terms }),
      })),
    ]),
  )
}

/**
 * Whether the vendor's `eq` minds capitals is not published: an address is asked for as people compare it and as the source writes
 * it, and compared here.
 */
async function rowsByEmail(
  client: EaccountingClient,
  items: readonly FindItem[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly CustomerRow[]>> {
  const spellings = items.flatMap(({ key, data }) => [emailKey(key), ...(typeof data?.email === 'string' ? [data.email.trim()] : [])])
  const answers = await Promise.all(
    chunks([...new Set(spellings)], 20).map((some) =>
      client.all('customers', { schema: customerRow, filter: anyOf('EmailAddress', some), signal }),
    ),
  )
  return Map.groupBy(answers.flat(), ({ EmailAddress }) => emailKey(EmailAddress ?? ''))
}

/** The customer as eAccounting would tell it after a write: cut, with one contact, with addresses in its own lines. */
function asKept({ key, data }: FindItem, { longTexts, terms }: Pick<Writing, 'longTexts'> & { readonly terms: readonly Terms[] }) {
  const given = data as CustomerData
  try {
    const writing = { longTexts, what: `Customer ${key}`, termsId: (text: string) => termsIdOf(terms, text, `Customer ${key}`) }
    const members = Object.keys(customerMembers).filter((path) => path in given)
    const row = Object.assign({ Id: '' }, ...members.map((path) => customerMembers[path]?.(given, writing)))
    const kept: Readonly<Record<string, unknown>> = { ...toCustomer({ ...row, IsPrivatePerson: given.kind === 'person' }) }
    return { ...Object.fromEntries(members.map((path) => [path, kept[path]])), extra: given.extra }
  } catch (error) {
    // What cannot be kept is compared as it came, and refused in words when it is written.
    if (error instanceof DataError) return undefined
    throw error
  }
}

function createCustomers(
  client: EaccountingClient,
  { items, settings, signal }: WriteRequest<CreateItem<CustomerData>, WriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async (item, leave) => {
    const what = `Customer ${item.key}`
    if (item.attempt === 'again') {
      const [made] = (await rowsByEmail(client, [item], signal)).get(emailKey(item.data.email ?? item.key)) ?? []
      if (made) return { ok: true, id: made.Id, label: made.Name ?? undefined, existed: true }
    }
    const body = await newCustomer(client, { data: item.data, settings, what, signal })
    leave()
    const { Id, Name } = await client.create('customers', body, customerRow, signal)
    return { ok: true, id: Id, label: Name ?? undefined }
  })
}

async function newCustomer(
  client: EaccountingClient,
  {
    data,
    settings,
    what,
    signal,
  }: { readonly data: CustomerData; readonly settings: WriteSettings; readonly what: string; readonly signal: AbortSignal },
): Promise<object> {
  const terms = data.paymentTerms ? await loadTerms(client, signal) : []
  const writing = { longTexts: settings.longTexts, what, termsId: (text: string) => termsIdOf(terms, text, what) }
  const members: Partial<CustomerRow> = Object.assign({}, ...Object.values(customerMembers).map((member) => member(data, writing)))
  const body = {
    IsActive: true,
    IsPrivatePerson: data.kind !== 'company',
    TermsOfPaymentId: settings.paymentTerms,
    ...withoutNull(members),
    InvoiceCity: demanded(members.InvoiceCity ?? settings.city, { what, name: 'city' }),
    InvoicePostalCode: demanded(members.InvoicePostalCode ?? settings.postalCode, { what, name: 'postal code' }),
    ...extraMembers(customerExtra, data.extra, what),
  }
  return body
}

function demanded(value: string | null | undefined, { what, name }: { readonly what: string; readonly name: string }): string {
  if (value) return value
  throw new DataError(`${what} has no ${name}, which eAccounting demands.`, {
    code: 'address-incomplete',
    hint: `Fill it in in the source, or give this node a ${name} for customers without one.`,
  })
}

/** Each is read as it stands and sent back whole with its changes: a replacement that leaves something out clears it. */
function updateCustomers(
  client: EaccountingClient,
  { items, settings, signal }: WriteRequest<UpdateItem<CustomerData>, WriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async (item, leave) => {
    const what = `Customer ${item.key}`
    const current = await client.get('customers', item.id, customerRow, signal)
    if (!current) {
      throw new DataError(`${what} is no longer in eAccounting.`, {
        code: 'not-found',
        hint: 'It was removed after it was found. Run it again, so that it is looked up anew.',
      })
    }
    const paths = new Set(item.changes.map(({ path }) => path.split('.')[0] ?? ''))
    const terms = paths.has('paymentTerms') ? await loadTerms(client, signal) : []
    const writing = { longTexts: settings.longTexts, what, termsId: (text: string) => termsIdOf(terms, text, what) }
    const changed: Partial<CustomerRow> = Object.assign({}, ...[...paths].map((path) => customerMembers[path]?.(item.data, writing)))
    const demands = {
      ...(changed.InvoiceCity === null && { InvoiceCity: current.InvoiceCity }),
      ...(changed.InvoicePostalCode === null && { InvoicePostalCode: current.InvoicePostalCode }),
    }
    const extra = paths.has('extra') ? extraMembers(customerExtra, item.data.extra, what) : {}
    leave()
    const body = replacement(current, { ...changed, ...demands, ...extra }, customerReadOnly)
    const { Name } = await client.replace('customers', item.id, body, customerRow, signal)
    return { ok: true, id: item.id, label: Name ?? undefined }
  })
}

/** A number of days is as good as a name: `30`. */
function termsIdOf(terms: readonly Terms[], text: string, what: string): string {
  const namesOf = ({ Name, NumberOfDays }: Terms) => [Name, NumberOfDays === null ? undefined : String(NumberOfDays)]
  return chosen(terms, text, { namesOf, what, list: 'terms of payment' }).Id
}

function withoutNull<T extends object>(members: T): Partial<T> {
  return withoutAbsent(Object.fromEntries(Object.entries(members).map(([name, value]) => [name, value ?? undefined]))) as Partial<T>
}
