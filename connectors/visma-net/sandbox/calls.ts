import { json } from './answers.ts'

export interface CallPolicy {
  readonly id: string
  readonly perHour: number
}

const hourMs = 3_600_000

/** Counts calls in fixed hours, each policy by itself, and says so in the headers of every answer. */
export function createCallCounter(now: () => Date) {
  const windows = new Map<string, { startMs: number; used: number }>()

  return (policy: CallPolicy) => {
    const nowMs = now().getTime()
    const known = windows.get(policy.id)
    const window = known && nowMs - known.startMs < hourMs ? known : { startMs: nowMs, used: 0 }
    windows.set(policy.id, window)
    const isOver = window.used >= policy.perHour
    if (!isOver) window.used++
    const headers = {
      'x-ratelimit-limit': String(policy.perHour),
      'x-ratelimit-remaining': String(policy.perHour - window.used),
      'x-ratelimit-reset': String(Math.max(1, Math.ceil((window.startMs + hourMs - nowMs) / 1_000))),
      'x-ratelimit-policy': policy.id,
    }
    return { headers, refusal: isOver ? json(429, { message: 'API calls quota exceeded.' }, headers) : undefined }
  }
}
