import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { AccountViewClient } from '../client.ts'
import { findRows } from '../find-rows.ts'
import { fieldsOf, type Installation, loadInstallation, refusalOf } from '../installation.ts'
import { type BusinessObject, objects, orderNumberFields } from '../objects.ts'
import { type Row, textOf } from '../values.ts'
import { searchText } from './order-reference.ts'

/** Where orders go, and the text in which they carry their reference. */
export interface DocumentKind {
  readonly object: BusinessObject
  readonly referenceField: string
  /** Kept per book year, so that each year is asked for. */
  readonly isByYear: boolean
}

export const salesOrder: DocumentKind = { object: objects.salesOrders, referenceField: 'COMMENT1', isByYear: false }
export const journalInvoice: DocumentKind = { object: objects.journalPages, referenceField: 'HDR_DESC', isByYear: true }

/** What of a document is read back. */
const labelFields = [...orderNumberFields, 'DJ_CODE', 'PAGE_NR', 'INV_NR'] as const

interface FindRequest {
  readonly items: readonly FindItem[]
  readonly signal: AbortSignal
}

/** Looks for documents by our sign in their text, among sales orders and among the journal pages of this book year and the last. */
export async function findOrders(
  client: AccountViewClient,
  { items, signal }: FindRequest,
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const installation = await loadInstallation(client, signal)
  const open = [salesOrder, journalInvoice].filter((kind) => isSearchable(installation, kind))
  if (open.length === 0) {
    throw new SettingsError(
      'This administration opens neither sales orders (SO1) nor journal pages (DJ2): orders can be neither found nor placed.',
      {
        code: 'not-open',
        hint: 'Test on the connection lists all that is not open.',
      },
    )
  }
  const thisYear = client.clock.now().getUTCFullYear()
  const found = new Map<string, Existing[]>(items.map(({ key }) => [key, []]))
  for (const kind of open) {
    for (const year of kind.isByYear ? [thisYear, thisYear - 1] : [undefined]) {
      const bookDate = year === undefined ? undefined : `${year}-12-31`
      for (const [key, existing] of await findKind(client, kind, { items, installation, bookDate, signal }))
        found.get(key)?.push(...existing)
    }
  }
  return found
}

export function isSearchable(installation: Installation, { object, referenceField }: DocumentKind): boolean {
  return refusalOf(installation, object, 'read') === undefined && (installation.tables.get(object.table)?.has(referenceField) ?? false)
}

/** Documents of one kind in one book year. */
export async function findKind(
  client: AccountViewClient,
  { object, referenceField }: DocumentKind,
  { items, installation, bookDate, signal }: FindRequest & { readonly installation: Installation; readonly bookDate?: string },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const fields = [referenceField, ...fieldsOf(installation, object, labelFields)]
  const key = installation.tables.get(object.table)?.has(object.key)
    ? object.key
    : (fieldsOf(installation, object, labelFields)[0] ?? referenceField)
  const signOf = ({ key: own, externalId }: FindItem) => searchText(externalId ?? own)
  const rows = await findRows(client, {
    object: { ...object, key },
    field: referenceField,
    operator: 'Contains',
    values: items.map(signOf),
    fields,
    bookDate,
    signal,
  })
  return new Map(
    items.map((item) => {
      const own = rows.filter((row) => textOf(row[referenceField])?.includes(signOf(item)))
      return [item.key, own.map((row) => existingOf(row, signOf(item)))]
    }),
  )
}

function existingOf(row: Row, sign: string): Existing {
  const { id, label } = namesOf(row, sign)
  return { id, label, data: { number: label } }
}

/** What a stored document is called; where no field for its number is known, by our own sign. */
export function namesOf(row: Row, sign: string): { readonly id: string; readonly label: string } {
  const page = textOf(row.PAGE_NR)
  const journal = textOf(row.DJ_CODE)
  if (journal !== undefined && page !== undefined) {
    const invoice = textOf(row.INV_NR)
    return { id: `${journal}/${page}`, label: invoice ?? `${journal} page ${page}` }
  }
  const number = orderNumberFields.map((name) => textOf(row[name])).find((one) => one !== undefined)
  return { id: number ?? sign, label: number ?? sign }
}
