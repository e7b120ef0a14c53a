import type { Ref } from 'react'
import { TextField as AriaTextField, Input, TextArea } from 'react-aria-components'
import { classNames } from './class-names.ts'
import { FieldLabel, FieldNotes } from './FieldNotes.tsx'

export interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly help?: string
  /** What is wrong with the value, and what would be right. */
  readonly problem?: string
  readonly type?: 'text' | 'email' | 'url' | 'password'
  readonly placeholder?: string
  readonly isMono?: boolean
  readonly isMultiline?: boolean
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  readonly isReadOnly?: boolean
  readonly isLabelHidden?: boolean
  readonly autoFocus?: boolean
  readonly onBlur?: () => void
  readonly ref?: Ref<HTMLInputElement>
}

export function TextField({
  label,
  help,
  problem,
  placeholder,
  isMono,
  isMultiline,
  isRequired,
  isLabelHidden,
  ref,
  ...rest
}: TextFieldProps) {
  return (
    // Spelling marks under settings and codes are noise.
    <AriaTextField {...rest} isRequired={isRequired} isInvalid={problem !== undefined} className="field" spellCheck="false">
      <FieldLabel label={label} isRequired={isRequired} isHidden={isLabelHidden} />
      <div className={classNames('field-box', isMultiline && 'field-area')}>
        {isMultiline ? (
          <TextArea className={classNames('field-input', isMono && 'field-mono')} placeholder={placeholder} />
        ) : (
          <Input className={classNames('field-input', isMono && 'field-mono')} placeholder={placeholder} ref={ref} />
        )}
      </div>
      <FieldNotes help={help} problem={problem} />
    </AriaTextField>
  )
}
