import { type AppError, ConnectionError, VendorError } from '#core/kit/errors.ts'
import type { HttpClient } from '#core/kit/ports.ts'
import { readFrom, withAnswer } from '#core/kit/vendor-answer.ts'
import { errorOf, type OdooFailure, unknownDatabase, wrongKey } from '../failures.ts'
import { type DoorOptions, isJson, isOdooAnswer, type Transport, type TransportCall } from './transport.ts'

interface ServiceCall {
  readonly service: 'common' | 'object'
  readonly method: string
  readonly args: readonly unknown[]
  readonly label: string
  readonly repeatable: boolean
  readonly signal?: AbortSignal
}

/** Arguments that `execute_kw` wants by place: Odoo 16 and 17 look at `args[0]` of a create, and renamed the domain argument. */
const firstByPlace: Readonly<Record<string, string>> = {
  create: 'vals_list',
  search: 'domain',
  search_read: 'domain',
  search_count: 'domain',
}

/**
 * The door of Odoo 14 up to 19: `POST /jsonrpc`, `execute_kw` with database, user id and key in every call. HTTP 200 for nearly
 * every failure. https://www.odoo.com/documentation/18.0/developer/reference/external_api.html
 */
export function openJsonRpc({ http, account, version }: DoorOptions): Transport {
  const { database, login, apiKey } = account
  let userId: Promise<number> | undefined

  async function authenticate(signal?: AbortSignal): Promise<number> {
    if (login === undefined || login === '') {
      throw new ConnectionError(`Odoo ${version.text} also asks for the login of the user the key belongs to.`, {
        code: 'login-missing',
        hint: 'Fill in "Login" on this connection: the e-mail address with which that user signs in to Odoo.',
      })
    }
    const answer = await callService(http, {
      service: 'common',
      method: 'authenticate',
      args: [database, login, apiKey, {}],
      label: 'common.authenticate',
      repeatable: true,
      signal,
    })
    if ('failure' in answer) throw loginError(answer.failure, database)
    // A wrong password is no error here: the result is simply `false`.
    if (typeof answer.result !== 'number') throw wrongKey(database, { login: 'refused' })
    return answer.result
  }

  function signedIn(signal?: AbortSignal): Promise<number> {
    userId ??= authenticate(signal).catch((error: unknown) => {
      userId = undefined
      throw error
    })
    return userId
  }

  return {
    door: 'JSON-RPC',
    version,
    userId: signedIn,
    send: async ({ model, method, ids, named, context, repeatable, signal }: TransportCall) => {
      const uid = await signedIn(signal)
      const place = firstByPlace[method]
      const { [place ?? '']: first, ...others } = named
      const positional = ids === undefined ? (place === undefined ? [] : [first]) : [ids]
      const answer = await callService(http, {
        service: 'object',
        method: 'execute_kw',
        args: [database, uid, apiKey, model, method, positional, { ...others, context }],
        label: `${model}.${method}`,
        repeatable,
        signal,
      })
      if ('failure' in answer) throw withAnswer(errorOf(answer.failure, { model, method, database }), answer.failure)
      return answer.result
    },
  }
}

/** Asks an Odoo that has no `/web/version` for its version; works without a login. */
export async function askVersion(http: HttpClient, signal?: AbortSignal): Promise<unknown> {
  const answer = await callService(http, {
    service: 'common',
    method: 'version',
    args: [],
    label: 'common.version',
    repeatable: true,
    signal,
  })
  return 'failure' in answer ? undefined : answer.result
}

function loginError(failure: OdooFailure, database: string): AppError {
  // Opening an unknown database fails inside the database driver (observed on Odoo 19.0), before any user is looked at.
  if (failure.name.startsWith('psycopg2.')) return unknownDatabase(database, { odooError: failure.name })
  return errorOf(failure, { model: 'res.users', method: 'authenticate', database })
}

async function callService(
  http: HttpClient,
  { service, method, args, label, repeatable, signal }: ServiceCall,
): Promise<{ readonly result: unknown } | { readonly failure: OdooFailure }> {
  const response = await http.send({
    method: 'POST',
    path: '/jsonrpc',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } }),
    repeatable,
    label,
    isAnswer: isOdooAnswer,
    signal,
  })
  const body: unknown = response.status < 300 && isJson(response) ? response.json() : undefined
  if (typeof body !== 'object' || body === null) {
    const error = new VendorError(`The address answered "${label}" with HTTP ${response.status}, not as Odoo does.`, {
      code: 'not-odoo',
      hint: 'Check the address of this connection: it should be the page where you sign in to Odoo.',
      facts: { status: response.status },
    })
    throw withAnswer(error, response)
  }
  if ('error' in body) return { failure: readFrom(failureOf(body.error), response) }
  // A method that returns nothing leaves `result` out.
  return { result: 'result' in body ? body.result : null }
}

/** `error.code` and `error.message` are the same for every failure; the truth is in `error.data`. */
function failureOf(error: unknown): OdooFailure {
  const data = (error as { readonly data?: { readonly name?: unknown; readonly message?: unknown } } | null)?.data
  return {
    name: typeof data?.name === 'string' ? data.name : 'unnamed',
    message: typeof data?.message === 'string' ? data.message : '',
  }
}
