import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyNodes, type FieldKindsOf, paste } from './clipboard.ts'
import { applyDiff, reverseDiff } from './diff.ts'
import type { FlowDocument } from './document.ts'
import { parseFlow } from './parse.ts'
import { serializeFlow } from './serialize.ts'
import { anyFlow, flowNode, flowOf, wire } from './test-builders.ts'

const kinds: Readonly<Record<string, ReturnType<FieldKindsOf>>> = {
  read: { slot: 'slot', entity: 'entity' },
  http: { slot: 'slot', token: 'secret', url: 'text' },
  catch: { nodes: 'nodes' },
  map: {},
}
const kindsOf: FieldKindsOf = (type) => kinds[type]

const flow: FlowDocument = {
  ...flowOf('x', 'a>b b>c'),
  nodes: [
    flowNode('a', { type: 'read', position: [100, 50], settings: { slot: 'till', entity: 'order' } }),
    flowNode('b', { type: 'http', position: [300, 80], settings: { token: 'hunter2', url: 'https://example.com' } }),
    flowNode('c', { type: 'catch', position: [500, 80], settings: { nodes: ['a', 'b'] } }),
  ],
  slots: { till: { connector: 'mplus', label: 'Till' }, books: { connector: 'odoo', label: 'Books' } },
}

function pasted(into: FlowDocument, text: string) {
  const made = paste(into, { text, at: [0, 0], kindsOf })
  if ('refused' in made) throw new Error(made.refused)
  return made
}

describe('what is copied', () => {
  it('is a small flow of its own: the nodes, the wires among them, the slots they use', () => {
    expect(JSON.parse(copyNodes(flow, ['a', 'b'], kindsOf))).toMatchObject({
      nodes: [{ id: 'a' }, { id: 'b' }],
      wires: [{ from: ['a', 'out'], to: 'b' }],
      slots: { till: { connector: 'mplus', label: 'Till' } },
    })
    expect(copyNodes(flow, ['a', 'b'], kindsOf)).not.toContain('books')
  })

  it('holds no secret', () => {
    expect(copyNodes(flow, ['b'], kindsOf)).not.toContain('hunter2')
  })
})

describe('what is pasted', () => {
  it('gets ids of its own and keeps its wires', () => {
    const { document, ids } = pasted(flow, copyNodes(flow, ['a', 'b'], kindsOf))
    expect(ids).toEqual(['a-2', 'b-2'])
    expect(document.wires.at(-1)).toEqual(wire('a-2', 'b-2'))
  })

  it('goes where it is asked to, as it stood among itself', () => {
    const { document } = pasted(flow, copyNodes(flow, ['a', 'b'], kindsOf))
    expect(document.nodes.slice(-2).map(({ position }) => position)).toEqual([
      [0, 0],
      [200, 30],
    ])
  })

  it('shares a slot of the same name and system', () => {
    const { document } = pasted(flow, copyNodes(flow, ['a'], kindsOf))
    expect(document.slots).toEqual(flow.slots)
    expect(document.nodes.at(-1)?.settings.slot).toBe('till')
  })

  it('brings a slot of the same name for another system in under a new name', () => {
    const other = { ...flowOf('z'), slots: { till: { connector: 'ccv', label: 'Other till' } } }
    const { document } = pasted(other, copyNodes(flow, ['a'], kindsOf))
    expect(document.slots).toMatchObject({ till: { connector: 'ccv' }, 'till-2': { connector: 'mplus' } })
    expect(document.nodes.at(-1)?.settings.slot).toBe('till-2')
  })

  it('names nodes that came along by their new ids, keeps those that are here, and forgets others', () => {
    const text = copyNodes(flow, ['b', 'c'], kindsOf)
    expect(pasted(flow, text).document.nodes.at(-1)?.settings.nodes).toEqual(['a', 'b-2'])
    expect(pasted(flowOf('z'), text).document.nodes.at(-1)?.settings.nodes).toEqual(['b'])
  })

  it.each(['', 'milk, eggs', '{"format":1}', '{"format":1,"id":"x","name":"x","nodes":[{"__proto__":1}]}'])(
    'is refused when it is %j',
    (text) => {
      expect(paste(flow, { text, at: [0, 0], kindsOf })).toMatchObject({ refused: expect.any(String) })
    },
  )

  it('is refused when the flow would become too large', () => {
    const text = serializeFlow({ ...flowOf('x'), nodes: Array.from({ length: 5_000 }, (_none, index) => flowNode(`n${index}`)) })
    expect(paste(flow, { text, at: [0, 0], kindsOf })).toMatchObject({ refused: expect.stringMatching(/5000 nodes/) })
  })
})

it('a paste of any flow into any other is a flow again, and is taken back byte for byte', () => {
  fc.assert(
    fc.property(anyFlow, anyFlow, (one, other) => {
      const made = pasted(
        one,
        copyNodes(
          other,
          [...other.nodes, ...(other.comments ?? [])].map(({ id }) => id),
          kindsOf,
        ),
      )
      expect('ok' in parseFlow(JSON.parse(JSON.stringify(made.document)))).toBe(true)
      expect(serializeFlow(applyDiff(made.document, reverseDiff(made.diff)))).toBe(serializeFlow(one))
    }),
  )
})
