import type { Origin } from '#core/kit/record.ts'
import type { OdooSettings } from './client.ts'

/** Host and database: two databases on one server are two accounts. */
export function accountOf({ url, database }: Pick<OdooSettings, 'url' | 'database'>): string {
  return `${new URL(url).host}/${database}`
}

export function originOf(settings: OdooSettings, id: number): Origin {
  return { connector: 'odoo', account: accountOf(settings), id: String(id) }
}
