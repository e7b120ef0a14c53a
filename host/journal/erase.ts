import type { JournalDatabase } from './open-database.ts'
import { forgetInSearch, indexChunk } from './search.ts'
import { isOpenSql } from './write-memory.ts'

export interface Erased {
  readonly outcomes: number
  readonly logs: number
  readonly sent: number
  readonly links: number
  /** Writes with an uncertain end and parked records that name this person: kept, or they would be sent twice or never. Erase again once they are settled. */
  readonly keptOpen: number
}

const erasedKey = '(erased)'

/**
 * Removes a person from the history; `personKey` is what names them in records: an e-mail address, a customer number.
 * Rows that carry it as their key lose key and text; rows that mention it lose their text; counts stay true.
 * The link of a record with this key goes too: the next run finds the person again by looking in the target.
 * Reads every row, so it takes seconds on a large journal; letters are compared without regard to case.
 */
export function erase(database: JournalDatabase, personKey: string): Erased {
  const person = personKey.trim().toLowerCase()
  if (person === '') return { outcomes: 0, logs: 0, sent: 0, links: 0, keptOpen: 0 }
  while (!indexChunk(database));
  // Overwrites whole freed pages too, which is too slow to leave on (open-database.ts sets the fast form).
  database.pragma('secure_delete = ON')
  try {
    const erased = database.transaction(() => eraseRows(database, person)).immediate()
    database.exec(`INSERT INTO search (search) VALUES ('optimize')`)
    database.pragma('incremental_vacuum')
    database.pragma('wal_checkpoint(TRUNCATE)')
    return erased
  } finally {
    database.pragma('secure_delete = FAST')
  }
}

function eraseRows(database: JournalDatabase, person: string): Erased {
  const ids = (sql: string) => database.prepare<{ person: string }, number>(sql).pluck().all({ person })
  const run = (sql: string, given: readonly number[]) =>
    database.prepare(sql).run({ ids: JSON.stringify(given), erased: erasedKey, person }).changes
  const among = 'id IN (SELECT value FROM json_each(@ids))'

  const outcomes = ids(`SELECT id FROM outcome WHERE ${isPerson('key')} OR ${mentions(`concat_ws(' ', message, hint, changes)`)}`)
  forgetInSearch(database, 'outcome', outcomes)
  run(
    `UPDATE outcome SET key = ${withoutPerson('key')}, target_key = NULL, message = NULL, hint = NULL, changes = NULL WHERE ${among}`,
    outcomes,
  )

  const logs = ids(`SELECT id FROM log WHERE ${isPerson('record_key')} OR ${mentions(`concat_ws(' ', message, facts)`)}`)
  forgetInSearch(database, 'log', logs)
  run(`DELETE FROM log WHERE ${among}`, logs)

  const named = ids(`SELECT id FROM intent WHERE ${isPerson('key')}`)
  const sent = run(`DELETE FROM sent WHERE ${mentions('body')} OR intent_id IN (SELECT value FROM json_each(@ids))`, named)
  run(`DELETE FROM answer WHERE ${mentions('body')} OR intent_id IN (SELECT value FROM json_each(@ids))`, named)
  run(`UPDATE intent SET message = NULL WHERE ${mentions('message')} OR ${among}`, named)
  run(`UPDATE intent SET label = NULL WHERE ${mentions('label')} OR ${among}`, named)
  const keptOpen = ids(`SELECT id FROM intent WHERE ${isPerson('key')} AND ${isOpenSql}`).length
  const keptParked = ids(`SELECT rowid FROM parked WHERE ${isPerson('key')} OR ${mentions('record')}`).length
  const links = database
    .prepare(
      `DELETE FROM link WHERE ${isPerson('key')} AND NOT EXISTS (
         SELECT 1 FROM intent WHERE intent.target = link.target AND intent.external_id = link.external_id AND intent.${isOpenSql})`,
    )
    .run({ person }).changes
  database
    .prepare(
      `UPDATE intent SET key = @erased, external_id = @erased, hash = '', target_key = NULL WHERE ${isPerson('key')} AND NOT (${isOpenSql})`,
    )
    .run({
      person,
      erased: erasedKey,
    })
  database.prepare(`UPDATE run SET error = NULL WHERE ${mentions('error')}`).run({ person })
  return { outcomes: outcomes.length, logs: logs.length, sent, links, keptOpen: keptOpen + keptParked }
}

function isPerson(column: string): string {
  return `lower(${column}) = @person`
}

function mentions(text: string): string {
  return `instr(lower(${text}), @person) > 0`
}

function withoutPerson(column: string): string {
  return `CASE WHEN ${isPerson(column)} THEN @erased ELSE ${column} END`
}
