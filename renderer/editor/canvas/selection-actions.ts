import i18next from 'i18next'
import { type Alignment, align, distribute } from '#core/flow/arrange.ts'
import { copyNodes, freeId, paste, takenIds } from '#core/flow/clipboard.ts'
import { type FlowDocument, groupColours } from '#core/flow/document.ts'
import { addComment, moveNodes, remove, setNodeDisabled } from '#core/flow/edit.ts'
import { changeGroup, groupMembers, removeFromGroup, ungroup, withMembers } from '#core/flow/groups.ts'
import { type Edit, inTurn } from '#core/flow/make-edit.ts'
import { tidy } from '#core/flow/tidy.ts'
import { cutWires, detach } from '#core/flow/wires.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { toast } from '#renderer/ui/toast.ts'
import { indexOf } from '../document-index.ts'
import { fieldKindsIn } from '../node-face.ts'
import type { Canvas } from './canvas-store.ts'
import { around, grid, type Point, sizeIn } from './geometry.ts'
import { wordsFor } from './thing-words.ts'
import { focusThing, middleOfView, rectsOf } from './view-actions.ts'

/** What people do to what is selected, each one step of the history. */
function change(canvas: Canvas, did: string, ids: readonly string[], make: (document: FlowDocument) => Edit): boolean {
  const label = i18next.t(`editor:did.${did}`, wordsFor(canvas, ids))
  const isMade = canvas.editor.getState().edit(label, make)
  if (isMade) canvas.say(label)
  return isMade
}

/** The selection, or else what the keyboard is on. */
export function meantIds(canvas: Canvas): readonly string[] {
  const { selection } = canvas.editor.getState()
  if (selection.length > 0) return selection
  const { focusId } = canvas.store.getState()
  return focusId === null ? [] : [focusId]
}

function nodesOf(canvas: Canvas, ids: readonly string[]): readonly string[] {
  const { document } = canvas.editor.getState()
  const { nodes } = indexOf(document)
  return [...withMembers(document, ids)].filter((id) => nodes.has(id))
}

/** Selected wires go with it; `reconnect` leads what came before on to what came after. */
export function deleteSelected(canvas: Canvas, { reconnect = false }: { readonly reconnect?: boolean } = {}): void {
  const { document, selectedWires } = canvas.editor.getState()
  const meant = meantIds(canvas)
  const ids = selectedWires.length > 0 && canvas.editor.getState().selection.length === 0 ? [] : [...withMembers(document, meant)]
  if (ids.length === 0 && selectedWires.length === 0) return
  const next = neighbourOf(canvas, ids)
  const did = ids.length === 0 ? 'cut' : reconnect ? 'deleted-reconnected' : 'deleted'
  const words = ids.length === 0 ? selectedWires : meant
  const isMade = change(canvas, did, words, (flow) =>
    inTurn(flow, [
      (one) => cutWires(one, new Set(selectedWires)),
      ...(reconnect ? [(one: FlowDocument) => detach(one, nodesOf(canvas, ids), canvas.portsOf)] : []),
      (one) => remove(one, ids),
    ]),
  )
  if (!isMade) return
  canvas.editor.getState().select([])
  if (next !== null) focusThing(canvas, next)
}

/** Where the keyboard goes when these are gone: what was wired to the first of them. */
function neighbourOf(canvas: Canvas, ids: readonly string[]): string | null {
  const { document } = canvas.editor.getState()
  const { into, from } = indexOf(document)
  const gone = new Set(ids)
  const first = ids[0] ?? ''
  const near = [...(into.get(first) ?? []).map((wire) => wire.from[0]), ...(from.get(first) ?? []).map((wire) => wire.to)]
  return near.find((id) => !gone.has(id)) ?? document.nodes.find(({ id }) => !gone.has(id))?.id ?? null
}

export function toggleDisabled(canvas: Canvas): void {
  const { document } = canvas.editor.getState()
  const ids = nodesOf(canvas, meantIds(canvas))
  if (ids.length === 0) return
  const isDisabled = ids.some((id) => indexOf(document).nodes.get(id)?.disabled !== true)
  change(canvas, isDisabled ? 'disabled' : 'enabled', ids, (flow) =>
    inTurn(
      flow,
      ids.map((id) => (one: FlowDocument) => setNodeDisabled(one, id, isDisabled)),
    ),
  )
}

export function nudge(canvas: Canvas, by: Point): void {
  const ids = meantIds(canvas)
  if (ids.length > 0) change(canvas, 'moved', ids, (flow) => moveNodes(flow, ids, by))
}

export function alignSelected(canvas: Canvas, to: Alignment): void {
  const { selection, document } = canvas.editor.getState()
  change(canvas, 'aligned', selection, (flow) => align(flow, selection, to, sizeIn(document, canvas.portsOf)))
}

export function distributeSelected(canvas: Canvas, direction: 'across' | 'down'): void {
  const { selection, document } = canvas.editor.getState()
  change(canvas, 'distributed', selection, (flow) => distribute(flow, selection, direction, sizeIn(document, canvas.portsOf)))
}

/** The selection when there is more than one node in it, the whole flow otherwise. */
export function tidySelected(canvas: Canvas): void {
  const { selection, document } = canvas.editor.getState()
  const chosen = nodesOf(canvas, selection)
  const ids = chosen.length > 1 ? chosen : null
  change(canvas, 'tidied', ids ?? document.nodes.map(({ id }) => id), (flow) => tidy(flow, ids, sizeIn(document, canvas.portsOf)))
}

