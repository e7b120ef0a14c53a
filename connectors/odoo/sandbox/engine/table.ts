export type Value = string | number | boolean | readonly number[]

/** A record as it is kept: false for empty, ids for relations, moments as `2026-11-22 00:34:48.123` in UTC. Never changed in place. */
export type Row = { readonly id: number } & { readonly [field: string]: Value }

/**
 * The records of one model, by id and by the value of indexed fields.
 * A changed row moves to the end, as a new row version does in the database, so an order that leaves ties open is as unstable here.
 */
export class Table {
  readonly rows = new Map<number, Row>()
  readonly #indexes = new Map<string, Map<string, Set<number>>>()
  #lastId = 0

  constructor(indexed: readonly string[]) {
    for (const field of indexed) this.#indexes.set(field, new Map())
  }

  /** Ids are never given out twice, not even after a rollback. */
  nextId(): number {
    this.#lastId++
    return this.#lastId
  }

  get(id: number): Row | undefined {
    return this.rows.get(id)
  }

  /** Puts `row` in place of the record with this id, or removes the record. */
  put(id: number, row: Row | undefined): void {
    const previous = this.rows.get(id)
    for (const [field, index] of this.#indexes) {
      const before = previous && keyOf(previous[field])
      const after = row && keyOf(row[field])
      if (before === after) continue
      if (before !== undefined) index.get(before)?.delete(id)
      if (after === undefined) continue
      const ids = index.get(after)
      if (ids) ids.add(id)
      else index.set(after, new Set([id]))
    }
    this.rows.delete(id)
    if (row) this.rows.set(id, row)
  }

  hasIndex(field: string): boolean {
    return this.#indexes.has(field)
  }

  /** Ids whose field has this value, text compared without regard to case: a superset of what an exact comparison finds. */
  idsBy(field: string, value: Value | undefined): ReadonlySet<number> {
    return this.#indexes.get(field)?.get(keyOf(value)) ?? nobody
  }
}

const nobody: ReadonlySet<number> = new Set()

function keyOf(value: Value | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : String(value ?? false)
}
