import { ChevronLeft, ChevronRight, Trash2 } from 'lucide-react'
import { Popover as AriaPopover, Button, Dialog, DialogTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { functionWordsOf } from '#renderer/language/core-words.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import type { StepDraft } from './mapping-rows.ts'
import { ParameterEditor } from './ParameterEditor.tsx'
import type { SourceField } from './source-fields.ts'
import { parameterShown, stepWords } from './step-words.ts'

interface StepPillProps {
  readonly step: StepDraft
  /** The field that the value begins with: what its parameters work on. */
  readonly path: string | undefined
  readonly fields: readonly SourceField[]
  readonly list: string | undefined
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly onChange: (step: StepDraft) => void
  readonly onRemove: () => void
  readonly onMove: (by: -1 | 1) => void
  readonly isFirst: boolean
  readonly isLast: boolean
}

/** One function of a chain. Opens its parameters; Alt with the arrows moves it, Delete takes it out. */
export function StepPill({ step, path, fields, list, isOpen, onOpenChange, onChange, onRemove, onMove, isFirst, isLast }: StepPillProps) {
  const { t } = useTranslation('mapping')
  const entry = functionWordsOf(step.do)
  const label = entry?.label ?? step.do
  const words = stepWords(step)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside has the focus; its keys are heard here
    <div
      className="step-pill"
      onKeyDown={(event) => {
        if (isOpen) return
        const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : undefined
        if (event.altKey && by !== undefined) {
          event.preventDefault()
          onMove(by)
        } else if (event.key === 'Delete' || event.key === 'Backspace') {
          event.preventDefault()
          onRemove()
        }
      }}
    >
      <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
        <Button className="step-pill-button">
          <span>{label}</span> {words !== '' && <span className="step-pill-words cut">{words}</span>}
        </Button>
        <AriaPopover className="float step-float" placement="bottom start" offset={6}>
          <Dialog className="step-dialog" aria-label={label}>
            <div className="step-dialog-head">
              <h4>{label}</h4>
              <IconButton label={t('chain.earlier')} icon={ChevronLeft} size="small" isDisabled={isFirst} onPress={() => onMove(-1)} />
              <IconButton label={t('chain.later')} icon={ChevronRight} size="small" isDisabled={isLast} onPress={() => onMove(1)} />
              <IconButton label={t('chain.remove', { label })} icon={Trash2} size="small" onPress={onRemove} />
            </div>
            <p className="map-quiet">{entry?.summary ?? t('chain.unknown')}</p>
            {!entry && <pre className="condition-json">{JSON.stringify(step, null, 2)}</pre>}
            {entry?.parameters
              .filter((parameter) => parameterShown(step, parameter.name))
              .map((parameter) => (
                <ParameterEditor
                  key={parameter.name}
                  parameter={parameter}
                  given={step[parameter.name]}
                  path={path}
                  fields={fields}
                  list={list}
                  onChange={(next) => onChange(withParameter(step, parameter.name, next))}
                />
              ))}
          </Dialog>
        </AriaPopover>
      </DialogTrigger>
    </div>
  )
}

function withParameter(step: StepDraft, name: string, given: StepDraft[string] | undefined): StepDraft {
  if (given !== undefined) return { ...step, [name]: given }
  const { [name]: _before, ...rest } = step
  return { ...rest, do: step.do }
}
