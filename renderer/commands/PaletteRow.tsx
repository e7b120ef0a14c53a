import { Command as CommandIcon, Workflow } from 'lucide-react'
import { ListBoxItem } from 'react-aria-components'
import { type OutcomeKind, outcomeKinds } from '#core/kit/record.ts'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { Keys } from '#renderer/ui/Keys.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import '#renderer/ui/option.css'
import type { PaletteEntry } from './palette-entries.ts'
import { useCommandKeys } from './shown-keys.ts'

export function PaletteRow({ id, entry }: { readonly id: string; readonly entry: PaletteEntry }) {
  return (
    <ListBoxItem id={id} textValue={entry.label} className="option command-palette-row">
      <RowIcon entry={entry} />
      <span className="cut">{entry.label}</span>
      <RowEnd entry={entry} />
    </ListBoxItem>
  )
}

function RowIcon({ entry }: { readonly entry: PaletteEntry }) {
  switch (entry.kind) {
    case 'command':
      return <CommandIcon className="option-icon" aria-hidden />
    case 'flow':
      return <Workflow className="option-icon" aria-hidden />
    case 'connection':
      return <SystemIcon connector={entry.connectorId} size="small" />
    case 'record':
      return <EntityIcon entity={entry.entity} />
  }
}

function RowEnd({ entry }: { readonly entry: PaletteEntry }) {
  switch (entry.kind) {
    case 'command':
      return <CommandKeys id={entry.commandId} hint={entry.hint} />
    case 'flow':
      return (
        <span className="command-palette-end">
          {entry.connectors.map((connector) => (
            <SystemIcon key={connector} connector={connector} size="small" />
          ))}
        </span>
      )
    case 'connection':
      return null
    case 'record':
      return (
        <span className="command-palette-end cut">
          {entry.hint && <span className="cut option-hint">{entry.hint}</span>}
          {isOutcome(entry.outcome) && <OutcomeMark kind={entry.outcome} />}
        </span>
      )
  }
}

function CommandKeys({ id, hint }: { readonly id: string; readonly hint: string }) {
  const keys = useCommandKeys(id)
  return (
    <span className="command-palette-end">
      <span className="option-hint">{hint}</span>
      {keys && <Keys keys={keys} />}
    </span>
  )
}

function isOutcome(kind: string): kind is OutcomeKind {
  return outcomeKinds.some((one) => one === kind)
}
