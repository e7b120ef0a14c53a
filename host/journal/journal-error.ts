import Database from 'better-sqlite3'
import { AppError } from '#core/kit/errors.ts'

/** Says in words what SQLite reports in codes, and who can mend it. Anything else passes through unchanged. */
export function toJournalError(thrown: unknown, file: string): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown
  const details = { cause: thrown, facts: { file, sqlite: thrown.code } }
  const code = thrown.code.split('_').slice(0, 2).join('_')
  switch (code) {
    case 'SQLITE_FULL':
      return new AppError(`The disk is full: the journal ${file} cannot grow.`, {
        ...details,
        code: 'disk-full',
        fix: 'user',
        hint: 'Free some space on the disk of the data folder. Nothing that was not journalled has been sent; start the run again afterwards.',
      })
    case 'SQLITE_IOERR':
      return new AppError(`The disk does not obey: reading or writing the journal ${file} failed (${thrown.code}).`, {
        ...details,
        code: 'journal-io',
        fix: 'user',
        hint: 'Check the disk and its cable, and that the data folder is on a local disk rather than a network or cloud folder.',
      })
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'SQLITE_AUTH':
      return new AppError(`The journal ${file} cannot be opened for writing (${thrown.code}).`, {
        ...details,
        code: 'journal-not-writable',
        fix: 'user',
        hint: 'Give your user the right to write in the data folder, or choose another folder with SLUICE_DATA.',
      })
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new AppError(`Another program keeps the journal ${file} busy.`, {
        ...details,
        code: 'journal-busy',
        fix: 'wait',
        hint: 'Try again in a moment. A backup program or virus scanner may be reading it.',
      })
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new AppError(`The journal ${file} is damaged: ${thrown.message}.`, {
        ...details,
        code: 'journal-damaged',
        fix: 'user',
        hint: 'Start Sluice again: it keeps the damaged file aside and says where. Restore the data folder from a backup if you have one.',
      })
    default:
      return new AppError(`The journal ${file} refused: ${thrown.message} (${thrown.code}).`, {
        ...details,
        code: 'journal-defect',
        fix: 'developer',
        hint: 'This is a defect in Sluice. Report it with the log of this run.',
      })
  }
}

// The functions' own types are kept by the mapped type; their arguments are handed on untouched.
type AnyFunction = (...given: never[]) => unknown

/** The same functions, with SQLite's errors put in words. */
export function sayingErrors<const T extends Readonly<Record<string, AnyFunction>>>(functions: T, file: string): T {
  const wrapped = Object.entries(functions).map(([name, run]) => [name, wrap(run, file)])
  return Object.fromEntries(wrapped) as T
}

function wrap(run: AnyFunction, file: string): AnyFunction {
  return (...given) => {
    try {
      const answer = run(...given)
      if (!(answer instanceof Promise)) return answer
      return answer.catch((thrown: unknown) => {
        throw toJournalError(thrown, file)
      })
    } catch (thrown) {
      throw toJournalError(thrown, file)
    }
  }
}
