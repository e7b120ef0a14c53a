import { z } from 'zod'
import { idText, nothing } from './arguments.ts'
import { event, request } from './define.ts'

export interface PracticeStatus {
  readonly isRunning: boolean
  readonly systems: readonly { readonly connectorId: string; readonly connectionId: string; readonly origin: string }[]
  readonly flowId: string | null
}

export const practiceRequests = {
  'practice:status': request<PracticeStatus>()(nothing),
  /** Starts the practice systems with demo data, binds a ready-made flow to them and runs it once. */
  'practice:start': request<{ readonly flowId: string; readonly runId: number }>()(z.strictObject({ template: idText.optional() })),
  'practice:stop': request<void>()(nothing),
}

export const practiceEvents = {
  'practice:changed': event<PracticeStatus>(),
}