export function groupSelected(canvas: Canvas): void {
  const { document, selection, select } = canvas.editor.getState()
  const { nodes, comments } = indexOf(document)
  const ids = [...withMembers(document, selection.length > 0 ? selection : meantIds(canvas))].filter(
    (id) => nodes.has(id) || comments.has(id),
  )
  if (ids.length === 0) return
  const id = freeId(takenIds(document), 'group')
  const isMade = change(canvas, 'grouped', ids, (flow) => groupMembers(flow, { id, name: '', colour: 'grey' }, ids))
  if (!isMade) return
  select([id])
  canvas.store.setState({ focusId: id, renaming: id })
}

export function ungroupSelected(canvas: Canvas): void {
  const { document } = canvas.editor.getState()
  const { groups, groupOf } = indexOf(document)
  const meant = meantIds(canvas)
  const frames = meant.filter((id) => groups.has(id))
  if (frames.length > 0) change(canvas, 'ungrouped', frames, (flow) => ungroup(flow, frames))
  else if (meant.some((id) => groupOf.has(id))) change(canvas, 'left-group', meant, (flow) => removeFromGroup(flow, meant))
}

/** Every selected frame. */
export function colourGroups(canvas: Canvas, colour: (typeof groupColours)[number]): void {
  const { document, selection } = canvas.editor.getState()
  const { groups } = indexOf(document)
  const frames = selection.filter((id) => groups.has(id))
  change(canvas, 'recoloured', frames, (flow) =>
    inTurn(
      flow,
      frames.map((id) => (one: FlowDocument) => changeGroup(one, id, { colour })),
    ),
  )
}

/** One colour after the other, beginning at the one the first frame has. */
export function recolourGroups(canvas: Canvas): void {
  const { document, selection } = canvas.editor.getState()
  const { groups } = indexOf(document)
  const first = selection.flatMap((id) => groups.get(id) ?? [])[0]
  const at = groupColours.map(String).indexOf(first?.colour ?? '')
  colourGroups(canvas, groupColours[(at + 1) % groupColours.length] ?? 'grey')
}

export function addCommentAt(canvas: Canvas, [x, y]: Point = middleOfView(canvas)): void {
  const { document, select } = canvas.editor.getState()
  const id = freeId(takenIds(document), 'comment')
  const position: Point = [Math.round(x / grid) * grid, Math.round(y / grid) * grid]
  if (!change(canvas, 'commented', [], (flow) => addComment(flow, { id, text: '', position }))) return
  select([id])
  canvas.store.setState({ focusId: id, renaming: id })
}

export function selectAll(canvas: Canvas): void {
  const { document, select } = canvas.editor.getState()
  select([...takenIds(document)])
  canvas.say(i18next.t('editor:said.selected', { count: takenIds(document).size }))
}

/** What is selected, as text for the clipboard; null when nothing is. */
export function copyText(canvas: Canvas): string | null {
  const ids = meantIds(canvas)
  return ids.length === 0 ? null : copyNodes(canvas.editor.getState().document, ids, fieldKindsIn(canvas.catalogue))
}

export async function copySelected(canvas: Canvas): Promise<boolean> {
  const text = copyText(canvas)
  if (text === null) return false
  await navigator.clipboard.writeText(text)
  canvas.say(i18next.t('editor:said.copied', { count: meantIds(canvas).length }))
  return true
}

export async function cutSelected(canvas: Canvas): Promise<void> {
  if (await copySelected(canvas)) deleteSelected(canvas)
}

/** Beside what it was copied from, or in the middle of the view when that is far away. */
export function pasteText(canvas: Canvas, text: string, at: Point = middleOfView(canvas)): void {
  const { document } = canvas.editor.getState()
  const place: Point = [Math.round(at[0] / grid) * grid, Math.round(at[1] / grid) * grid]
  const pasted = paste(document, { text, at: place, kindsOf: fieldKindsIn(canvas.catalogue) })
  if ('refused' in pasted) {
    const first = pasted.problems[0]
    toast({
      tone: 'failed',
      stays: false,
      title: i18next.t('editor:paste.refused'),
      text: first ? `${first.path} ${saySentences(first.message)}`.trim() : saySentences(pasted.refused),
    })
    return
  }
  if (pasted.ids.length === 0) return
  const isMade = canvas.editor.getState().edit(i18next.t('editor:did.pasted', { count: pasted.ids.length }), () => pasted)
  if (!isMade) return
  canvas.editor.getState().select(pasted.ids)
  canvas.say(i18next.t('editor:did.pasted', { count: pasted.ids.length }))
  const first = pasted.ids[0]
  if (first !== undefined) focusThing(canvas, first)
}

export async function pasteFromClipboard(canvas: Canvas): Promise<void> {
  const text = await navigator.clipboard.readText()
  pasteText(canvas, text)
}

export function duplicateSelected(canvas: Canvas): void {
  const text = copyText(canvas)
  const box = around(rectsOf(canvas, meantIds(canvas)))
  if (text !== null && box) pasteText(canvas, text, [box.x + 3 * grid, box.y + box.height + 3 * grid])
}
