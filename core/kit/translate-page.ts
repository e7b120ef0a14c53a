import { describeRecord } from '#core/mapping/describe-record.ts'
import type { Page, UnreadableRecord } from './define-connector.ts'
import { AppError, DataError, toAppError } from './errors.ts'
import type { FlowRecord } from './record.ts'

/** What became of everything a source sent in one page. */
export type TranslatedPage<Data = unknown> = Required<Pick<Page<Data>, 'records' | 'unreadable'>>

/** A record as far as it is known without understanding it: what it is called, and what the source sent. */
export type Untranslated = Omit<UnreadableRecord, 'error'>

/**
 * Translates what a source sent record by record: one that cannot be understood becomes unreadable and leaves the others alone.
 * `translate` gives the record, or several or none where the source counts otherwise. What it throws needs to say only what is
 * wrong (`"32 Foo" is no date.`): the error that travels on begins with the name of the record.
 * `name` must not throw; it says what the record is when its translation fails.
 */
export function translatePage<Raw, Data>(
  raws: readonly Raw[],
  {
    translate,
    name,
  }: {
    readonly translate: (raw: Raw) => FlowRecord<Data> | readonly FlowRecord<Data>[]
    readonly name: (raw: Raw) => Untranslated
  },
): TranslatedPage<Data> {
  const unreadable: UnreadableRecord[] = []
  const records = raws.flatMap((raw) => {
    try {
      return translate(raw)
    } catch (thrown) {
      const named = name(raw)
      unreadable.push({ ...named, error: errorOf(thrown, describeRecord({ ...named, data: null })) })
      return []
    }
  })
  return { records, unreadable }
}

/** Whatever the translation threw, told about its record. A defect of ours stays one: nobody can mend it in the source. */
function errorOf(thrown: unknown, record: string): AppError {
  const error = toAppError(thrown)
  const { code, fix, facts } = error
  const message = error.message.startsWith(record) ? error.message : `${record}: ${error.message}`
  if (fix === 'developer') return new AppError(message, { code, fix, hint: error.hint, facts, cause: thrown })
  const hint = error.hint ?? 'Correct it in the source; it is read again once it has changed there.'
  return new DataError(message, { code, hint, facts, cause: thrown })
}
