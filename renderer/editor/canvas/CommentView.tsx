import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeComment } from '#core/flow/edit.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { indexOf } from '../document-index.ts'
import { type EditorState, useEditor, useEditorStore } from '../store.ts'
import { type CanvasState, useCanvas, useCanvasState } from './canvas-store.ts'
import type { CommentThing } from './canvas-things.ts'
import { grid } from './geometry.ts'
import './CommentView.css'

function picksFor(id: string) {
  return {
    comment: ({ document }: EditorState) => indexOf(document).comments.get(id),
    hasFocus: ({ focusId }: CanvasState) => focusId === id,
    isEdited: ({ renaming }: CanvasState) => renaming === id,
  }
}

/** A note on the canvas: a double click or Enter edits it, its edges resize it. */
export const CommentView = memo(function CommentView({ id, selected }: NodeProps<CommentThing>) {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const canvas = useCanvas()
  const pick = useMemo(() => picksFor(id), [id])
  const comment = useEditor(pick.comment)
  const hasFocus = useCanvasState(pick.hasFocus)
  const isEdited = useCanvasState(pick.isEdited)
  const [text, setText] = useState('')
  const area = useRef<HTMLTextAreaElement>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is taken over when editing begins, not while it goes on
  useEffect(() => {
    if (!isEdited) return
    setText(comment?.text ?? '')
    area.current?.focus()
    area.current?.select()
  }, [isEdited])

  if (!comment) return null
  const finish = (isKept: boolean) => {
    if (isKept && text !== comment.text)
      editor.getState().edit(t('did.comment-changed'), (document) => changeComment(document, id, { text }))
    canvas.store.setState({ renaming: null })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: see NodeView
    <div
      className={classNames('comment', selected && 'comment-selected')}
      role="group"
      aria-roledescription={t('comment.role')}
      aria-label={comment.text || t('comment.empty')}
      tabIndex={hasFocus ? 0 : -1}
      data-thing={id}
      onDoubleClick={() => canvas.store.setState({ renaming: id })}
    >
      <NodeResizer
        isVisible={selected && !isEdited}
        minWidth={96}
        minHeight={40}
        lineClassName="comment-edge"
        handleClassName="comment-corner"
        onResizeEnd={(_event, { x, y, width, height }) => {
          const snap = (value: number) => Math.round(value / grid) * grid
          editor
            .getState()
            .edit(t('did.comment-resized'), (document) =>
              changeComment(document, id, { size: [snap(width), snap(height)], position: [Math.round(x), Math.round(y)] }),
            )
          canvas.settle()
        }}
      />
      {isEdited ? (
        <textarea
          ref={area}
          className="comment-text nodrag nowheel"
          aria-label={t('comment.text')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => finish(true)}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Escape') finish(false)
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) finish(true)
          }}
        />
      ) : (
        <div className="comment-text">{comment.text || <span className="comment-empty">{t('comment.empty')}</span>}</div>
      )}
    </div>
  )
})
