import i18next from 'i18next'
import { host } from '#renderer/contract/host.ts'
import { toast } from '#renderer/ui/toast.ts'
import type { EditorStore } from './store.ts'

/** A slot that came with a node added by hand. */
export interface NewSlot {
  readonly name: string
  readonly connectorId: string
  readonly does: 'read' | 'write'
}

/** Gives a new slot its connection where there is nothing to choose: exactly one of this computer fits. Says so. */
export async function bindByItself(editor: EditorStore, { name: slot, connectorId, does }: NewSlot): Promise<void> {
  try {
    const all = await host.request('connection:list', {})
    const [only, ...others] = all.filter((one) => one.connectorId === connectorId && (does === 'read' || !one.readOnly))
    const { document, bindings, bind } = editor.getState()
    const isFree = Object.hasOwn(document.slots, slot) && bindings[slot] === undefined
    if (!only || others.length > 0 || !isFree) return
    await bind(slot, only.id)
    toast({ title: i18next.t('inspector:slot.uses', { name: only.name }) })
  } catch {
    // Nobody asked for it: the slot stays without a connection, and the flow says so as for any other.
  }
}
