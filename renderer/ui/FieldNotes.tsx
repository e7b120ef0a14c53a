import { CircleAlert } from 'lucide-react'
import { FieldError, Label, Text } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import './field.css'
import { classNames } from './class-names.ts'

/** The name of a control. Hidden ones are still read aloud. */
export function FieldLabel({
  label,
  isRequired,
  isHidden,
}: {
  readonly label: string
  readonly isRequired?: boolean
  readonly isHidden?: boolean
}) {
  const { t } = useTranslation('ui')
  return (
    <Label className={classNames('field-label', isHidden && 'only-read')}>
      {label}
      {isRequired && <span className="field-required"> {t('field.required')}</span>}
    </Label>
  )
}

/** Help and problem under a control, tied to it for screen readers. */
export function FieldNotes({ help, problem }: { readonly help?: string; readonly problem?: string }) {
  return (
    <>
      {problem && (
        <FieldError className="field-problem">
          <CircleAlert className="field-problem-icon" aria-hidden />
          <span>{problem}</span>
        </FieldError>
      )}
      {help && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
    </>
  )
}
