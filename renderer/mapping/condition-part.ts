import type { GroupRow, RowPlace } from './condition-rows.ts'
import type { SourceField } from './source-fields.ts'

/** What every part of the builder gets. */
export interface ConditionPartProps {
  readonly place: RowPlace
  readonly fields: readonly SourceField[]
  /** Paths start at a line of this list. */
  readonly list: string | undefined
  /** Makes new rows of the whole builder's rows. */
  readonly change: (make: (rows: GroupRow) => GroupRow) => void
  /** Takes a row out of the group that this part stands in. */
  readonly onRemove: (place: RowPlace) => void
}
