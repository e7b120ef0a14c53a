import { memo, useMemo, useState } from 'react'
import type { Choice } from '#renderer/ui/ChoiceList.tsx'
import { ComboBox, type ComboBoxProps } from '#renderer/ui/ComboBox.tsx'
import { LateChoices } from './LateChoices.tsx'

interface ChoiceOrTextProps extends Omit<ComboBoxProps, 'onSelect' | 'onBlur'> {
  readonly items: readonly Choice[]
  /** What a typed text stands for; without it: itself. */
  readonly read?: (text: string) => string
}

/** A field whose value is the id of a choice, shown by its label, or any other text. */
export const ChoiceOrText = memo(function ChoiceOrText({ items, value, onChange, read = itself, ...rest }: ChoiceOrTextProps) {
  const named = useMemo(() => withOwnLabels(items), [items])
  // What is being typed may be an id on its way to a longer one: it becomes a label when the field is left.
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: string } | null>(null)
  const shown = typed?.value === value ? typed.text : (named.find((item) => item.id === value)?.label ?? value)
  const change = (text: string) => {
    const next = named.find((item) => item.label === text)?.id ?? read(text)
    setTyped({ text, value: next })
    if (next !== value) onChange(next)
  }
  return (
    <LateChoices>
      {(isTouched) => (
        <ComboBox
          {...rest}
          items={isTouched ? named : noChoices}
          value={shown}
          onChange={change}
          onSelect={ignore}
          onBlur={() => setTyped(null)}
        />
      )}
    </LateChoices>
  )
})

const noChoices: readonly Choice[] = []

/** What is picked arrives as the text of the field too, which is where it is read. */
function ignore(): void {}

function itself(text: string): string {
  return text
}

/** Two choices of one name are told apart by their ids; every id that is not its own label is shown beside it. */
function withOwnLabels(items: readonly Choice[]): readonly Choice[] {
  const counts = new Map<string, number>()
  for (const { label } of items) counts.set(label, (counts.get(label) ?? 0) + 1)
  return items.map(({ id, label, hint }) => ({ id, label: counts.get(label) === 1 ? label : `${label} (${id})`, hint }))
}
