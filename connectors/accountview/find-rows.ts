import { allRows } from './all-rows.ts'
import type { AccountViewClient, Condition } from './client.ts'
import { type BusinessObject, keysPerRequest } from './objects.ts'
import { chunks, type Row, unique } from './values.ts'

/** Records in which a field holds one of some values, a few values to a request. What comes back may hold others too: compare exactly. */
export async function findRows(
  client: AccountViewClient,
  {
    object,
    field,
    values,
    fields,
    operator = 'Equal',
    bookDate,
    signal,
  }: {
    readonly object: BusinessObject
    readonly field: string
    readonly values: readonly string[]
    readonly fields: readonly string[]
    readonly operator?: Condition['operator']
    readonly bookDate?: string
    readonly signal: AbortSignal
  },
): Promise<readonly Row[]> {
  // One request may answer with a record that another one asks for: A4 is the beginning of A40.
  const found = new Map<string, Row>()
  for (const some of chunks(unique(values), keysPerRequest)) {
    const where = some.map((value) => ({ field, operator, type: 'C', value }) as const)
    const rows = await allRows(client, { object, fields, where, matchesAny: true, bookDate, signal })
    // EXT_KEY counts the rows of an answer and says nothing of the record.
    for (const row of rows) found.set(JSON.stringify({ ...row, EXT_KEY: undefined }), row)
  }
  return [...found.values()]
}
