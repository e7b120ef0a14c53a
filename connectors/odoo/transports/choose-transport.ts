import { ConnectionError } from '#core/kit/errors.ts'
import type { HttpClient } from '#core/kit/ports.ts'
import { openJson2 } from './json-2.ts'
import { askVersion, openJsonRpc } from './json-rpc.ts'
import { type Account, isJson, isOdooAnswer, type OdooVersion, type Transport } from './transport.ts'

const firstWithJson2 = 19

/**
 * Asks the server which Odoo it is and takes the best door it has. Never guesses: an address that does not answer as Odoo is an error.
 * @throws ConnectionError when this is no Odoo.
 */
export async function chooseTransport({
  http,
  account,
  signal,
}: {
  readonly http: HttpClient
  readonly account: Account
  readonly signal?: AbortSignal
}): Promise<Transport> {
  const version = parseVersion((await askWebVersion(http, signal)) ?? (await askVersion(http, signal)))
  if (!version) {
    throw new ConnectionError('The address does not answer as an Odoo server.', {
      code: 'not-odoo',
      hint: 'Use the address with which you open Odoo in the browser, such as https://demo.odoo.com.',
    })
  }
  return version.major >= firstWithJson2 ? openJson2({ http, account, version }) : openJsonRpc({ http, account, version })
}

/** `{"version_info":[19,0,0,"final",0,""],"version":"19.0"}`; 404 up to Odoo 18. */
async function askWebVersion(http: HttpClient, signal?: AbortSignal): Promise<unknown> {
  const response = await http.send({
    method: 'GET',
    path: '/web/version',
    repeatable: true,
    label: 'web.version',
    isAnswer: isOdooAnswer,
    signal,
  })
  return response.status === 200 && isJson(response) ? response.json() : undefined
}

/** Reads both `version` (web) and `server_version` (common) answers; `saas~18.2` counts as 18. */
export function parseVersion(answer: unknown): OdooVersion | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const { version, server_version: serverVersion } = answer as Record<string, unknown>
  const text = typeof version === 'string' ? version : serverVersion
  if (typeof text !== 'string') return undefined
  const major = /\d+/.exec(text)?.[0]
  return major === undefined ? undefined : { major: Number(major), text }
}
