import i18next from 'i18next'
import type { Wire } from '#core/flow/document.ts'
import { connect } from '#core/flow/edit.ts'
import { make, refuse } from '#core/flow/make-edit.ts'
import { cutWires, detach, insertOnWire, rewire, whyNotConnect } from '#core/flow/wires.ts'
import { indexOf } from '../document-index.ts'
import type { Canvas } from './canvas-store.ts'
import { titleOf } from './thing-words.ts'

/** What people do to wires, each one step of the history. */
export function drawWire(canvas: Canvas, wire: Wire): boolean {
  const label = i18next.t('editor:did.connected', { from: titleOf(canvas, wire.from[0]), to: titleOf(canvas, wire.to) })
  const isMade = canvas.editor.getState().edit(label, (document) => {
    const why = whyNotConnect(document, wire, canvas.portsOf)
    return why === undefined ? connect(document, wire) : refuse(why)
  })
  if (isMade) canvas.say(label)
  return isMade
}

export function leadElsewhere(canvas: Canvas, key: string, ends: Partial<Pick<Wire, 'from' | 'to'>>): void {
  const wire = indexOf(canvas.editor.getState().document).wires.get(key)
  if (!wire) return
  canvas.editor.getState().edit(i18next.t('editor:did.rewired'), (document) => rewire(document, wire, ends, canvas.portsOf))
}

export function cutWiresByKey(canvas: Canvas, keys: readonly string[]): void {
  if (keys.length === 0) return
  const label = i18next.t('editor:did.cut', { count: keys.length })
  canvas.editor.getState().edit(label, (document) => cutWires(document, new Set(keys)))
  canvas.say(label)
}

export function spliceInto(canvas: Canvas, key: string, nodeId: string): void {
  const wire = indexOf(canvas.editor.getState().document).wires.get(key)
  if (!wire) return
  const label = i18next.t('editor:did.spliced', { name: titleOf(canvas, nodeId) })
  canvas.editor.getState().edit(label, (document) => insertOnWire(document, wire, nodeId, canvas.portsOf))
}

/** Takes the selected nodes off their wires; what was before leads on to what was after. */
export function detachSelected(canvas: Canvas): void {
  const { document, selection, edit } = canvas.editor.getState()
  const ids = selection.filter((id) => indexOf(document).nodes.has(id))
  if (ids.length === 0) return
  const label = i18next.t('editor:did.detached', { count: ids.length, name: titleOf(canvas, ids[0] ?? '') })
  edit(label, (flow) => (ids.length === 0 ? make(flow, []) : detach(flow, ids, canvas.portsOf)))
  canvas.say(label)
}
