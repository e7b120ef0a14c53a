import { expect, it } from 'vitest'
import type { FlowNode } from './document.ts'
import { systemsOf } from './systems.ts'

it('names the systems as records meet them, and at the end those that no node names', () => {
  const node = (id: string, slot?: string): FlowNode => ({ id, type: 'x', version: 1, position: [0, 0], settings: slot ? { slot } : {} })
  const slot = (connector: string) => ({ connector, label: connector })
  const systems = systemsOf({
    ...{ format: 1, id: 'x', name: 'x', options: { onFailure: 'continue', timeZone: 'UTC' } },
    nodes: [node('write', 'books'), node('map'), node('read', 'till')],
    wires: [
      { from: ['read', 'out'], to: 'map' },
      { from: ['map', 'out'], to: 'write' },
    ],
    slots: { books: slot('odoo'), spare: slot('accountview'), till: slot('mplus') },
  })
  expect(systems).toEqual(['mplus', 'odoo', 'accountview'])
})
