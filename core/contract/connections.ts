import { z } from 'zod'
import type { CheckResult, LiveChoice } from '#core/kit/define-connector.ts'
import { connectionId, idText, jsonMembers, nameText, nothing } from './arguments.ts'
import { event, request } from './define.ts'
import type { ErrorReply } from './reply.ts'

export type ConnectionState =
  | { readonly kind: 'unchecked' }
  | { readonly kind: 'checking' }
  | { readonly kind: 'working'; readonly checkedAt: number; readonly check: CheckResult }
  | { readonly kind: 'failing'; readonly checkedAt: number; readonly error: ErrorReply }

/** How many of the calls a vendor allows are used, as far as this program has made them. */
export interface CallUse {
  readonly used: number
  readonly limit: number
  readonly per: 'hour' | 'minute'
  /** When the oldest of them no longer counts. */
  readonly freesAt: number | null
  /** A run waits until then; null while it need not. */
  readonly waitsUntil: number | null
}

export interface ConnectionCard {
  readonly id: string
  readonly name: string
  readonly connectorId: string
  /** Plain settings; secrets never come back. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Names of the secrets that are kept. */
  readonly secretFields: readonly string[]
  readonly readOnly: boolean
  readonly isPractice: boolean
  readonly createdAt: string
  readonly state: ConnectionState
  /** `needed`: a person has to say yes in the browser (again) before anything is read or written. */
  readonly signIn: 'none' | 'needed' | 'done'
  /** Null or absent: nothing was called lately, or nobody counts. */
  readonly calls?: CallUse | null
  readonly usedBy: readonly { readonly flowId: string; readonly flowName: string; readonly slot: string }[]
}

const settings = jsonMembers

export const connectionRequests = {
  'connection:list': request<readonly ConnectionCard[]>()(nothing),
  'connection:add': request<ConnectionCard>()(
    z.strictObject({ connectorId: idText, name: nameText, settings, readOnly: z.boolean().optional() }),
  ),
  /** A secret left out or empty stays as it is. */
  'connection:change': request<ConnectionCard>()(
    z.strictObject({ connectionId, name: nameText.optional(), settings: settings.optional(), readOnly: z.boolean().optional() }),
  ),
  /** Its slots are unbound; secrets leave the keychain. */
  'connection:remove': request<void>()(z.strictObject({ connectionId })),
  /** Asks the system who we are there; `settings` try a form that is not saved yet, with the kept secrets where they are left out. */
  'connection:test': request<ConnectionState>()(
    z.union([z.strictObject({ connectionId, settings: settings.optional() }), z.strictObject({ connectorId: idText, settings })]),
  ),
  /** A list of the live system: taxes, branches. Remembered for a while; `refresh` asks again. */
  'connection:choices': request<readonly LiveChoice[]>()(z.strictObject({ connectionId, list: idText, refresh: z.boolean().optional() })),
  /** Begins signing in: the page opens the address in the user's browser and hears of the end by `connection:signed-in`. */
  'connection:sign-in': request<{ readonly url: string }>()(z.strictObject({ connectionId })),
  'connection:cancel-sign-in': request<void>()(z.strictObject({ connectionId })),
}

export const connectionEvents = {
  'connection:signed-in': event<{ readonly connectionId: string; readonly error: ErrorReply | null }>(),
  /** At most one a second for each run. */
  'connection:calls': event<{ readonly connectionId: string; readonly calls: CallUse | null }>(),
  'connection:changed': event<{ readonly connectionId: string | null }>(),
}
