import { Table2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type CodeTable, codeTables } from '#core/codes/code-tables.ts'
import type { FlowNode } from '#core/flow/document.ts'
import { changeSettings } from '#core/flow/edit.ts'
import { placedTable } from '#core/integration/tables.ts'
import type { Json } from '#core/kit/record.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { SlotBinding } from '#renderer/inspector/SlotBinding.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { CodeTablesEditor } from './CodeTablesEditor.tsx'
import './CodeTablesPanel.css'
import { type NodeSide, nodeTables } from './node-tables.ts'
import { type CodeSide, useOfferedTables } from './use-offered-tables.ts'

const documentOf = (state: EditorState) => state.document
const bindingsOf = (state: EditorState) => state.bindings
const editOf = (state: EditorState) => state.edit
const none: readonly CodeTable[] = []

/** The tables of a node, with the lists of the connections its slots are bound to. */
export function CodeTablesPanel({ node, field }: { readonly node: FlowNode; readonly field: string }) {
  const { t } = useTranslation('codes')
  const document = useEditor(documentOf)
  const bindings = useEditor(bindingsOf)
  const edit = useEditor(editOf)
  const { nodeType, connector } = useCatalogue()
  const {
    from,
    to,
    entity,
    needs: found,
  } = useMemo(() => nodeTables(document, node, { nodeType, connector }), [document, node, nodeType, connector])
  const setting = node.settings[field]
  // Only its shape: what else is wrong with a table is shown at its row.
  const parsed = useMemo(() => codeTables.safeParse(setting ?? []), [setting])
  const tables = parsed.data ?? none
  const needs = useSame(found)
  const offered = useOfferedTables(needs, sideOf(from, bindings), sideOf(to, bindings))
  const change = (next: readonly CodeTable[]) => {
    const placed = next.map((table) => {
      const need = needs.find(({ kind }) => kind === table.kind)
      return need ? placedTable(table, need) : table
    })
    edit(t('step.tables'), (before) => changeSettings(before, node.id, { [field]: placed as unknown as Json }))
  }
  if (!parsed.success)
    return <EmptyState icon={Table2} title={t('panel.title')} text={t('summary.strange', { message: parsed.error.issues[0]?.message })} />
  if (tables.length === 0 && (!from || !to)) return <EmptyState icon={Table2} title={t('panel.title')} text={t('panel.no-sides')} />
  if (tables.length === 0 && entity === undefined) return <EmptyState icon={Table2} title={t('panel.title')} text={t('panel.no-entity')} />
  const labels = { source: from?.system.label ?? '', target: to?.system.label ?? '' }
  if (tables.length === 0 && needs.length === 0) {
    return <EmptyState icon={Table2} title={t('panel.title')} text={t('panel.nothing', labels)} />
  }
  const unbound = [
    { side: from, label: t('panel.source-slot') },
    { side: to, label: t('panel.target-slot') },
  ].flatMap(({ side, label }) => (side && bindings[side.slot] === undefined ? [{ slot: side.slot, label }] : []))
  return (
    <div className="code-panel">
      {unbound.length > 0 && (
        <div className="code-panel-slots">
          {unbound.map(({ slot, label }) => (
            <SlotBinding key={slot} slotName={slot} label={label} />
          ))}
        </div>
      )}
      <CodeTablesEditor
        tables={tables}
        offered={offered}
        sourceLabel={labels.source || t('panel.source-slot')}
        targetLabel={labels.target || t('panel.target-slot')}
        onChange={change}
      />
    </div>
  )
}

function sideOf(side: NodeSide | undefined, bindings: Readonly<Record<string, string>>): CodeSide {
  return {
    systemLabel: side?.system.label ?? '',
    connectionId: side && bindings[side.slot],
    slotLabel: side?.label ?? '',
  }
}

/** The same value while its content is: typing in a table changes the document, not what there is to match. */
function useSame<Value>(value: Value): Value {
  const text = JSON.stringify(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: its text is its content
  return useMemo(() => value, [text])
}
