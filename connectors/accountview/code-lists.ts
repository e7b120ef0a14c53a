import type { LiveChoice } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { allRows, pagesOfRows } from './all-rows.ts'
import type { AccountViewClient } from './client.ts'
import { fieldsOf, type Installation, loadInstallation, loadTables, requireFields, requireOpen } from './installation.ts'
import { type BusinessObject, objects } from './objects.ts'
import { type Row, textOf } from './values.ts'

/** Codes that debtors carry and of which no standard object is published. */
export interface DebtorCode {
  /** Fields of a debtor that hold one. */
  readonly fields: readonly [string, ...string[]]
  /** What an object that lists them calls itself, in the languages AccountView speaks. */
  readonly named: RegExp
}

/** Debtors read for the codes they carry: 25 requests. */
const mostDebtors = 5_000
/** Objects looked into; each costs a request. */
const mostObjects = 4

/**
 * All codes where the administration opens an object that lists them, known by its description and by having the debtors' field;
 * else those its debtors carry, with how many do. The second list may lack a code nobody has yet: it can be typed.
 * @throws SettingsError where debtors are not open, or have no such field
 */
export async function loadDebtorCodes(client: AccountViewClient, code: DebtorCode, signal: AbortSignal): Promise<readonly LiveChoice[]> {
  const installation = await loadInstallation(client, signal)
  const listed = await listedCodes(client, { installation, code, signal })
  return listed.length > 0 ? listed : carriedCodes(client, { installation, code, signal })
}

interface Asked {
  readonly installation: Installation
  readonly code: DebtorCode
  readonly signal: AbortSignal
}

async function listedCodes(client: AccountViewClient, { installation, code, signal }: Asked): Promise<readonly LiveChoice[]> {
  const known = new Set<string>(Object.values(objects).map((object) => object.code))
  const likely = [...installation.objects.values()].filter((one) => !known.has(one.code) && code.named.test(one.description))
  for (const { code: objectCode, description } of likely.slice(0, mostObjects)) {
    const place = await placeOf(client, { objectCode, description, fields: code.fields, signal })
    if (!place) continue
    const rows = await allRows(client, { object: place.object, fields: [place.object.key, ...place.names], signal })
    // A list of lines names its code on each of them.
    return [...new Map(rows.flatMap((row) => choiceOf(row, place)).map((choice) => [choice.value, choice])).values()]
  }
  return []
}

interface Place {
  readonly object: BusinessObject
  readonly names: readonly string[]
}

/** Where an object keeps its codes; undefined for one that may not be read, is empty, or lists something else. */
async function placeOf(
  client: AccountViewClient,
  {
    objectCode,
    description,
    fields,
    signal,
  }: { readonly objectCode: string; readonly description: string; readonly fields: readonly string[]; readonly signal: AbortSignal },
): Promise<Place | undefined> {
  const tables = await client.firstOf(objectCode, signal).catch((error: unknown) => {
    if (error instanceof DataError) return []
    throw error
  })
  for (const [table, row] of tables) {
    const key = fields.find((name) => name in row)
    if (key === undefined) continue
    const described = (await loadTables(client, [table], signal)).get(table)
    const isName = ({ name, type }: { readonly name: string; readonly type: string }) => type === 'C' && /_(NAME|DESC)\d*$/.test(name)
    const names = [...(described?.values() ?? [])].filter(isName).map(({ name }) => name)
    return { object: { code: objectCode, table, key, label: description }, names: names.slice(0, 1) }
  }
  return undefined
}

function choiceOf(row: Row, { object, names }: Place): readonly LiveChoice[] {
  const value = textOf(row[object.key])
  const name = textOf(row[names[0] ?? ''])
  return value === undefined ? [] : [{ value, label: name === undefined ? value : `${value} · ${name}` }]
}

async function carriedCodes(client: AccountViewClient, { installation, code, signal }: Asked): Promise<readonly LiveChoice[]> {
  requireOpen(installation, objects.debtors, 'read')
  const fields = fieldsOf(installation, objects.debtors, code.fields)
  if (fields.length === 0) requireFields(installation, objects.debtors, code.fields.slice(0, 1))
  const counts = new Map<string, number>()
  let read = 0
  for await (const { rows } of pagesOfRows(client, { object: objects.debtors, fields, signal })) {
    for (const row of rows) {
      const value = fields.map((name) => textOf(row[name])).find((one) => one !== undefined)
      if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    read += rows.length
    if (read >= mostDebtors) break
  }
  return [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([value, count]) => ({ value, label: `${value} · ${count === 1 ? '1 debtor' : `${count} debtors`}` }))
}
