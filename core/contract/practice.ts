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
  'practice:start': request<{ readonly flowId: string; readonly runId: number }>()(
    z.strictObject({ template: idText.optional(), language: z.enum(['en', 'nl']).optional() }),
  ),
  /** Has these systems running with demo data and connections to them; no flow is made and nothing is run. */
  'practice:systems': request<PracticeStatus>()(z.strictObject({ connectorIds: z.array(idText).min(1).max(12) })),
  'practice:stop': request<void>()(nothing),
}

export const practiceEvents = {
  'practice:changed': event<PracticeStatus>(),
}
