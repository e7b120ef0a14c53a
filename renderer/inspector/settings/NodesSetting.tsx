import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { Checkbox } from '#renderer/ui/Checkbox.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { usePlace } from '../inspector-context.ts'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

/** Nodes of this flow. Ids that name none any more can be taken out. */
export function NodesSetting({ entry, value, onChange, problem }: SettingProps) {
  const { t } = useTranslation('inspector')
  const label = useId()
  const { document, node: own } = usePlace()
  const { nodeType } = useCatalogue()
  const chosen = Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []
  const others = document.nodes.filter((node) => node.id !== own.id && nodeType(node.type)?.inputs !== 'failures')
  const lost = chosen.filter((id) => !document.nodes.some((node) => node.id === id))
  const change = (ids: readonly string[]) => onChange(ids.length === 0 && entry.isOptional ? undefined : [...ids])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out with the other settings
    <div className="setting-section" role="group" aria-labelledby={label}>
      <div className="setting-heading" id={label}>
        {entry.label}
      </div>
      <div className="setting-rows">
        {others.map((node) => (
          <Checkbox
            key={node.id}
            label={node.name ?? nodeType(node.type)?.label ?? node.id}
            isChecked={chosen.includes(node.id)}
            onChange={(isChosen) => change(isChosen ? [...chosen, node.id] : chosen.filter((id) => id !== node.id))}
          />
        ))}
        {lost.map((id) => (
          <div className="setting-row" key={id}>
            <span className="setting-problem">{t('nodes.lost', { id })}</span>
            <IconButton
              label={t('nodes.remove', { id })}
              icon={X}
              size="small"
              onPress={() => change(chosen.filter((one) => one !== id))}
            />
          </div>
        ))}
      </div>
      <SettingNotes help={entry.help} problem={problem} />
    </div>
  )
}
