import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { MapPanel } from '#renderer/mapping/MapPanel.tsx'
import { type MapPanelState, mapPanelStore } from '#renderer/mapping/map-panel.ts'
import { CommentInspector } from './CommentInspector.tsx'
import { FlowInspector } from './FlowInspector.tsx'
import './Inspector.css'
import { NodeInspector } from './NodeInspector.tsx'
import { SelectionInspector } from './SelectionInspector.tsx'
import { UnknownNode } from './UnknownNode.tsx'
import { useRested } from './use-rested.ts'

const documentOf = (state: EditorState) => state.document
const selectionOf = (state: EditorState) => state.selection
const isCoveredIn = ({ opened }: MapPanelState) => opened !== null

/** The form of what is selected: a node, several, a comment, or the flow itself. */
export function Inspector() {
  const { t } = useTranslation('inspector')
  return (
    <aside className="inspector" aria-label={t('title')}>
      <Selected />
      <MapPanel />
    </aside>
  )
}

function Selected() {
  // Behind the wide panel it need not follow every key.
  const document = useRested(useEditor(documentOf), useStore(mapPanelStore, isCoveredIn))
  const selection = useEditor(selectionOf)
  const { nodeType } = useCatalogue()
  const [first, ...others] = selection
  if (first === undefined) return <FlowInspector />
  if (others.length > 0) return <SelectionInspector ids={selection} />
  const node = document.nodes.find((one) => one.id === first)
  const entry = node && nodeType(node.type)
  if (node && entry) return <NodeInspector key={first} document={document} node={node} entry={entry} />
  if (node) return <UnknownNode key={first} node={node} />
  const comment = document.comments?.find((one) => one.id === first)
  if (comment) return <CommentInspector key={first} comment={comment} />
  return <SelectionInspector ids={selection} />
}
