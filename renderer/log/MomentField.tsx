import { TextField as AriaTextField, Input } from 'react-aria-components'
import { FieldLabel, FieldNotes } from '#renderer/ui/FieldNotes.tsx'

interface MomentFieldProps {
  readonly label: string
  /** Milliseconds since 1970. */
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly help?: string
  readonly problem?: string
}

/** A day and a time of this computer's zone. */
export function MomentField({ label, value, onChange, help, problem }: MomentFieldProps) {
  const read = (text: string) => {
    const at = new Date(text).getTime()
    onChange(Number.isNaN(at) ? undefined : at)
  }
  return (
    <AriaTextField className="field" isInvalid={problem !== undefined} defaultValue={toLocal(value)} onChange={read}>
      <FieldLabel label={label} />
      <div className="field-box">
        <Input className="field-input" type="datetime-local" step={1} />
      </div>
      <FieldNotes help={help} problem={problem} />
    </AriaTextField>
  )
}

/** As the browser's own input wants it: `2026-11-22T14:05:07`. */
function toLocal(at: number | undefined): string {
  if (at === undefined) return ''
  const day = new Date(at)
  return new Date(at - day.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
