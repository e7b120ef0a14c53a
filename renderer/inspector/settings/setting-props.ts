import type { FieldEntry } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'

/** What every editor of a setting gets. */
export interface SettingProps {
  readonly entry: FieldEntry
  /** As stored; undefined where the default holds. */
  readonly value: Json | undefined
  /** `undefined` takes the setting away, so that its default holds again. */
  readonly onChange: (value: Json | undefined) => void
  readonly problem?: string
}
