import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Remembered, WriteJournal } from '#core/kit/define-node.ts'
import { toJournalError } from './journal-error.ts'
import { journalFile } from './open-database.ts'
import { isOpenSql } from './write-memory.ts'

/** What was ever sent, for those who decide and never write: opened so that SQLite itself refuses any change. */
export interface SentMemory {
  recallFor(connector: string, account: string): WriteJournal['recall']
  close(): void
}

/** @throws AppError as the journal does when its file cannot be read; without a file nothing is remembered. */
export function openSentMemory(folder: string): SentMemory {
  const file = journalFile(folder)
  if (!existsSync(file)) return { recallFor: () => () => new Map(), close: () => {} }
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 5_000 })
    const findTarget = database.prepare<[string, string], number>('SELECT id FROM target WHERE connector = ? AND account = ?').pluck()
    const recall = database.prepare<{ target: number; ids: string }, Row>(
      `SELECT asked.value AS externalId, link.target_key AS targetId, link.hash AS sentHash,
         (SELECT count(*) FROM intent WHERE target = @target AND external_id = asked.value AND ${isOpenSql}) AS open
       FROM json_each(@ids) AS asked
       LEFT JOIN link ON link.target = @target AND link.external_id = asked.value`,
    )
    return {
      recallFor: (connector, account) => (externalIds) => {
        const target = findTarget.get(connector, account)
        if (target === undefined) return new Map()
        return new Map(recall.all({ target, ids: JSON.stringify(externalIds) }).flatMap(remembered))
      },
      close: () => {
        database.close()
      },
    }
  } catch (thrown) {
    throw toJournalError(thrown, file)
  }
}

interface Row {
  readonly externalId: string
  readonly targetId: string | null
  readonly sentHash: string | null
  readonly open: number
}

function remembered({ externalId, targetId, sentHash, open }: Row): readonly (readonly [string, Remembered])[] {
  if (open === 0 && targetId === null) return []
  const known: Remembered = {
    ...(targetId === null ? {} : { targetId }),
    ...(sentHash === null ? {} : { sentHash }),
    isOpen: open > 0,
  }
  return [[externalId, known]]
}
