import { expect, it } from 'vitest'
import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import { codes } from '#nodes/codes/codes.node.ts'
import { read } from '#nodes/read/read.node.ts'
import { shopConnector } from '#tests/support/shop-connector.ts'
import type { CatalogueLookup } from './catalogue.ts'
import { nodeFace } from './node-face.ts'

const slots: FlowDocument['slots'] = { till: { connector: 'shop', label: 'Till' } }
const catalogue = {
  nodeType: (type: string) => [codes, read].map(describeNode).find((one) => one.type === type),
  connector: () => describeConnector(shopConnector),
  // A face asks for nothing else.
} as unknown as CatalogueLookup

const node = (type: string, settings: FlowNode['settings']): FlowNode => ({ id: type, type, version: 1, position: [0, 0], settings })

it('names the system a node works with', () => {
  expect(nodeFace(node('read', { slot: 'till', entity: 'order' }), slots, catalogue).kind).toBe('Read · Shop')
})

it('is of no system where a node only shows the lists of some', () => {
  const face = nodeFace(node('codes', { from: 'till', to: 'till' }), slots, catalogue)
  expect([face.kind, face.connector]).toEqual(['Match codes', undefined])
})
