import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#core/kit/record.ts'
import type { ParameterEntry } from '#core/mapping/describe-functions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { ConditionBuilder } from './ConditionBuilder.tsx'
import { type MappingDraft, readRows } from './mapping-rows.ts'
import type { SourceField } from './source-fields.ts'
import { useRowFocus } from './use-row-focus.ts'
import { ValueTable } from './ValueTable.tsx'
import { useValueEditor } from './value-editor.ts'

interface ParameterEditorProps {
  readonly parameter: ParameterEntry
  readonly given: Json | undefined
  /** The field that the value begins with. */
  readonly path: string | undefined
  readonly fields: readonly SourceField[]
  readonly list: string | undefined
  /** `undefined`: the default holds. */
  readonly onChange: (given: Json | undefined) => void
}

/** One input of a function, with the control its kind asks for. */
export function ParameterEditor({ parameter, given, path, fields, list, onChange }: ParameterEditorProps) {
  const { t } = useTranslation('mapping')
  const ValueEditor = useValueEditor()
  const { label, help, isOptional } = parameter
  const common = {
    label,
    help,
    isRequired: !isOptional,
    placeholder: parameter.default === undefined ? undefined : textOf(parameter.default),
  }
  const inside = parameter.perLine ? insideOf(path, fields) : { fields, list }
  switch (parameter.kind) {
    case 'text':
      return (
        <TextField {...common} isMono value={textOf(given)} onChange={(text) => onChange(text === '' && isOptional ? undefined : text)} />
      )
    case 'whole':
      return <TextField {...common} value={textOf(given)} onChange={(text) => onChange(wholeOf(text))} />
    case 'texts': {
      const texts = given ?? parameter.default
      return (
        <TextField
          {...common}
          isMultiline
          help={[help, t('parameter.lines')].filter(Boolean).join(' ')}
          value={Array.isArray(texts) ? texts.join('\n') : ''}
          onChange={(text) => onChange(text.split('\n'))}
        />
      )
    }
    case 'toggle':
      return <Switch label={label} help={help} isOn={(given ?? parameter.default) === true} onChange={onChange} />
    case 'choice': {
      const chosen = given ?? parameter.default
      return (
        <Select
          label={label}
          help={help}
          isRequired={!isOptional}
          items={Object.entries(parameter.choices ?? {}).map(([id, name]) => ({ id, label: name }))}
          selected={typeof chosen === 'string' ? chosen : null}
          onSelect={onChange}
        />
      )
    }
    case 'table':
      return (
        <div className="parameter">
          <span className="parameter-label">{label}</span>
          <ValueTable label={label} table={isMembers(given) ? given : {}} onChange={onChange} />
          {help && <p className="map-quiet">{help}</p>}
        </div>
      )
    case 'value':
    case 'number': {
      const inner = isMembers(given) ? given : { constant: '' }
      return (
        <div className="parameter">
          <span className="parameter-label">{label}</span>
          <ValueEditor label={label} value={inner} {...inside} onChange={onChange} />
          {isOptional && given !== undefined && (
            <div>
              <Button variant="plain" size="small" icon={X} onPress={() => onChange(undefined)}>
                {t('parameter.clear')}
              </Button>
            </div>
          )}
          {help && <p className="map-quiet">{help}</p>}
        </div>
      )
    }
    case 'condition':
      return (
        <div className="parameter">
          <span className="parameter-label">{label}</span>
          <ConditionBuilder label={label} condition={given} {...inside} onChange={onChange} />
        </div>
      )
    case 'mappings':
      return (
        <div className="parameter">
          <span className="parameter-label">{label}</span>
          <InnerMappings rows={readRows(given)} {...inside} onChange={onChange} />
        </div>
      )
    default:
      return assertNever(parameter.kind)
  }
}

function InnerMappings({
  rows,
  fields,
  list,
  onChange,
}: {
  readonly rows: readonly MappingDraft[]
  readonly fields: readonly SourceField[]
  readonly list: string | undefined
  readonly onChange: (rows: Json) => void
}) {
  const { t } = useTranslation('mapping')
  const ValueEditor = useValueEditor()
  const write = (next: readonly MappingDraft[]) => onChange(next as unknown as Json)
  const { list: around, focusField, focusRemove } = useRowFocus(rowFocus)
  return (
    <div className="several-values" ref={around}>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
        <div className="several-value" key={index}>
          <div className="several-value-body">
            <TextField
              label={t('row.target')}
              isLabelHidden
              isMono
              placeholder={t('row.target')}
              value={row.target}
              onChange={(target) => write(rows.with(index, { ...row, target }))}
            />
            <ValueEditor
              label={t('row.value', { target: row.target })}
              value={row}
              fields={fields}
              list={list}
              onChange={(value) => write(rows.with(index, { ...value, target: row.target }))}
            />
          </div>
          <IconButton
            label={t('row.remove', { target: row.target })}
            icon={X}
            size="small"
            onPress={() => {
              write(rows.toSpliced(index, 1))
              focusRemove(index)
            }}
          />
        </div>
      ))}
      <div className="several-values-add">
        <Button
          variant="plain"
          size="small"
          icon={Plus}
          onPress={() => {
            write([...rows, { target: '', path: '' }])
            focusField(rows.length)
          }}
        >
          {t('rows.add')}
        </Button>
      </div>
    </div>
  )
}

const rowFocus = { row: '.several-value', remove: ':scope > button', add: '.several-values-add button' }

/** Paths inside a function over lines start at the line: of the list the value begins with, where that is known. */
function insideOf(path: string | undefined, fields: readonly SourceField[]) {
  if (path?.startsWith('data.')) return { fields, list: path.slice('data.'.length) }
  return { fields: [], list: undefined }
}

function wholeOf(text: string): number | string | undefined {
  if (text.trim() === '') return undefined
  return /^-?\d+$/.test(text.trim()) ? Number(text) : text
}

function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isMembers(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function assertNever(kind: never): never {
  throw new Error(`Unhandled parameter kind ${String(kind)}`)
}
