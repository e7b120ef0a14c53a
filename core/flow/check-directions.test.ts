import { expect, it } from 'vitest'
import { defineNode } from '#core/kit/define-node.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { checkDirections } from './check-directions.ts'
import type { FlowDocument, FlowNode } from './document.ts'
import { flowNode, flowOf } from './test-builders.ts'

const common = { version: 1, label: '', summary: '', icon: '', describe: () => '', outputs: ['out'] } as const
const read = defineNode({
  ...{ ...common, type: 'read', category: 'source', effect: 'read', inputs: 0 },
  fields: { slot: field.slot({ label: 'From', does: 'read' }), entity: field.entity({ label: 'What' }) },
  open: () => ({ pages: async function* () {}, describePosition: () => '' }),
})
const write = defineNode({
  ...{ ...common, type: 'write', category: 'target', effect: 'write', inputs: 1 },
  fields: { slot: field.slot({ label: 'To', does: 'write' }), entity: field.entity({ label: 'What' }) },
  prepare: () => ({ process: (records: readonly FlowRecord[]) => records.map((record) => ({ port: 'out', record })) }),
})

/** Ends as `read:till:product`, wires as `a>b`. */
function flow(
  ends: Readonly<Record<string, string>>,
  wires: string,
  change: Readonly<Record<string, Partial<FlowNode>>> = {},
): FlowDocument {
  const nodes = Object.entries(ends).map(([id, text]) => {
    const [type = '', slot = '', entity = ''] = text.split(':')
    return flowNode(id, { type, settings: { slot, entity }, ...change[id] })
  })
  return {
    ...flowOf('x', wires),
    nodes,
    slots: { till: { connector: 'till', label: 'Till' }, books: { connector: 'books', label: 'Books' } },
  }
}

const both = { a: 'read:till:product', b: 'write:books:product', c: 'read:books:product', d: 'write:till:product' }
const problems = (document: FlowDocument) => checkDirections(document, { read, write })

it('refuses one kind of record going both ways between two systems, and names both nodes', () => {
  expect(problems(flow(both, 'a>b c>d'))).toEqual([
    {
      path: 'nodes[3]',
      code: 'both-directions',
      message:
        '"d": "product" goes from Books to Till here and back in "b": each change would return to where it was made, without end. Keep one direction',
    },
  ])
})

it.each([
  ['different kinds going different ways', flow({ ...both, c: 'read:books:stock', d: 'write:till:stock' }, 'a>b c>d')],
  ['the same way twice', flow({ ...both, c: 'read:till:product', d: 'write:books:product' }, 'a>b c>d')],
  ['a way back that leads nowhere', flow(both, 'a>b')],
  ['a way back that is switched off', flow(both, 'a>b c>d', { d: { disabled: true } })],
  ['a system that gets its own records back, enriched', flow({ a: 'read:till:product', b: 'write:till:product' }, 'a>b')],
])('lets through %s', (_what, document) => {
  expect(problems(document)).toEqual([])
})

it('sees through the nodes between', () => {
  expect(problems(flow({ ...both, e: 'map::' }, 'a>b c>e e>d'))).toHaveLength(1)
})
