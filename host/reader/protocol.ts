import type { ErrorReply } from '#core/contract/reply.ts'
import type { ReaderService, ViewGrew } from './service.ts'

export type ReaderCall = keyof ReaderService
export type Given<Name extends ReaderCall> = Parameters<ReaderService[Name]>[0]
export type Answer<Name extends ReaderCall> = Awaited<ReturnType<ReaderService[Name]>>

/** What the reader's thread is started with. */
export interface ReaderStart {
  readonly dataFolder: string
}

export type ToReader =
  | { readonly type: 'ask'; readonly id: number; readonly name: ReaderCall; readonly given: unknown }
  /** Nobody waits for this answer any more. */
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' }

export type FromReader =
  | { readonly type: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly error: ErrorReply }
  | { readonly type: 'grew'; readonly view: ViewGrew }
