import { SettingsError } from '#core/kit/errors.ts'
import type { Price } from '#core/model/price.ts'
import type { AccountViewClient } from '../client.ts'
import { loadInstallation, loadTables, requireOpen } from '../installation.ts'
import type { BusinessObject } from '../objects.ts'
import { dayOf, decimalOf, given, type Row, textOf, unique } from '../values.ts'
import { loadGroups } from './article-groups.ts'

/** Which field of the user's own table is what; absent ones are not there. */
export interface PriceColumns {
  readonly list?: string | undefined
  readonly group?: string | undefined
  readonly customer?: string | undefined
  readonly sku?: string | undefined
  readonly category?: string | undefined
  readonly from?: string | undefined
  readonly amount?: string | undefined
  readonly percent?: string | undefined
  readonly validFrom?: string | undefined
  readonly validUntil?: string | undefined
}

/** A table of prices that the user named: checked against what the installation opens and its dictionary. @throws SettingsError */
export async function priceFromTable(
  client: AccountViewClient,
  {
    object,
    columns,
    isIncl,
    defaultList,
    signal,
  }: {
    readonly object: BusinessObject
    readonly columns: PriceColumns
    readonly isIncl: boolean
    readonly defaultList: string
    readonly signal: AbortSignal
  },
): Promise<{ readonly object: BusinessObject; readonly fields: readonly string[]; translate(row: Row): readonly Price[] }> {
  const installation = await loadInstallation(client, signal)
  const tables = new Map([...installation.tables, ...(await loadTables(client, [object.table], signal))])
  requireOpen({ ...installation, tables }, object, 'read')
  const fields = unique([object.key, ...Object.values(columns).map((name: string | undefined) => name?.trim().toUpperCase() || undefined)])
  const missing = fields.filter((name) => !tables.get(object.table)?.has(name))
  if (missing.length > 0) {
    throw new SettingsError(`The table ${object.table} has no ${missing.length === 1 ? 'field' : 'fields'} ${missing.join(', ')}.`, {
      code: 'field-not-open',
      hint: `Its fields are: ${[...(tables.get(object.table)?.keys() ?? [])].slice(0, 60).join(', ')}.`,
    })
  }
  const groups = columns.category ? await loadGroups(client, signal) : new Map()
  const cellOf = (row: Row, name: string | undefined) => (name ? row[name.trim().toUpperCase()] : undefined)
  return {
    object,
    fields,
    translate: (row) => {
      const amount = columns.amount ? decimalOf(cellOf(row, columns.amount)) : undefined
      const percent = columns.percent ? decimalOf(cellOf(row, columns.percent)) : undefined
      const hasAmount = amount !== undefined && amount !== '0'
      const hasPercent = percent !== undefined && percent !== '0'
      // A row that says neither is no price.
      if (!hasAmount && !hasPercent) return []
      const from = decimalOf(cellOf(row, columns.from))
      const group = textOf(cellOf(row, columns.category))
      return [
        given({
          priceList: textOf(cellOf(row, columns.list)) ?? defaultList,
          customerGroup: textOf(cellOf(row, columns.group)),
          customerNumber: textOf(cellOf(row, columns.customer)),
          sku: textOf(cellOf(row, columns.sku)),
          category: group === undefined ? undefined : [groups.get(group)?.name ?? group],
          currency: client.currency,
          fromQuantity: from === undefined || from === '0' ? '1' : from,
          priceExcl: hasAmount && !isIncl ? amount : undefined,
          priceIncl: hasAmount && isIncl ? amount : undefined,
          discountPercent: hasPercent ? percent : undefined,
          validFrom: dayOf(cellOf(row, columns.validFrom)),
          validUntil: dayOf(cellOf(row, columns.validUntil)),
        }),
      ]
    },
  }
}
