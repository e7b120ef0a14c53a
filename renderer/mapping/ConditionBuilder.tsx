import { RotateCcw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#core/kit/record.ts'
import { Button } from '#renderer/ui/Button.tsx'
import './ConditionBuilder.css'
import { ConditionGroup } from './ConditionGroup.tsx'
import { emptyGroup, fromRows, type GroupRow, type RowPlace, toRows } from './condition-rows.ts'
import type { SourceField } from './source-fields.ts'
import { useStable } from './use-stable.ts'

const whole: RowPlace = []

/** The outermost group stays. */
function never(): void {}

interface ConditionBuilderProps {
  readonly label: string
  readonly condition: Json | undefined
  readonly onChange: (condition: Json) => void
  readonly fields: readonly SourceField[]
  /** Paths start at a line of this list. */
  readonly list?: string
}

/** All, any or none of several comparisons, in groups as deep as one likes. */
export function ConditionBuilder({ label, condition, onChange, fields, list }: ConditionBuilderProps) {
  const { t } = useTranslation('mapping')
  const rows = toRows(condition)
  const change = useStable((make: (rows: GroupRow) => GroupRow) => onChange(fromRows(make(rows ?? emptyGroup))))
  if (!rows) {
    return (
      <div className="condition-strange">
        <p>{t('condition.strange')}</p>
        <pre className="condition-json">{JSON.stringify(condition, null, 2)}</pre>
        <Button size="small" icon={RotateCcw} onPress={() => onChange(fromRows(emptyGroup))}>
          {t('condition.anew')}
        </Button>
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as nested groups
    <div className="condition-builder" role="group" aria-label={label}>
      <ConditionGroup group={rows} place={whole} fields={fields} list={list} change={change} onRemove={never} />
    </div>
  )
}
