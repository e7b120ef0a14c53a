import { CircleCheck, PlugZap, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { saySentence } from '#renderer/language/say-sentence.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { useCatalogue } from './catalogue.ts'
import { indexOf } from './document-index.ts'
import { nodeFace } from './node-face.ts'
import './ProblemsDrawer.css'
import { SlotBinding } from '#renderer/inspector/SlotBinding.tsx'
import { type EditorState, useEditor, useEditorStore } from './store.ts'

const checkOf = ({ check }: EditorState) => check
const documentOf = ({ document }: EditorState) => document

/** Everything that keeps the flow from running, each leading to its place; missing connections are chosen right here. */
export function ProblemsDrawer() {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const check = useEditor(checkOf)
  const document = useEditor(documentOf)
  const catalogue = useCatalogue()
  if (!check) return <Loading label={t('problems.checking')} />
  if (check.problems.length === 0 && check.unboundSlots.length === 0) {
    return <EmptyState icon={CircleCheck} title={t('problems.none')} text={t('problems.none-text')} />
  }
  const show = (nodeId: string) => {
    editor.getState().zoomTo(nodeId)
    editor.getState().openPanel(nodeId)
  }
  return (
    <div className="problems">
      {check.unboundSlots.map((slot) => (
        <div key={slot} className="problems-slot">
          <PlugZap className="problems-icon" aria-hidden />
          <SlotBinding slotName={slot} label={t('problems.slot', { slot: document.slots[slot]?.label ?? slot })} />
        </div>
      ))}
      <ul>
        {check.problems.map((problem) => {
          const node = problem.nodeId === undefined ? undefined : indexOf(document).nodes.get(problem.nodeId)
          const words = (
            <>
              <TriangleAlert className="problems-icon" aria-hidden />
              <span className="problems-where cut">{node ? nodeFace(node, document.slots, catalogue).title : document.name}</span>
              <span className="problems-message">{saySentence(problem.message)}</span>
            </>
          )
          return (
            <li key={`${problem.path} ${problem.message}`}>
              {node ? (
                <button type="button" className="problems-row" onClick={() => show(node.id)}>
                  {words}
                </button>
              ) : (
                <div className="problems-row">{words}</div>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
