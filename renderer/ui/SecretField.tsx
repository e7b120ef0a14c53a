import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { TextField as AriaTextField, Input } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { FieldLabel, FieldNotes } from './FieldNotes.tsx'
import { IconButton } from './IconButton.tsx'

export interface SecretFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** A secret is kept already; left empty it stays as it is. */
  readonly isKept?: boolean
  readonly help?: string
  readonly problem?: string
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  readonly autoFocus?: boolean
}

/** A secret on its way to the keychain. What is kept never comes back, so there is nothing to show of it. */
export function SecretField({ label, isKept, help, problem, isRequired, ...rest }: SecretFieldProps) {
  const { t } = useTranslation('ui')
  const [isShown, setShown] = useState(false)
  return (
    <AriaTextField
      {...rest}
      type={isShown ? 'text' : 'password'}
      autoComplete="off"
      isRequired={isRequired && !isKept}
      isInvalid={problem !== undefined}
      className="field"
      spellCheck="false"
    >
      <FieldLabel label={label} isRequired={isRequired && !isKept} />
      <div className="field-box">
        <Input className="field-input field-mono" placeholder={isKept ? t('secret.kept') : undefined} />
        <IconButton
          label={isShown ? t('secret.hide') : t('secret.show')}
          icon={isShown ? EyeOff : Eye}
          size="small"
          onPress={() => setShown(!isShown)}
        />
      </div>
      <FieldNotes help={help} problem={problem} />
    </AriaTextField>
  )
}
