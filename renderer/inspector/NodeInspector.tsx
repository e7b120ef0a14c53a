import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { renameNode, setNodeDisabled } from '#core/flow/edit.ts'
import type { NodeEntry } from '#core/kit/describe.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { mapPanel } from '#renderer/mapping/map-panel.ts'
import { Switch } from '#renderer/ui/Switch.tsx'
import { Tabs } from '#renderer/ui/Tabs.tsx'
import { PlaceContext } from './inspector-context.ts'
import { NodeHelp } from './NodeHelp.tsx'
import { placeOf } from './node-place.ts'
import { type NodeProblem, problemsOf } from './node-problems.ts'
import { ProblemList } from './ProblemList.tsx'
import { SettingsForm } from './SettingsForm.tsx'
import { showSetting } from './show-setting.ts'
import { TrimmedField } from './TrimmedField.tsx'

const checkOf = (state: EditorState) => state.check
const editOf = (state: EditorState) => state.edit
const panelOf = (state: EditorState) => state.panel

interface NodeInspectorProps {
  readonly document: FlowDocument
  readonly node: FlowNode
  readonly entry: NodeEntry
}

/** One node: its name, what it does, what is wrong with it, and its form. */
export const NodeInspector = memo(function NodeInspector({ document, node, entry }: NodeInspectorProps) {
  const { t } = useTranslation('inspector')
  const check = useEditor(checkOf)
  const edit = useEditor(editOf)
  const { connector } = useCatalogue()
  const [tab, setTab] = useState('settings')
  const form = useRef<HTMLDivElement>(null)
  const place = useMemo(() => placeOf({ document, node, entry }, connector), [document, node, entry, connector])
  const problems = useMemo(() => problemsOf(place, check), [place, check])
  const wide = entry.fields.find(({ kind }) => kind === 'mappings' || kind === 'codeTables')?.name
  useAskedFor(node.id, () => wide && mapPanel.open(node.id, wide))
  const show = ({ field }: NodeProblem) => {
    setTab('settings')
    if (wide === field) mapPanel.open(node.id, field)
    else showSetting(form.current, field)
  }
  return (
    <PlaceContext value={place}>
      <div className="inspector-node" ref={form}>
        <header className="inspector-head">
          <TrimmedField
            label={t('node.name')}
            isLabelHidden
            placeholder={entry.label}
            value={node.name ?? ''}
            onChange={(name) => edit(t('step.rename'), (before) => renameNode(before, node.id, name))}
          />
          <p className="inspector-what">
            <strong>{entry.label}</strong> · {entry.summary}
          </p>
          {node.disabled && (
            <Switch
              label={t('node.off')}
              help={t('node.off-help')}
              isOn
              onChange={() => edit(t('step.on'), (before) => setNodeDisabled(before, node.id, false))}
            />
          )}
          <ProblemList problems={problems} entry={entry} onShow={show} />
        </header>
        <Tabs
          label={t('tabs')}
          selected={tab}
          onSelect={setTab}
          items={[
            { id: 'settings', label: t('tab.settings'), content: <SettingsForm problems={problems} /> },
            { id: 'help', label: t('tab.help'), content: <NodeHelp /> },
          ]}
        />
      </div>
    </PlaceContext>
  )
})

/** Calls when somebody asked for this node's form, once for each time; a node that is selected again later was not asked for again. */
function useAskedFor(nodeId: string, answer: () => void): void {
  const panel = useEditor(panelOf)
  const current = useRef(answer)
  current.current = answer
  useEffect(() => {
    if (panel?.nodeId !== nodeId || answered === panel) return
    answered = panel
    current.current()
  }, [panel, nodeId])
}

/** The wish that was answered last: the form itself comes and goes with the selection. */
let answered: EditorState['panel'] = null
