import type { Slot } from '#core/schedule/slots.ts'
import type { NewSlot } from './schedule-store.ts'

/**
 * What becomes of slots that are due just now, oldest first, where the first of them may find a run going or waiting.
 * One that waits for nothing is queued too: it starts as soon as its row is durable.
 */
export function decideDue(
  slots: readonly Slot[],
  { isBusy, hasWaiting }: { readonly isBusy: boolean; readonly hasWaiting: boolean },
): readonly NewSlot[] {
  let isTaken = isBusy
  let isWaiting = hasWaiting
  return slots.map(({ at, overlap }): NewSlot => {
    const decided = { at, until: null }
    if (!isTaken && !isWaiting) {
      isTaken = true
      return { ...decided, state: 'queued', code: null, reason: null }
    }
    if (overlap === 'queue' && !isWaiting) {
      isWaiting = true
      return { ...decided, state: 'queued', code: 'overlap-queued', reason: 'waited for the run before to end' }
    }
    const reason = isWaiting && overlap === 'queue' ? 'another run was waiting already' : 'the run before was still going'
    return { ...decided, state: 'skipped', code: 'overlap-skipped', reason }
  })
}
