import { AnswerLostError, type AppError, BusyError, StoppedError, toAppError } from '#core/kit/errors.ts'
import type { OdooClient, Values } from './client.ts'

export type Made =
  | { readonly ok: true; readonly id: number }
  | { readonly ok: false; readonly error: AppError; readonly uncertain: boolean }

/**
 * Creates records in one call, which Odoo carries out in full or not at all. When it refuses, tries them one by one, so that one
 * bad record does not stop the others.
 * @throws StoppedError when aborted.
 */
export async function createEach(
  client: OdooClient,
  model: string,
  { values, signal }: { readonly values: readonly Values[]; readonly signal: AbortSignal },
): Promise<readonly Made[]> {
  if (values.length === 0) return []
  try {
    const ids = await client.create(model, values, { signal })
    return ids.map((id) => ({ ok: true, id }))
  } catch (thrown) {
    const failed = failureOf(thrown)
    if (values.length === 1 || !concernsOneRecord(failed)) return values.map(() => failed)
  }
  const results: Made[] = []
  for (const one of values) results.push(...(await createEach(client, model, { values: [one], signal })))
  return results
}

/** A refusal of what was sent; a lost answer, a busy server or a wrong key would meet every record alike. */
export function concernsOneRecord({ error, uncertain }: { readonly error: AppError; readonly uncertain: boolean }): boolean {
  return !uncertain && !(error instanceof BusyError) && error.code !== 'key-refused' && error.code !== 'database-unknown'
}

/** The end of a write that threw. @throws StoppedError, which ends the whole call. */
export function failureOf(thrown: unknown): { readonly ok: false; readonly error: AppError; readonly uncertain: boolean } {
  if (thrown instanceof StoppedError) throw thrown
  const error = toAppError(thrown)
  // An answer we could not read leaves the same doubt as one that never came.
  return { ok: false, error, uncertain: error instanceof AnswerLostError || error.code === 'odoo-answer' }
}
