import { Check } from 'lucide-react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import './option.css'

export interface Choice {
  readonly id: string
  readonly label: string
  readonly hint?: string
}

/** The list under a Select or ComboBox. */
export function ChoiceList({ items }: { readonly items?: readonly Choice[] }) {
  const { t } = useTranslation('ui')
  return (
    <ListBox className="option-list" items={items} renderEmptyState={() => <div className="option-empty">{t('field.no-choices')}</div>}>
      {({ id, label, hint }: Choice) => (
        <ListBoxItem id={id} textValue={label} className="option">
          {({ isSelected }) => (
            <>
              <span className="option-words">
                <span>{label}</span>
                {hint && <span className="option-hint">{hint}</span>}
              </span>
              {isSelected && <Check className="option-icon" aria-hidden />}
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  )
}
