import { VendorError } from '#core/kit/errors.ts'
import type { AccountViewClient, Condition } from './client.ts'
import { type BusinessObject, pageSize } from './objects.ts'
import { type Row, textOf } from './values.ts'

export interface RowsQuery {
  readonly object: BusinessObject
  readonly fields: readonly string[]
  readonly where?: readonly Condition[]
  readonly matchesAny?: boolean
  readonly lastKey?: string
  readonly bookDate?: string
  readonly signal: AbortSignal
}

/** Records page by page, in the order of their key: what is added or changed meanwhile moves nothing already passed. */
export async function* pagesOfRows(
  client: AccountViewClient,
  { lastKey, ...query }: RowsQuery,
): AsyncGenerator<{ readonly rows: readonly Row[]; readonly lastKey: string | undefined }> {
  const { key, code } = query.object
  const fields = query.fields.length === 0 || query.fields.includes(key) ? query.fields : [key, ...query.fields]
  let after = lastKey
  for (;;) {
    const rows = await client.read({ ...query, fields, lastKey: after, size: pageSize })
    const next = textOf(rows.at(-1)?.[key])
    yield { rows, lastKey: next ?? after }
    // No total is told: a page that is not full is the last.
    if (rows.length < pageSize) return
    if (next === undefined || next === after) {
      throw new VendorError(`AccountView does not go on after ${code} ${after ?? 'the first page'}: ${key} is missing or stays the same.`, {
        code: 'paging-stuck',
      })
    }
    after = next
  }
}

export async function allRows(client: AccountViewClient, query: RowsQuery): Promise<readonly Row[]> {
  const rows: Row[] = []
  for await (const page of pagesOfRows(client, query)) rows.push(...page.rows)
  return rows
}
