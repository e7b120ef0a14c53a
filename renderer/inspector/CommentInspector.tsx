import { useTranslation } from 'react-i18next'
import type { Comment } from '#core/flow/document.ts'
import { changeComment } from '#core/flow/edit.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { TextField } from '#renderer/ui/TextField.tsx'

const editOf = (state: EditorState) => state.edit

export function CommentInspector({ comment }: { readonly comment: Comment }) {
  const { t } = useTranslation('inspector')
  const edit = useEditor(editOf)
  return (
    <div className="inspector-form">
      <TextField
        label={t('comment.text')}
        isMultiline
        value={comment.text}
        onChange={(text) => edit(t('step.comment'), (document) => changeComment(document, comment.id, { text }))}
      />
    </div>
  )
}
