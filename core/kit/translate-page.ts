import type { UnreadableRecord } from './define-connector.ts'
import type { FlowRecord } from './record.ts'

/**
 * Translates what a source sent record by record: one that cannot be understood becomes unreadable and leaves the others alone.
 * `name` must not throw; it says what the record is called when its translation fails.
 */
export function translatePage<Raw, Data>(
  raws: readonly Raw[],
  {
    translate,
    name,
  }: {
    readonly translate: (raw: Raw) => FlowRecord<Data>
    readonly name: (raw: Raw) => Pick<UnreadableRecord, 'entity' | 'key' | 'origin'>
  },
): { readonly records: readonly FlowRecord<Data>[]; readonly unreadable: readonly UnreadableRecord[] } {
  const records: FlowRecord<Data>[] = []
  const unreadable: UnreadableRecord[] = []
  for (const raw of raws) {
    try {
      records.push(translate(raw))
    } catch (error) {
      unreadable.push({ ...name(raw), raw, error })
    }
  }
  return { records, unreadable }
}
