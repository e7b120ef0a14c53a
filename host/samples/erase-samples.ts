import { erasePins } from './pins.ts'
import { openSamplesForWriting } from './sample-database.ts'
import { listSampleFiles, samplesFolder } from './sample-file.ts'

/**
 * Removes every sample and pinned record that names a person: by its key or anywhere in its text, letters of either case.
 * Returns how many records those were.
 */
export function eraseSamples(dataFolder: string, personKey: string): number {
  const person = personKey.trim().toLowerCase()
  if (person === '') return 0
  const erased = listSampleFiles(dataFolder).reduce((sum, file) => sum + eraseInFile(dataFolder, file, person), 0)
  return erased + erasePins(samplesFolder(dataFolder), person)
}

function eraseInFile(dataFolder: string, file: string, person: string): number {
  const database = openSamplesForWriting(dataFolder, file)
  try {
    database.function('holds', { deterministic: true }, (text) => (typeof text === 'string' && text.toLowerCase().includes(person) ? 1 : 0))
    database.pragma('secure_delete = ON')
    const records = database
      .transaction(() => {
        const { changes } = database
          .prepare(`DELETE FROM record WHERE holds(key) OR holds(data) OR holds(rest) OR raw_id IN (SELECT id FROM raw WHERE holds(text))`)
          .run()
        database.exec('DELETE FROM raw WHERE id NOT IN (SELECT raw_id FROM record WHERE raw_id IS NOT NULL)')
        database.exec('DELETE FROM row WHERE record_id NOT IN (SELECT id FROM record)')
        database.exec('UPDATE row SET outcome = NULL WHERE holds(outcome)')
        renumber(database)
        return changes
      })
      .immediate()
    database.pragma('wal_checkpoint(TRUNCATE)')
    return records
  } finally {
    database.close()
  }
}

/** Rows are read by their numbers, without gaps. */
function renumber(database: ReturnType<typeof openSamplesForWriting>): void {
  // Below zero first: no two rows of a place may have one number at any moment.
  database.exec(
    `UPDATE row SET number = -1 - n FROM (SELECT id AS row_id, row_number() OVER (PARTITION BY place_id ORDER BY number) - 1 AS n FROM row) WHERE row.id = row_id`,
  )
  database.exec('UPDATE row SET number = -1 - number')
  database.exec('UPDATE place SET kept = (SELECT count(*) FROM row WHERE place_id = place.id)')
}
