import { Power, PowerOff, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { remove, setNodeDisabled } from '#core/flow/edit.ts'
import { inTurn } from '#core/flow/make-edit.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { Button } from '#renderer/ui/Button.tsx'

const documentOf = (state: EditorState) => state.document
const editOf = (state: EditorState) => state.edit
const selectOf = (state: EditorState) => state.select

/** Several things: what can be done with all of them. */
export function SelectionInspector({ ids }: { readonly ids: readonly string[] }) {
  const { t } = useTranslation('inspector')
  const { nodes } = useEditor(documentOf)
  const edit = useEditor(editOf)
  const select = useEditor(selectOf)
  const { nodeType } = useCatalogue()
  const selected = nodes.filter((node) => ids.includes(node.id))
  const isAnyOn = selected.some((node) => !node.disabled)
  const turn = (isDisabled: boolean) =>
    edit(t(isDisabled ? 'step.off' : 'step.on'), (document) =>
      inTurn(
        document,
        selected.map((node) => (now: typeof document) => setNodeDisabled(now, node.id, isDisabled)),
      ),
    )
  return (
    <div className="inspector-form">
      <h2 className="inspector-title">{t('selection.title', { count: ids.length })}</h2>
      <ul className="inspector-list">
        {selected.map((node) => (
          <li key={node.id}>
            <Button variant="plain" size="small" onPress={() => select([node.id])}>
              {node.name ?? nodeType(node.type)?.label ?? node.id}
            </Button>
          </li>
        ))}
      </ul>
      <div className="inspector-actions">
        {selected.length > 0 && (
          <Button icon={isAnyOn ? PowerOff : Power} onPress={() => turn(isAnyOn)}>
            {t(isAnyOn ? 'selection.off' : 'selection.on')}
          </Button>
        )}
        <Button icon={Trash2} onPress={() => edit(t('step.remove', { count: ids.length }), (document) => remove(document, ids))}>
          {t('selection.remove')}
        </Button>
      </div>
    </div>
  )
}
