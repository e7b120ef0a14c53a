import { SettingsError } from '#core/kit/errors.ts'
import type { Origin } from '#core/kit/record.ts'
import type { OdooSettings } from './client.ts'

/**
 * The address of the server, read.
 * @throws SettingsError for a text that is none. It is not repeated: people paste whole lines, and a key may stand in them.
 */
export function addressOf(text: string): URL {
  if (URL.canParse(text) && new URL(text).host !== '') return new URL(text)
  throw new SettingsError('The address of Odoo is not a web address.', { code: 'address', hint: 'It looks like https://demo.odoo.com.' })
}

/**
 * Host and database: two databases on one server are two accounts.
 * @throws SettingsError for an address that is none.
 */
export function accountOf({ url, database }: Pick<OdooSettings, 'url' | 'database'>): string {
  return `${addressOf(url).host}/${database}`
}

export function originOf(settings: OdooSettings, id: number): Origin {
  return { connector: 'odoo', account: accountOf(settings), id: String(id) }
}
