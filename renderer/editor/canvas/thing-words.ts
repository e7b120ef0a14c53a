import i18next from 'i18next'
import { indexOf } from '../document-index.ts'
import { nodeFace } from '../node-face.ts'
import type { Canvas } from './canvas-store.ts'

/** What a node, comment or group is called in a sentence. */
export function titleOf({ editor, catalogue }: Canvas, id: string): string {
  const { document } = editor.getState()
  const { nodes, comments, groups } = indexOf(document)
  const node = nodes.get(id)
  if (node) return nodeFace(node, document.slots, catalogue).title
  const comment = comments.get(id)
  if (comment) return i18next.t('editor:comment.role')
  return groups.get(id)?.name || i18next.t('editor:group.unnamed')
}

/** `Read orders`, or how many: for labels of the history. */
export function wordsFor(canvas: Canvas, ids: readonly string[]): { readonly count: number; readonly name: string } {
  return { count: ids.length, name: ids[0] === undefined ? '' : titleOf(canvas, ids[0]) }
}
