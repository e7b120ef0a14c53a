import { SettingsError } from '#core/kit/errors.ts'
import type { AccountViewClient } from './client.ts'
import { type BusinessObject, objects } from './objects.ts'
import { textOf } from './values.ts'

/** What outsiders may do with an object here. That it is listed is taken for the right to read it. */
export interface ObjectRights {
  readonly code: string
  readonly description: string
  readonly insert: boolean
  readonly update: boolean
}

export interface DictionaryField {
  readonly name: string
  readonly description: string
  /** C text, N number, T moment, D day, L logical, I integer, Y currency, B double, M memo. */
  readonly type: string
  readonly length: number
  readonly isMandatory: boolean
}

/** What this customer's own AccountView opens: every installation has its own modules, rights and fields. */
export interface Installation {
  readonly objects: ReadonlyMap<string, ObjectRights>
  /** Table → field → definition. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, DictionaryField>>
}

export type Right = 'read' | 'insert' | 'update'

/** Read once in ten minutes; a run rarely takes longer. */
export function loadInstallation(client: AccountViewClient, signal: AbortSignal): Promise<Installation> {
  return client.memory.recall('installation', async () => {
    const rights = await loadObjects(client, signal)
    const tables = Object.values(objects).flatMap((object: BusinessObject) => [object.table, ...(object.lines ? [object.lines] : [])])
    return { objects: rights, tables: await loadTables(client, tables, signal) }
  })
}

async function loadObjects(client: AccountViewClient, signal: AbortSignal): Promise<ReadonlyMap<string, ObjectRights>> {
  const rows = await client.businessObjects(signal)
  return new Map(
    rows.flatMap((row): readonly (readonly [string, ObjectRights])[] => {
      const code = textOf(row.CODE)?.toUpperCase()
      if (code === undefined) return []
      const description = textOf(row.DESCRIPTION) ?? code
      return [[code, { code, description, insert: row.INSERTALLOWED === true, update: row.UPDATEALLOWED === true }]]
    }),
  )
}

/** The fields of some tables; a table the dictionary does not know is absent. */
export async function loadTables(
  client: AccountViewClient,
  tables: readonly string[],
  signal: AbortSignal,
): Promise<Installation['tables']> {
  const found = new Map<string, Map<string, DictionaryField>>()
  const size = 1_000
  let lastKey: string | undefined
  for (;;) {
    const rows = await client.dictionary({ tables, size, lastKey, signal })
    for (const row of rows) {
      const [table, name] = [textOf(row.DBF_NAME)?.toUpperCase(), textOf(row.FIELD_NAME)?.toUpperCase()]
      // An installation that does not understand the filter sends its whole dictionary.
      if (table === undefined || name === undefined || !tables.includes(table)) continue
      const fields = found.get(table) ?? new Map<string, DictionaryField>()
      found.set(table, fields)
      fields.set(name, {
        name,
        description: textOf(row.FLD_DESC) ?? '',
        type: textOf(row.FIELD_TYPE)?.toUpperCase() ?? 'C',
        length: Number(row.FIELD_LEN) || 0,
        isMandatory: row.INP_MAND === true,
      })
    }
    const next = textOf(rows.at(-1)?.DCT_FLD_ID)
    if (rows.length < size || next === undefined || next === lastKey) return found
    lastKey = next
  }
}

/** Which of the fields are there, in their order. */
export function fieldsOf({ tables }: Installation, { table }: BusinessObject, wanted: readonly string[]): readonly string[] {
  const known = tables.get(table)
  return wanted.filter((name) => known?.has(name))
}

const verbs: Readonly<Record<Right, string>> = { read: 'reading', insert: 'adding', update: 'changing' }

/** Whether an object may be used so. @returns the reason why not, in words */
export function refusalOf(installation: Installation, object: BusinessObject, right: Right): string | undefined {
  const rights = installation.objects.get(object.code)
  if (!rights) return `This administration does not open ${object.label} (${object.code}).`
  if (right !== 'read' && !rights[right]) return `This administration does not open ${object.label} (${object.code}) for ${verbs[right]}.`
  if (!installation.tables.has(object.table))
    return `The data dictionary of this administration shows no fields of ${object.label} (${object.table}).`
  return undefined
}

/** @throws SettingsError `not-open` with that reason */
export function requireOpen(installation: Installation, object: BusinessObject, right: Right): void {
  const refusal = refusalOf(installation, object, right)
  if (refusal === undefined) return
  throw new SettingsError(refusal, {
    code: 'not-open',
    hint: 'Ask whoever manages AccountView to open it for AccountView.Net: it depends on the modules and the rights of the user. Test on the connection lists all that is not open.',
    facts: { object: object.code, right },
  })
}

/** The same for fields without which it makes no sense. @throws SettingsError `field-not-open` */
export function requireFields(installation: Installation, object: BusinessObject, names: readonly string[]): void {
  const missing = names.filter((name) => !installation.tables.get(object.table)?.has(name))
  if (missing.length === 0) return
  throw new SettingsError(
    `This administration has no ${missing.length === 1 ? 'field' : 'fields'} ${missing.join(', ')} in ${object.label} (${object.table}).`,
    {
      code: 'field-not-open',
      hint: 'Test on the connection lists all that is not open.',
    },
  )
}
