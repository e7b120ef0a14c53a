import { setImmediate } from 'node:timers/promises'

/** Lets everything else that waits have its turn. @throws the signal's reason when nobody wants the answer any more. */
export async function takeTurns(signal: AbortSignal): Promise<void> {
  await setImmediate()
  signal.throwIfAborted()
}
