import { MousePointerClick } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import './DataDrawer.css'
import { NodeDataView } from './NodeDataView.tsx'

const documentOf = (state: EditorState) => state.document
const selectionOf = (state: EditorState) => state.selection

/** What went into the selected node and what left it, in the last run or preview. */
export function DataDrawer() {
  const { t } = useTranslation('data')
  const document = useEditor(documentOf)
  const selection = useEditor(selectionOf)
  const { nodeType } = useCatalogue()
  const node = useMemo(
    () => (selection.length === 1 ? document.nodes.find((one) => one.id === selection[0]) : undefined),
    [document.nodes, selection],
  )
  const entry = node && nodeType(node.type)
  if (!node || !entry) {
    return <EmptyState icon={MousePointerClick} title={t('choose.title')} text={t('choose.text')} />
  }
  return <NodeDataView key={node.id} node={node} entry={entry} />
}
