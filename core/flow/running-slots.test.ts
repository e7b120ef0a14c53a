import { expect, it } from 'vitest'
import { nodes } from '#nodes/index.ts'
import type { FlowDocument, FlowNode } from './document.ts'
import { withRunningSlots } from './running-slots.ts'

const node = (id: string, type: string, settings: FlowNode['settings']): FlowNode => ({ id, type, version: 1, position: [0, 0], settings })

const slotsOf = (...all: readonly FlowNode[]) => {
  const slot = (connector: string) => ({ connector, label: connector })
  const document: FlowDocument = {
    ...{ format: 1, id: 'f', name: 'Flow', wires: [], options: { onFailure: 'continue', timeZone: 'UTC' } },
    slots: { till: slot('mplus'), books: slot('odoo'), spare: slot('odoo') },
    nodes: all,
  }
  return Object.keys(withRunningSlots(document, nodes).slots)
}

const codes = node('codes', 'codes', { from: 'till', to: 'books', tables: [] })

it('leaves out what is named for its lists alone', () => {
  expect(slotsOf(node('read', 'read', { slot: 'till', entity: 'order' }), codes)).toEqual(['till', 'spare'])
})

it('keeps what another node works with', () => {
  expect(slotsOf(codes, node('write', 'upsert', { slot: 'books', entity: 'order' }))).toEqual(['books', 'spare'])
})
