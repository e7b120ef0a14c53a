/** A failure of the imitated server, named as the server names it: `odoo.exceptions.UserError`. */
export class OdooError extends Error {
  readonly kind: string
  /** Set for errors of the HTTP layer, which carry their status in `arguments` too. */
  readonly httpStatus?: number

  constructor(kind: string, message: string, httpStatus?: number) {
    super(message)
    this.kind = kind
    this.httpStatus = httpStatus
  }
}

export const userError = (message: string) => new OdooError('odoo.exceptions.UserError', message)
export const validationError = (message: string) => new OdooError('odoo.exceptions.ValidationError', message)
export const accessError = (message: string) => new OdooError('odoo.exceptions.AccessError', message)
export const accessDenied = () => new OdooError('odoo.exceptions.AccessDenied', 'Access Denied')
export const valueError = (message: string) => new OdooError('builtins.ValueError', message)
export const typeError = (message: string) => new OdooError('builtins.TypeError', message)

export function missingError(model: string, id: number, userId: number): OdooError {
  return new OdooError(
    'odoo.exceptions.MissingError',
    `Record does not exist or has been deleted.\n(Record: ${model}(${id},), User: ${userId})`,
  )
}

/** Text where the database wants a number. The real message holds a piece of SQL as well. */
export function notANumber(value: string): OdooError {
  return new OdooError('psycopg2.errors.InvalidTextRepresentation', `invalid input syntax for type integer: "${value}"\nLINE 1: SELECT …\n`)
}

export const notFound = (message: string) => new OdooError('werkzeug.exceptions.NotFound', message, 404)
export const unprocessable = (message: string) => new OdooError('werkzeug.exceptions.UnprocessableEntity', message, 422)
export const badRequest = (message: string) => new OdooError('werkzeug.exceptions.BadRequest', message, 400)
export const unauthorized = (message: string) => new OdooError('werkzeug.exceptions.Unauthorized', message, 401)

const statuses: Readonly<Record<string, number>> = {
  'odoo.exceptions.UserError': 422,
  'odoo.exceptions.ValidationError': 422,
  'odoo.exceptions.AccessError': 403,
  'odoo.exceptions.AccessDenied': 403,
  'odoo.exceptions.MissingError': 404,
  'odoo.exceptions.LockError': 409,
}

/** The status JSON-2 answers with; errors of no known class are 500 (observed on Odoo 19.0). */
export function statusOf(error: OdooError): number {
  return error.httpStatus ?? statuses[error.kind] ?? 500
}

/** The body of a JSON-2 failure, which is also `error.data` of JSON-RPC. */
export function describeError(error: OdooError): Readonly<Record<string, unknown>> {
  return {
    name: error.kind,
    message: error.message,
    arguments: error.httpStatus === undefined ? [error.message] : [error.message, error.httpStatus],
    context: {},
    debug: tracebackOf(error),
  }
}

/** Wrong credentials leave one line; everything else a traceback whose last line says what happened. */
export function tracebackOf(error: OdooError): string {
  const last = `${error.kind}: ${error.message}\n`
  if (error.kind === 'odoo.exceptions.AccessDenied') return last
  return `Traceback (most recent call last):\n  File "/opt/odoo/odoo/http.py", line 2310, in _serve_db\n    …\n${last.replace(/^builtins\./, '')}`
}
