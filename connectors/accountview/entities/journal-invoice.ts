import type { CreateItem } from '#core/kit/define-connector.ts'
import { DataError, SettingsError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'
import type { WriteCommand } from '../client.ts'
import { type Installation, requireFields } from '../installation.ts'
import { objects } from '../objects.ts'
import { type WriteRow, writeTable } from '../write-table.ts'
import { amountKind, amountOf } from './order-amounts.ts'
import { referenceText } from './order-reference.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

const { journalPages } = objects

/** A sales invoice as outsiders may make one: a page in a sales journal, with ledger accounts, amounts and VAT codes, and no articles. */
export function journalInvoiceOf(
  { data, externalId }: CreateItem<Order>,
  {
    installation,
    settings,
    debtor,
    day,
    numbersItself,
  }: {
    readonly installation: Installation
    readonly settings: OrderWriteSettings
    readonly debtor: string
    readonly day: string
    /** The journal gives invoice numbers itself. */
    readonly numbersItself: boolean
  },
): Omit<WriteCommand, 'signal'> {
  const { journal } = settings
  if (!journal) {
    throw new SettingsError('No sales journal is chosen for invoices.', {
      code: 'journal-missing',
      hint: 'Choose the "Sales journal" in the node.',
    })
  }
  requireFields(installation, journalPages, ['DJ_CODE', 'HDR_DESC', 'SUB_NR', 'TRN_DATE'])
  const lines = data.lines.filter(({ kind }) => kind !== 'note')
  if (lines.length === 0) throw new DataError(`Order ${data.number} has no lines.`, { code: 'lines-missing' })
  const kind = amountKind(lines, data)
  const page = installation.tables.get(journalPages.table)
  const header: WriteRow = {
    DJ_CODE: journal,
    SUB_NR: debtor,
    HDR_DESC: referenceText(data.number, externalId, page?.get('HDR_DESC') ?? { length: 0, type: 'C' }),
    ...(page?.has('EXT_DESC') && { EXT_DESC: data.customerReference ?? data.number }),
    TRN_DATE: day,
    GROSS_FLG: kind === 'incl',
    ...(!numbersItself && { INV_NR: data.number }),
    ...(data.note && page?.has('COMMENT1') && { COMMENT1: data.note }),
  }
  const width = installation.tables.get(journalPages.lines)?.get('TRN_DESC')?.length ?? 40
  const rows = lines.map((line, index): WriteRow => {
    const name = `Order ${data.number}, line ${index + 1} "${line.name}"`
    return {
      ACCT_NR: accountOf(line, settings, name),
      // A description may be cut: what counts is the amount, and the order has the whole text.
      TRN_DESC: [...line.name].slice(0, width).join(''),
      AMOUNT: amountOf(line, kind) ?? '0',
      VAT_CODE: vatCodeOf(line, settings, name),
      TRN_QTY: line.quantity,
      TRN_DATE: day,
    }
  })
  return {
    object: journalPages,
    bookDate: day,
    header: writeTable(installation, journalPages.table, { rows: [header] }),
    lines: writeTable(installation, journalPages.lines, { rows, headerId: '1' }),
  }
}

function accountOf(
  { kind, extra, revenueAccount: own }: OrderLine,
  { revenueAccount, shippingAccount }: OrderWriteSettings,
  name: string,
): string {
  const mapped = typeof extra?.ACCT_NR === 'string' && extra.ACCT_NR !== '' ? extra.ACCT_NR : undefined
  const account = mapped ?? (own || undefined) ?? (kind === 'shipping' ? shippingAccount : undefined) ?? revenueAccount
  if (account) return account
  throw new DataError(`${name} has no revenue account.`, { code: 'account-missing', hint: 'Choose the "Revenue account" in the node.' })
}

function vatCodeOf({ taxCode }: OrderLine, { vatCode }: OrderWriteSettings, name: string): string {
  const code = taxCode || vatCode
  if (code) return code
  throw new DataError(`${name} has no VAT code.`, {
    code: 'tax-missing',
    hint: 'Map the tax codes of the source to those of AccountView, or choose a VAT code for lines without one.',
  })
}
