import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { FieldEntry } from '#core/kit/describe.ts'
import { SecretField } from '#renderer/ui/SecretField.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import './ConnectionField.css'
import type { FormProblem } from './connection-form.ts'
import { HowToObtain } from './HowToObtain.tsx'

interface ConnectionFieldProps {
  readonly field: FieldEntry
  readonly value: string | boolean
  readonly onChange: (value: string | boolean) => void
  readonly problem?: FormProblem
  /** A secret of this name is in the keychain. */
  readonly isKept: boolean
}

/** One setting of a connection, as its system declares it. */
export function ConnectionField({ field, value, onChange, problem, isKept }: ConnectionFieldProps) {
  return (
    <div className="connection-field">
      <Control field={field} value={value} onChange={onChange} problem={problem} isKept={isKept} />
      {field.howToObtain && <HowToObtain text={field.howToObtain} label={field.label} />}
    </div>
  )
}

function Control({ field, value, onChange, problem, isKept }: ConnectionFieldProps) {
  const { t } = useTranslation('connections')
  const { kind, label, help, isOptional, choices } = field
  const says = problem && problemText(t, problem)
  const text = typeof value === 'string' ? value : ''
  const common = { label, help, problem: says, isRequired: !isOptional }
  switch (kind) {
    case 'secret':
      return <SecretField {...common} value={text} onChange={onChange} isKept={isKept} />
    case 'toggle':
      return <Switch label={label} help={help} isOn={value === true} onChange={onChange} />
    case 'choice':
      return (
        <Select
          {...common}
          items={Object.entries(choices ?? {}).map(([id, name]) => ({ id, label: name }))}
          selected={text === '' ? null : text}
          onSelect={onChange}
        />
      )
    case 'texts':
    case 'choices':
      return <TextField {...common} value={text} onChange={onChange} isMultiline />
    default:
      return <TextField {...common} value={text} onChange={onChange} />
  }
}

function problemText(t: TFunction<'connections'>, problem: FormProblem): string {
  return problem.kind === 'pattern' || problem.kind === 'refused' ? problem.says : t(`problem.${problem.kind}`, problem)
}
