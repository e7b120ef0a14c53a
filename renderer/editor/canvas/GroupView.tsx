import type { NodeProps } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { changeGroup } from '#core/flow/groups.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { indexOf } from '../document-index.ts'
import { type EditorState, useEditor, useEditorStore } from '../store.ts'
import { type CanvasState, useCanvas, useCanvasState } from './canvas-store.ts'
import type { GroupThing } from './canvas-things.ts'
import './GroupView.css'
import { NameField } from './NameField.tsx'

function picksFor(id: string) {
  return {
    group: ({ document }: EditorState) => indexOf(document).groups.get(id),
    hasFocus: ({ focusId }: CanvasState) => focusId === id,
    isRenamed: ({ renaming }: CanvasState) => renaming === id,
  }
}

/** The frame around a group: its name drags it, a double click renames it. What is inside stays reachable through it. */
export const GroupView = memo(function GroupView({ id, selected }: NodeProps<GroupThing>) {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const canvas = useCanvas()
  const pick = useMemo(() => picksFor(id), [id])
  const group = useEditor(pick.group)
  const hasFocus = useCanvasState(pick.hasFocus)
  const isRenamed = useCanvasState(pick.isRenamed)
  if (!group) return null
  const finish = (name: string | null) => {
    if (name !== null && name !== group.name)
      editor.getState().edit(t('did.group-renamed'), (document) => changeGroup(document, id, { name }))
    canvas.store.setState({ renaming: null })
  }
  return (
    <div className={classNames('group-frame', `group-${group.colour ?? 'plain'}`, selected && 'group-selected')}>
      {(['top', 'right', 'bottom', 'left'] as const).map((edge) => (
        <span key={edge} className={`group-edge group-edge-${edge} group-handle`} />
      ))}
      {isRenamed ? (
        <NameField className="group-name group-name-edited" label={t('group.name')} name={group.name ?? ''} onFinish={finish} />
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: see NodeView
        <span
          className="group-name group-handle"
          role="group"
          aria-roledescription={t('group.role')}
          aria-label={`${group.name || t('group.unnamed')}, ${t('group.count', { count: group.members.length })}`}
          tabIndex={hasFocus ? 0 : -1}
          data-thing={id}
          onDoubleClick={() => canvas.store.setState({ renaming: id })}
        >
          {group.name || t('group.unnamed')}
        </span>
      )}
    </div>
  )
})
