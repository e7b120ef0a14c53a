import { type AppError, ConnectionError, DataError, VendorError } from '#core/kit/errors.ts'
import type { HttpResponse } from '#core/kit/ports.ts'

/** What AccountView says when it refuses: also in answers with a status of success. */
export interface Said {
  readonly type: string
  readonly message: string
}

/** The refusal in a body; undefined when there is none. A sample: `{"ErrorType":"AccountViewError","ErrorNumbers":null,"ErrorMessage":"…"}`. */
export function refusalIn(body: unknown): Said | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined
  const members = new Map(Object.entries(body).map(([name, value]) => [name.toLowerCase(), value]))
  const message = members.get('errormessage')
  if (typeof message !== 'string' || message.trim() === '') return undefined
  return { type: String(members.get('errortype') ?? ''), message: message.trim() }
}

/** The body as JSON; undefined when it is none. */
export function jsonOf(response: HttpResponse): unknown {
  try {
    return JSON.parse(response.text()) as unknown
  } catch {
    return undefined
  }
}

/** An answer that is not what was asked for, in words. */
export function answerError({
  label,
  account,
  response,
}: {
  /** `AR1.read`, `SO1.create` */
  readonly label: string
  readonly account: string
  readonly response: HttpResponse
}): AppError {
  const { status } = response
  const said = refusalIn(jsonOf(response))
  const quoted = said ? `"${said.message.slice(0, 500)}"` : `HTTP ${status}`
  const facts = { label, status, said: said?.message.slice(0, 500) ?? null }
  if (status === 401) {
    return new ConnectionError(
      `AccountView.Net does not accept the sign-in of ${account}: client id or client secret give no valid token.`,
      {
        code: 'credentials-refused',
        hint: 'Sign in again, and check the client id and client secret in the menu "Ontwikkelaar" of accountview.net.',
        facts,
      },
    )
  }
  if (status === 403) {
    return new ConnectionError(`AccountView.Net does not let ${account} do this (${label}): ${quoted}.`, {
      code: 'not-allowed',
      hint: 'The user must exist on AccountView.Net and in AccountView itself, with rights on this administration.',
      facts,
    })
  }
  // A status of failure with words of AccountView may come from a broken line to the installation: nobody knows what was done.
  if (said && status < 500) {
    return new DataError(`AccountView refused it (${label}): ${quoted}.`, {
      code: 'request-refused',
      hint: 'The text is AccountView’s own. Change the record or the mapping it speaks of, and run it again.',
      facts,
    })
  }
  return new VendorError(`AccountView answered ${label} with ${quoted}${said ? ` and HTTP ${status}` : ''}.`, {
    code: 'status-unexpected',
    hint: 'See whether AccountView is switched on where it is installed, and reachable for AccountView.Net.',
    facts,
  })
}
