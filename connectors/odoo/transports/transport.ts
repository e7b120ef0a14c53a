import type { HttpClient, HttpResponse } from '#core/kit/ports.ts'

export interface OdooVersion {
  /** 19 for `19.0`, 18 for `saas~18.2`. */
  readonly major: number
  readonly text: string
}

/** One call of a model method, whatever the door. */
export interface TransportCall {
  readonly model: string
  readonly method: string
  /** Record-level methods only. */
  readonly ids?: readonly number[]
  /** Arguments under the names of the Python method. */
  readonly named: Readonly<Record<string, unknown>>
  readonly context: Readonly<Record<string, unknown>>
  readonly repeatable: boolean
  readonly signal?: AbortSignal
}

/** A door of one Odoo server; both have the same rooms behind them. */
export interface Transport {
  readonly door: 'JSON-2' | 'JSON-RPC'
  readonly version: OdooVersion
  /** The method's result; `null` when it returns nothing. @throws AppError as `failures.ts` classifies. */
  send(call: TransportCall): Promise<unknown>
  /** @throws ConnectionError for a wrong key, login or database. */
  userId(signal?: AbortSignal): Promise<number>
}

export interface Account {
  readonly database: string
  readonly login: string | undefined
  readonly apiKey: string
}

/** What a door is opened with. */
export interface DoorOptions {
  readonly http: HttpClient
  readonly account: Account
  readonly version: OdooVersion
}

/**
 * Whether a response is Odoo's own word. Its JSON-2 door reports our malformed requests as HTTP 500 with a JSON object, and
 * every status below 500 except "too many requests" is final; HTML on 5xx comes from whatever stands before Odoo and is retried.
 */
export function isOdooAnswer(response: HttpResponse): boolean {
  if (response.status === 429 || response.status === 408) return false
  return response.status < 500 || isJson(response)
}

export function isJson(response: HttpResponse): boolean {
  return (response.headers['content-type'] ?? '').toLowerCase().includes('json')
}
