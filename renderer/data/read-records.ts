import type { Json } from '#core/kit/record.ts'

export type ReadRecords =
  | { readonly ok: true; readonly records: readonly Json[] }
  | { readonly ok: false; readonly problem: 'not-json' | 'not-a-list' | 'not-a-record' | 'too-many'; readonly detail: string }

const most = 1_000

/** Records as a person typed them: a list, each with its kind, its key and its data. */
export function readRecords(text: string): ReadRecords {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (thrown) {
    return { ok: false, problem: 'not-json', detail: thrown instanceof Error ? thrown.message : '' }
  }
  if (!Array.isArray(parsed)) return { ok: false, problem: 'not-a-list', detail: '' }
  if (parsed.length > most) return { ok: false, problem: 'too-many', detail: String(most) }
  const wrong = parsed.findIndex((one) => !isRecord(one))
  if (wrong !== -1) return { ok: false, problem: 'not-a-record', detail: String(wrong + 1) }
  // JSON.parse gives nothing but JSON.
  return { ok: true, records: parsed as readonly Json[] }
}

function isRecord(one: unknown): boolean {
  if (typeof one !== 'object' || one === null) return false
  const { entity, key, data } = one as Readonly<Record<string, unknown>>
  return typeof entity === 'string' && typeof key === 'string' && typeof data === 'object' && data !== null
}
