import { memo, useMemo } from 'react'
import { show } from '#core/mapping/value.ts'
import { ComboBox } from '#renderer/ui/ComboBox.tsx'
import { LateChoices } from './LateChoices.tsx'
import { pathFor, type SourceField } from './source-fields.ts'

interface FieldPickerProps {
  readonly label: string
  readonly path: string
  readonly onChange: (path: string) => void
  readonly fields: readonly SourceField[]
  /** Inside the lines of this list: their own fields come first and by their own name. */
  readonly list?: string
  readonly problem?: string
  readonly isLabelHidden?: boolean
  readonly placeholder?: string
  readonly autoFocus?: boolean
}

/** A field of what comes in, with what it holds in the sample; any other path can be typed. */
export const FieldPicker = memo(function FieldPicker(props: FieldPickerProps) {
  return <LateChoices>{(isTouched) => <Picker {...props} fields={isTouched ? props.fields : noFields} />}</LateChoices>
})

const noFields: readonly SourceField[] = []

function Picker({ fields, list, path, ...rest }: FieldPickerProps) {
  const items = useMemo(() => pickable(fields, list), [fields, list])
  return <ComboBox {...rest} items={items} value={path} isMono />
}

function pickable(fields: readonly SourceField[], list: string | undefined) {
  const own = list === undefined ? undefined : `data.${list}[].`
  const ordered =
    own === undefined ? fields : [...fields.filter((one) => one.path.startsWith(own)), ...fields.filter((one) => !one.path.startsWith(own))]
  const seen = new Set<string>()
  return ordered.flatMap((field) => {
    if (field.depth === 0 && field.hasMembers) return []
    const path = pathFor(field.path, list)
    if (seen.has(path)) return []
    seen.add(path)
    const sample = field.sample === undefined ? '' : ` · ${field.hasMembers ? '…' : show(field.sample)}`
    return [{ id: path, label: path, hint: `${field.label}${sample}` }]
  })
}
