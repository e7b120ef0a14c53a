import { type ComponentType, createContext, useContext } from 'react'
import type { ValueDraft } from './mapping-rows.ts'
import type { SourceField } from './source-fields.ts'

export interface ValueEditorProps {
  readonly label: string
  readonly value: ValueDraft
  readonly fields: readonly SourceField[]
  /** Paths start at a line of this list. */
  readonly list: string | undefined
  readonly onChange: (value: ValueDraft) => void
}

/** A value holds steps, and a step holds values: the panel gives the editor of both to whoever is inside. */
export const ValueEditorContext = createContext<ComponentType<ValueEditorProps> | null>(null)

export function useValueEditor(): ComponentType<ValueEditorProps> {
  const editor = useContext(ValueEditorContext)
  if (!editor) throw new Error('A step is edited outside a panel of mappings.')
  return editor
}
