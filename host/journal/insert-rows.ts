import type { JournalDatabase } from './open-database.ts'

type Value = string | number | null

/** A row as the values it shares with its neighbours and those of its own, in the order of the declared columns. */
export interface Row {
  readonly shared: readonly Value[]
  readonly own: readonly Value[]
}

// Beyond a few dozen nothing is gained, and each size is a statement of its own.
const mostRows = 25

/**
 * Prepares `INSERT` for many rows at once: one statement for up to 25 neighbours that share their `shared` values. Handing a value
 * over to SQLite costs as much as storing it, so rows in one statement cost less than half of rows one by one.
 */
export function prepareInsert(
  database: JournalDatabase,
  {
    table,
    shared,
    own,
    conflict = '',
  }: {
    readonly table: string
    readonly shared: readonly string[]
    readonly own: readonly string[]
    /** `ON CONFLICT …` */
    readonly conflict?: string
  },
): (rows: readonly Row[]) => void {
  const marks = (columns: readonly string[]) => columns.map(() => '?').join(', ')
  const into = `INSERT INTO ${table} (${[...shared, ...own].join(', ')})`
  const prepare = (size: number) => {
    const rows = `(VALUES ${new Array(size).fill(`(${marks(own)})`).join(', ')}) AS own`
    const all = shared.length === 0 ? `own.* FROM ${rows}` : `shared.*, own.* FROM (SELECT ${marks(shared)}) AS shared CROSS JOIN ${rows}`
    // `WHERE true` tells the parser that ON begins the conflict clause and no join.
    return database.prepare<[values: Value[]]>(`${into} SELECT ${all} WHERE true ${conflict}`)
  }
  const bySize = new Map<number, ReturnType<typeof prepare>>()

  return (rows) => {
    for (let from = 0; from < rows.length; ) {
      const first = rows[from] as Row
      const values: Value[] = [...first.shared]
      let to = from
      for (; to < rows.length && to - from < mostRows; to++) {
        const row = rows[to] as Row
        if (!isSame(row.shared, first.shared)) break
        for (const value of row.own) values.push(value)
      }
      const statement = bySize.get(to - from) ?? prepare(to - from)
      bySize.set(to - from, statement)
      statement.run(values)
      from = to
    }
  }
}

function isSame(left: readonly Value[], right: readonly Value[]): boolean {
  for (let index = 0; index < left.length; index++) if (left[index] !== right[index]) return false
  return true
}
