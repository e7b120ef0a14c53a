import { AppError, BusyError, ConnectionError, DataError, VendorError } from '#core/kit/errors.ts'

/** One failure as either door of Odoo tells it. `name` is the class of the exception and the only thing decided on. */
export interface OdooFailure {
  readonly name: string
  readonly message: string
  readonly status?: number
}

export interface FailedCall {
  readonly model: string
  readonly method: string
  readonly database: string
}

/** The server gave up on a conflict after repeating the transaction itself; nothing was saved. */
const conflicts = new Set([
  'odoo.exceptions.LockError',
  'psycopg2.errors.SerializationFailure',
  'psycopg2.errors.DeadlockDetected',
  'psycopg2.errors.LockNotAvailable',
  'psycopg2.errors.TransactionRollbackError',
])

/**
 * What an Odoo failure means to a person. Decided on the class of the exception, never on its text: texts are translated,
 * and some are misleading. Shows the vendor's text only where it is meant for users, and never SQL, tracebacks or addresses.
 */
export function errorOf({ name, message, status }: OdooFailure, { model, method, database }: FailedCall): AppError {
  const facts = { odooError: name, call: `${model}.${method}`, ...(status === undefined ? {} : { status }) }
  const said = scrub(message)
  if (conflicts.has(name)) {
    return new BusyError(`Odoo is busy with ${model} and gave up on "${method}".`, { code: 'odoo-conflict', facts })
  }
  switch (name) {
    case 'odoo.exceptions.AccessDenied':
    case 'werkzeug.exceptions.Unauthorized':
      return wrongKey(database, facts)
    case 'odoo.exceptions.AccessError':
    case 'werkzeug.exceptions.Forbidden':
      return new ConnectionError(`Odoo does not allow this user "${method}" on ${model} in database "${database}": ${said}`, {
        code: 'rights',
        hint: `Ask an Odoo administrator to give the user of this connection the rights for ${model} (Settings → Users → Access rights), or use another user's key.`,
        facts,
      })
    case 'odoo.exceptions.MissingError':
      return new DataError(`Odoo has no such ${model} any more: ${said}`, {
        code: 'record-gone',
        hint: 'It was deleted in Odoo after it had been found. Run the flow again.',
        facts,
      })
    case 'odoo.exceptions.UserError':
    case 'odoo.exceptions.RedirectWarning':
    case 'odoo.exceptions.ValidationError':
      return new DataError(`Odoo refused: ${said}`, { code: 'odoo-refused', facts })
    case 'werkzeug.exceptions.NotFound':
      return new ConnectionError(`Odoo database "${database}" has no ${model} or no "${method}" on it.`, {
        code: 'app-missing',
        hint: 'The Odoo app behind it is probably not installed; ask an administrator to install it.',
        facts,
      })
    default:
      return unexpected(name, said, { facts, model, method })
  }
}

/** Wrong key, wrong password, disabled user: Odoo does not say which. */
export function wrongKey(database: string, facts: AppError['facts'] = {}): ConnectionError {
  return new ConnectionError(`Odoo refused the API key for database "${database}".`, {
    code: 'key-refused',
    hint: 'Create a new key in Odoo under Preferences → Account security → New API key. Keys of ordinary users expire after at most 90 days; a password works only before Odoo 19.',
    facts,
  })
}

/** No such database on this server; the server's own text holds addresses and stays out. */
export function unknownDatabase(database: string, facts: AppError['facts'] = {}): ConnectionError {
  return new ConnectionError(`This Odoo server does not open a database named "${database}".`, {
    code: 'database-unknown',
    hint: 'On Odoo Online it is the first part of the address (demo in demo.odoo.com). Elsewhere ask whoever runs the server; capitals count.',
    facts,
  })
}

function unexpected(
  name: string,
  said: string,
  { facts, model, method }: { readonly facts: AppError['facts']; readonly model: string; readonly method: string },
): AppError {
  // Python and database classes mean that the request itself was malformed, which a user cannot mend.
  if (name.startsWith('psycopg2.') || name.startsWith('builtins.') || name.startsWith('werkzeug.')) {
    const reason = name.startsWith('psycopg2.') ? 'its database refused the values' : said
    return new AppError(`Odoo could not carry out "${method}" on ${model}: ${reason}`, {
      code: 'odoo-request',
      fix: 'developer',
      hint: 'If a field of your own ("extra") is mapped here, check its name and value; otherwise report it with the log of this run.',
      facts,
    })
  }
  return new VendorError(`Odoo failed inside "${method}" on ${model} (${name}).`, { code: 'odoo-failed', facts })
}

const unfit = /psycopg|traceback|connection to server|constraint "|^\s*detail:|^\s*(select|insert|update|delete) |\bFile "/i
const longest = 400

/** The part of a vendor's text that is fit for people: no SQL, no addresses, no tracebacks, one line. */
export function scrub(message: string): string {
  const lines = message
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !unfit.test(line))
    .map((line) => line.replaceAll(/\b\d{1,3}(\.\d{1,3}){3}(:\d+)?\b/g, '(address)'))
  const text = lines.join(' ')
  if (text === '') return 'no reason that is fit to show.'
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
