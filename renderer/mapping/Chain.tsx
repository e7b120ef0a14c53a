import { memo, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { functionEntriesById, newStep } from '#core/mapping/describe-functions.ts'
import { AddStep } from './AddStep.tsx'
import './Chain.css'
import { draggedStep } from './dragged.ts'
import { moved, pathOf, readSteps, type StepDraft, type ValueDraft, withSteps } from './mapping-rows.ts'
import { StepPill } from './StepPill.tsx'
import type { SourceField } from './source-fields.ts'
import { useStable } from './use-stable.ts'

interface ChainProps {
  readonly value: ValueDraft
  readonly fields: readonly SourceField[]
  readonly list: string | undefined
  readonly onChange: (value: ValueDraft) => void
}

/** The functions a value goes through, in turn: pills that open, move and go. */
export function Chain({ value, fields, list, onChange }: ChainProps) {
  const given = value.steps
  const steps = useMemo(() => readSteps(given), [given])
  const write = useStable((next: readonly StepDraft[]) => onChange(withSteps(value, next)))
  return <Steps steps={steps} path={pathOf(value)} fields={fields} list={list} onWrite={write} />
}

interface StepsProps {
  readonly steps: readonly StepDraft[]
  /** What the value begins with, where that is a field. */
  readonly path: string | undefined
  readonly fields: readonly SourceField[]
  readonly list: string | undefined
  readonly onWrite: (steps: readonly StepDraft[]) => void
}

/** Apart from the value, whose beginning is typed in without them. */
const Steps = memo(function Steps({ steps, path, fields, list, onWrite: write }: StepsProps) {
  const { t } = useTranslation('mapping')
  const chain = useRef({})
  const own = useRef<HTMLUListElement>(null)
  const [opened, setOpened] = useState<number | null>(null)
  const move = (from: number, to: number) => {
    if (to < 0 || to >= steps.length) return
    write(moved(steps, from, to))
    requestAnimationFrame(() => own.current?.querySelectorAll<HTMLElement>('.step-pill-button')[to]?.focus())
  }
  const add = useStable((id: string) => {
    write([...steps, newStep(id)])
    // Only what asks for something opens by itself.
    if ((functionEntriesById.get(id)?.parameters.length ?? 0) > 0) setOpened(steps.length)
  })
  return (
    <ul className="chain" aria-label={t('chain.title')} ref={own}>
      {steps.map((step, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the chain
          key={index}
          className="chain-step"
          draggable
          onDragStart={(event) => {
            event.stopPropagation()
            event.dataTransfer.setData('text/plain', step.do)
            draggedStep.start({ chain: chain.current, index })
          }}
          onDragEnd={() => draggedStep.end()}
          onDragOver={(event) => {
            if (draggedStep.current()?.chain === chain.current) event.preventDefault()
          }}
          onDrop={(event) => {
            const from = draggedStep.current()
            if (from?.chain !== chain.current) return
            event.preventDefault()
            event.stopPropagation()
            move(from.index, index)
          }}
        >
          <StepPill
            step={step}
            path={path}
            fields={fields}
            list={list}
            isOpen={opened === index}
            onOpenChange={(isOpen) => setOpened(isOpen ? index : null)}
            onChange={(next) => write(steps.with(index, next))}
            onRemove={() => {
              setOpened(null)
              write(steps.toSpliced(index, 1))
            }}
            onMove={(by) => move(index, index + by)}
            isFirst={index === 0}
            isLast={index === steps.length - 1}
          />
        </li>
      ))}
      <li>
        <AddStep onAdd={add} />
      </li>
    </ul>
  )
})
