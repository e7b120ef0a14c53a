import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareFlows } from './compare.ts'
import { applyDiff, reverseDiff } from './diff.ts'
import type { FlowDocument } from './document.ts'
import { diffFlows, replaceDocument } from './replace.ts'
import { serializeFlow } from './serialize.ts'
import { anyFlow, flowNode, flowOf } from './test-builders.ts'

const flow = flowOf('a b c', 'a>b b>c')
const kinds = (from: FlowDocument, to: FlowDocument) => compareFlows(from, to).map(({ kind }) => kind)
const withNode = (change: Parameters<typeof flowNode>[1]): FlowDocument => ({
  ...flow,
  nodes: flow.nodes.map((node) => (node.id === 'b' ? flowNode('b', change) : node)),
})

describe('comparing', () => {
  it('finds nothing between a flow and itself', () => {
    expect(compareFlows(flow, JSON.parse(JSON.stringify(flow)))).toEqual([])
  })

  it('names the setting that changed, with old and new', () => {
    const before = withNode({ settings: { condition: { all: [{ is: 'equals', value: 'paid' }] } } })
    const after = withNode({ settings: { condition: { all: [{ is: 'equals', value: 'open' }] }, limit: 5 } })
    expect(compareFlows(before, after)).toMatchObject([
      {
        kind: 'node-settings',
        node: { id: 'b' },
        changes: [
          { path: 'condition.all[0].value', from: 'paid', to: 'open' },
          { path: 'limit', from: undefined, to: 5 },
        ],
      },
    ])
  })

  it('tells all that only moved in one', () => {
    const moved = { ...flow, nodes: flow.nodes.map((node) => ({ ...node, position: [9, 9] as const })) }
    expect(compareFlows(flow, moved)).toEqual([{ kind: 'moved', ids: ['a', 'b', 'c'] }])
  })

  it.each<[string, FlowDocument, readonly string[]]>([
    ['a node more', { ...flow, nodes: [...flow.nodes, flowNode('d')] }, ['node-added']],
    ['a node and its wires less', flowOf('a b', 'a>b'), ['node-removed', 'wire-removed']],
    ['another name of a node', withNode({ name: 'Only paid' }), ['node-renamed']],
    ['a node switched off', withNode({ disabled: true }), ['node-disabled']],
    ['another name of the flow', { ...flow, name: 'Other' }, ['flow-renamed']],
    ['another time zone', { ...flow, options: { ...flow.options, timeZone: 'UTC' } }, ['option']],
    ['a slot', { ...flow, slots: { till: { connector: 'mplus', label: 'Till' } } }, ['slot-added']],
    ['a comment', { ...flow, comments: [{ id: 'n', text: 'Why', position: [0, 0] }] }, ['comment-added']],
    ['a group', { ...flow, groups: [{ id: 'g', name: 'Till', members: ['a'] }] }, ['group-added']],
    ['what a newer Sluice wrote', { ...flow, unknown: { colour: 'red' } }, ['unknown-members']],
  ])('sees %s', (_name, after, expected) => {
    expect(kinds(flow, after)).toEqual(expected)
  })
})

describe('replacing a flow by any other', () => {
  it('makes exactly that flow, and is taken back byte for byte', () => {
    fc.assert(
      fc.property(anyFlow, anyFlow, (from, to) => {
        const edit = replaceDocument(from, to)
        if ('refused' in edit) throw new Error(edit.refused)
        expect(serializeFlow({ ...edit.document, id: to.id })).toBe(serializeFlow(to))
        expect(serializeFlow(applyDiff(edit.document, reverseDiff(edit.diff)))).toBe(serializeFlow(from))
      }),
    )
  })

  it('finds a difference exactly where comparing finds one', () => {
    fc.assert(
      fc.property(anyFlow, anyFlow, (from, to) => {
        const isSame = serializeFlow({ ...from, id: 'x' }) === serializeFlow({ ...to, id: 'x' })
        if (isSame) expect([diffFlows(from, to), compareFlows(from, to)]).toEqual([[], []])
        else expect(diffFlows(from, to)).not.toEqual([])
      }),
    )
  })
})
