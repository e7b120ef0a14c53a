import { createHash } from 'node:crypto'

/** A short mark of a state, to tell whether it is the one that was read before. */
export function printOf(state: unknown): string {
  return createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 8)
}
