import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import { SearchField as AriaSearchField, Button, Input, Label } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import './field.css'
import './SearchField.css'

export interface SearchFieldProps {
  /** Read aloud; shown only as the placeholder. */
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly placeholder?: string
  readonly onSubmit?: (value: string) => void
  readonly autoFocus?: boolean
  readonly isDisabled?: boolean
  /** Inside an Autocomplete: what is found stands in a list of its own that the arrow keys walk. */
  readonly hasList?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

export function SearchField({ label, placeholder, ref, hasList = false, ...rest }: SearchFieldProps) {
  const { t } = useTranslation('ui')
  return (
    <AriaSearchField {...rest} className="field search-field">
      <Label className="only-read">{label}</Label>
      <div className="field-box">
        <Search className="search-field-icon" aria-hidden />
        <Input
          className="field-input"
          placeholder={placeholder ?? label}
          ref={ref}
          {...(hasList && { role: 'combobox', 'aria-expanded': true, 'aria-haspopup': 'listbox' })}
        />
        <Button className="field-button search-field-clear" aria-label={t('field.clear')}>
          <X className="field-problem-icon" aria-hidden />
        </Button>
      </div>
    </AriaSearchField>
  )
}
