import { z } from 'zod'
import type { ConnectorEntry, NodeEntry } from '#core/kit/describe.ts'
import { nothing } from './arguments.ts'
import { event, request } from './define.ts'
import type { NoticeAbout } from './notice-words.ts'

export interface AppInfo {
  readonly version: string
  readonly shell: 'electron' | 'web' | 'test'
  readonly platform: string
  readonly dataFolder: string
  /** IANA zone of this computer. */
  readonly timeZone: string
  readonly vault:
    | { readonly state: 'open'; readonly kind: 'keychain' | 'file' }
    | { readonly state: 'locked' | 'new'; readonly problem: string }
  /** True until a flow or connection exists. */
  readonly isFirstStart: boolean
  /** A journal that could not be trusted and was kept aside; nothing that writes runs before it is accepted. */
  readonly damage: { readonly file: string; readonly reason: string; readonly at: number } | null
}

/** Every node type and system this program knows, as plain data: palette, forms and help come from it. */
export interface Catalogue {
  readonly nodes: readonly NodeEntry[]
  readonly connectors: readonly ConnectorEntry[]
}

export const preferencesSchema = z.strictObject({
  language: z.enum(['system', 'en', 'nl']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Command id → keys, as `Mod+Shift+K`; only what differs from the defaults. */
  keys: z.record(z.string().max(100), z.string().max(60)),
  /** Sizes and folded states of panels, by name. */
  panels: z.record(z.string().max(60), z.union([z.number(), z.boolean()])),
  closeToTray: z.boolean(),
  startAtLogin: z.boolean(),
  notifyFailures: z.boolean(),
  /** Failed and finished runs are kept so long. */
  keepDays: z.int().min(1).max(3_650),
  /** What the first steps still show. */
  firstStepsDone: z.boolean(),
})

export type Preferences = Readonly<z.infer<typeof preferencesSchema>>

export const defaultPreferences: Preferences = {
  language: 'system',
  theme: 'system',
  keys: {},
  panels: {},
  closeToTray: true,
  startAtLogin: false,
  notifyFailures: true,
  keepDays: 90,
  firstStepsDone: false,
}

/** Something the user should know now; `place` leads there. */
export interface Notice {
  readonly id: string
  readonly kind: 'run-failed' | 'run-resumed' | 'slots-missed' | 'connection-lost' | 'file-changed' | 'info'
  /** In English; `noticeWords` has those of other languages. */
  readonly title: string
  readonly text: string
  readonly about?: NoticeAbout
  readonly at: number
  readonly flowId?: string
  readonly runId?: number
  readonly connectionId?: string
}

export const appRequests = {
  'app:info': request<AppInfo>()(nothing),
  'app:catalogue': request<Catalogue>()(nothing),
  'app:preferences': request<Preferences>()(nothing),
  'app:change-preferences': request<Preferences>()(preferencesSchema.partial()),
  /** Opens the encrypted vault, or makes one where there is none yet. */
  'app:unlock-vault': request<AppInfo>()(z.strictObject({ passphrase: z.string().min(8).max(1_000) })),
  'app:accept-damage': request<AppInfo>()(nothing),
  /** Only https; the shell asks before it leaves. */
  'app:open-external': request<{ readonly opened: boolean }>()(z.strictObject({ url: z.url({ protocol: /^https$/ }).max(2_000) })),
  'app:notices': request<readonly Notice[]>()(nothing),
  'app:dismiss-notice': request<void>()(z.strictObject({ id: z.string().max(100) })),
}

export const appEvents = {
  'app:notice': event<Notice>(),
  'app:preferences-changed': event<Preferences>(),
  /** A menu, the tray or another window asks the page to do a command of its own. */
  'app:command': event<{ readonly id: string; readonly given?: string }>(),
}
