import { useTranslation } from 'react-i18next'
import { type CodeTable, type MissingPolicy, missingPolicies } from '#core/codes/code-tables.ts'
import { ChoiceOrText } from '#renderer/mapping/ChoiceOrText.tsx'
import type { Choice } from '#renderer/ui/ChoiceList.tsx'
import { RadioGroup } from '#renderer/ui/RadioGroup.tsx'
import './MissingPolicySetting.css'

interface MissingPolicySettingProps {
  readonly table: CodeTable
  /** The codes in words. */
  readonly kind: string
  readonly items: readonly Choice[]
  readonly targetLabel: string
  readonly onChange: (table: CodeTable) => void
}

/** What becomes of a record whose code is in no row. */
export function MissingPolicySetting({ table, kind, items, targetLabel, onChange }: MissingPolicySettingProps) {
  const { t } = useTranslation('codes')
  const { missing } = table
  const choose = (policy: string) => {
    if (isPolicy(policy)) onChange({ ...table, missing: policy })
  }
  const setDefault = (text: string) => {
    const { default: _before, ...rest } = table
    onChange(text === '' ? rest : { ...rest, default: text })
  }
  const isLacking = missing === 'default' && !table.default
  return (
    <div className="missing-policy">
      <RadioGroup
        label={t('missing.title')}
        items={missingPolicies.map((id) => ({ id, label: t(`missing.${id}`), hint: t(`missing.${id}-hint`) }))}
        selected={missing}
        onSelect={choose}
      />
      {missing === 'default' && (
        <ChoiceOrText
          label={t('missing.the-default', { kind })}
          isLabelHidden
          placeholder={t('missing.choose', { system: targetLabel })}
          items={items}
          value={table.default ?? ''}
          onChange={setDefault}
          problem={isLacking ? t('problem.no-default') : undefined}
        />
      )}
    </div>
  )
}

function isPolicy(id: string): id is MissingPolicy {
  return missingPolicies.some((one) => one === id)
}
