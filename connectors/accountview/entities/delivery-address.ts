import type { Order } from '#core/model/order.ts'
import type { Address } from '#core/model/shared.ts'
import { allRows } from '../all-rows.ts'
import type { AccountViewClient } from '../client.ts'
import { fieldsOf, loadInstallation, requireOpen } from '../installation.ts'
import { objects } from '../objects.ts'
import { textOf } from '../values.ts'
import { writeTable } from '../write-table.ts'
import { lineOf } from './customer-values.ts'

const { deliveryAddresses } = objects

/** The address an order goes to, when it is another one than where it is billed. */
export function ownDelivery({ billing, shipping }: Order): Address | undefined {
  if (!shipping || lineOf(shipping) === '') return undefined
  const place = (address: Address) =>
    [lineOf(address), address.postalCode ?? '', address.city ?? '', address.country ?? ''].join('\n').toUpperCase()
  return billing && place(billing) === place(shipping) ? undefined : shipping
}

/**
 * The code of a debtor's delivery address, looked up by street and postcode and added when it is new. Orders name delivery addresses
 * by this code only.
 */
export async function deliveryCode(
  client: AccountViewClient,
  {
    debtor,
    address,
    bookDate,
    leave,
    signal,
  }: {
    readonly debtor: string
    readonly address: Address
    readonly bookDate: string
    readonly leave: () => void
    readonly signal: AbortSignal
  },
): Promise<string> {
  const installation = await loadInstallation(client, signal)
  requireOpen(installation, deliveryAddresses, 'read')
  const line = lineOf(address)
  const postalCode = (address.postalCode ?? '').toUpperCase()
  const rows = await allRows(client, {
    object: deliveryAddresses,
    fields: fieldsOf(installation, deliveryAddresses, ['REC_ID', 'SUB_NR', 'ADDRESS1', 'POST_CODE', 'CITY']),
    where: [
      { field: 'SUB_NR', operator: 'Equal', type: 'C', value: debtor },
      { field: 'POST_CODE', operator: 'Equal', type: 'C', value: postalCode },
      { field: 'ADDRESS1', operator: 'Equal', type: 'C', value: line },
    ],
    signal,
  })
  const same = rows.find(
    (row) => textOf(row.SUB_NR) === debtor && textOf(row.ADDRESS1) === line && (textOf(row.POST_CODE) ?? '').toUpperCase() === postalCode,
  )
  const known = textOf(same?.REC_ID)
  if (known !== undefined) return known
  requireOpen(installation, deliveryAddresses, 'insert')
  const row = {
    SUB_NR: debtor,
    DEL_NAME: address.company ?? address.name ?? '',
    ADDRESS1: line,
    POST_CODE: postalCode,
    CITY: address.city ?? '',
    CNT_CODE: address.country ?? '',
  }
  const header = writeTable(installation, deliveryAddresses.table, { rows: [row] })
  leave()
  const stored = await client.create({ object: deliveryAddresses, bookDate, header, signal })
  return textOf(stored.REC_ID) ?? ''
}
