import type { ErrorReply } from '#core/contract/reply.ts'
import type { FieldEntry } from '#core/kit/describe.ts'

const credentials = new Set(['credentials-refused', 'key-refused', 'client-refused', 'sign-in-refused'])
const address = new Set([
  ...['unknown-host', 'connection-refused', 'unreachable', 'no-answer', 'tls', 'redirect-refused', 'redirect-loop'],
  ...['not-json', 'not-odoo', 'unreadable', 'address-without-api'],
])
const named: Readonly<Record<string, string>> = {
  'login-missing': 'login',
  'database-unknown': 'database',
  'company-missing': 'company',
  'company-unknown': 'company',
  'other-company': 'company',
}

/** The field to look at first when a system did not answer as it should; undefined where no field is to blame. */
export function refusedField({ code }: Pick<ErrorReply, 'code'>, fields: readonly FieldEntry[]): string | undefined {
  const isMeant = ({ name, kind }: FieldEntry): boolean => {
    if (credentials.has(code)) return kind === 'secret' || /^(?:ident|clientId|publicKey)$/.test(name)
    return address.has(code) ? /^(?:address|url)$/.test(name) : name === named[code]
  }
  return fields.find(isMeant)?.name
}
