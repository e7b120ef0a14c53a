import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { align, distribute } from './arrange.ts'
import { applyDiff, continueDiff, reverseDiff, squashDiffs } from './diff.ts'
import type { FlowDocument } from './document.ts'
import * as edits from './edit.ts'
import { addToGroup, changeGroup, groupMembers, removeFromGroup, ungroup } from './groups.ts'
import { serializeFlow } from './serialize.ts'
import { anyFlow, flowNode, flowOf, wire } from './test-builders.ts'
import { tidy } from './tidy.ts'
import { detach, insertOnWire, rewire } from './wires.ts'

function made(edit: edits.Edit): Extract<edits.Edit, { document: unknown }> {
  if ('refused' in edit) throw new Error(edit.refused)
  return edit
}

describe('editing', () => {
  it('adds a node on whole pixels', () => {
    const { document } = made(edits.addNode(flowOf('a'), flowNode('b', { position: [10.4, -0.3] })))
    expect(document.nodes[1]).toEqual(flowNode('b', { position: [10, 0] }))
  })

  it('moves nodes and comments together', () => {
    const flow = flowOf('a b', '', { comments: [{ id: 'note', text: 'Why', position: [5, 5] }] })
    const { document } = made(edits.moveNodes(flow, ['a', 'note'], [10, 20]))
    expect([document.nodes.map((node) => node.position), document.comments?.[0]?.position]).toEqual([
      [
        [10, 20],
        [0, 0],
      ],
      [15, 25],
    ])
  })

  it('removes a node together with its wires', () => {
    const { document } = made(edits.remove(flowOf('a b c', 'a>b b>c a>c'), ['b']))
    expect(document).toEqual(flowOf('a c', 'a>c'))
  })

  it('takes a setting away so that its default holds', () => {
    const flow = flowOf('', '', { nodes: [flowNode('a', { settings: { limit: 5, entity: 'order' } })] })
    const { document } = made(edits.changeSettings(flow, 'a', { limit: undefined, entity: 'product' }))
    expect(document.nodes[0]?.settings).toEqual({ entity: 'product' })
  })

  it('names a node, and takes the name away with an empty one', () => {
    const named = made(edits.renameNode(flowOf('a'), 'a', ' Only paid ')).document
    expect([named.nodes[0]?.name, made(edits.renameNode(named, 'a', '')).document]).toEqual(['Only paid', flowOf('a')])
  })

  it('binds a slot the flow has', () => {
    const flow = flowOf('a', '', { slots: { till: { connector: 'mplus', label: 'Till' } } })
    expect(made(edits.bindSlot(flow, 'a', { field: 'slot', slot: 'till' })).document.nodes[0]?.settings).toEqual({ slot: 'till' })
  })

  it('leaves the document it was given as it was', () => {
    const flow = flowOf('a b', 'a>b')
    const before = serializeFlow(flow)
    edits.remove(flow, ['a'])
    expect(serializeFlow(flow)).toBe(before)
  })
})

describe('is refused, with the reason:', () => {
  const flow = flowOf('a b c', 'a>b b>c', { slots: { till: { connector: 'mplus', label: 'Till' } } })
  const bound = made(edits.bindSlot(flow, 'a', { field: 'slot', slot: 'till' })).document

  it.each([
    ['a second node of one id', edits.addNode(flow, flowNode('a')), /already/],
    ['a wire that is there', edits.connect(flow, wire('a', 'b')), /already/],
    ['a wire to nothing', edits.connect(flow, wire('a', 'z')), /no node "z"/],
    ['a wire that closes a circle', edits.connect(flow, wire('c', 'a')), /circle/],
    ['a wire from a node to itself', edits.connect(flow, wire('a', 'a')), /circle/],
    ['a setting of no node', edits.changeSettings(flow, 'z', {}), /no node "z"/],
    ['a slot the flow does not have', edits.bindSlot(flow, 'a', { field: 'slot', slot: 'books' }), /no slot "books"/],
    ['removing a slot in use', edits.removeSlot(bound, 'till'), /"a" still uses/],
    ['a flow without a name', edits.renameFlow(flow, ' '), /name/],
  ])('%s', (_name, edit, reason) => {
    expect('refused' in edit && edit.refused).toMatch(reason)
  })
})

type Step = (document: FlowDocument) => edits.Edit
const id = fc.constantFrom('a', 'b', 'c', 'd', 'node-1', 'new')
const portsOf = () => ({ inputs: 1, outputs: ['out'] }) as const
const sizeOf = () => [100, 40] as const
const offset = fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 }))
const step: fc.Arbitrary<Step> = fc.oneof(
  id.map(
    (one): Step =>
      (flow) =>
        edits.addNode(flow, flowNode(one)),
  ),
  fc.tuple(fc.array(id), offset).map(
    ([ids, by]): Step =>
      (flow) =>
        edits.moveNodes(flow, ids, by),
  ),
  fc.tuple(id, id).map(
    ([from, to]): Step =>
      (flow) =>
        edits.connect(flow, wire(from, to)),
  ),
  fc.nat(5).map(
    (at): Step =>
      (flow) =>
        edits.disconnect(flow, flow.wires[at] ?? wire('x', 'y')),
  ),
  fc.tuple(id, fc.option(fc.string(), { nil: undefined })).map(
    ([one, value]): Step =>
      (flow) =>
        edits.changeSettings(flow, one, { limit: value }),
  ),
  fc.tuple(id, fc.string()).map(
    ([one, name]): Step =>
      (flow) =>
        edits.renameNode(flow, one, name),
  ),
  fc.tuple(id, fc.boolean()).map(
    ([one, off]): Step =>
      (flow) =>
        edits.setNodeDisabled(flow, one, off),
  ),
  fc.array(id).map(
    (ids): Step =>
      (flow) =>
        edits.remove(flow, ids),
  ),
  fc.tuple(id, fc.string()).map(
    ([one, label]): Step =>
      (flow) =>
        edits.setSlot(flow, one, { connector: 'mplus', label }),
  ),
  id.map(
    (one): Step =>
      (flow) =>
        edits.removeSlot(flow, one),
  ),
  id.map(
    (one): Step =>
      (flow) =>
        edits.addComment(flow, { id: one, text: 'Why', position: [1, 2] }),
  ),
  fc.tuple(id, fc.string()).map(
    ([one, text]): Step =>
      (flow) =>
        edits.changeComment(flow, one, { text }),
  ),
  fc.string().map(
    (name): Step =>
      (flow) =>
        edits.renameFlow(flow, name),
  ),
  fc.string().map(
    (text): Step =>
      (flow) =>
        edits.describeFlow(flow, text),
  ),
  fc.tuple(id, fc.array(id), fc.string()).map(
    ([one, members, name]): Step =>
      (flow) =>
        groupMembers(flow, { id: one, name }, members),
  ),
  fc.tuple(id, fc.array(id)).map(
    ([one, members]): Step =>
      (flow) =>
        addToGroup(flow, one, members),
  ),
  fc.array(id).map(
    (ids): Step =>
      (flow) =>
        removeFromGroup(flow, ids),
  ),
  fc.array(id).map(
    (ids): Step =>
      (flow) =>
        ungroup(flow, ids),
  ),
  fc.tuple(id, fc.string()).map(
    ([one, name]): Step =>
      (flow) =>
        changeGroup(flow, one, { name }),
  ),
  fc.tuple(fc.nat(5), id).map(
    ([at, one]): Step =>
      (flow) =>
        insertOnWire(flow, flow.wires[at] ?? wire('x', 'y'), one, portsOf),
  ),
  fc.array(id).map(
    (ids): Step =>
      (flow) =>
        detach(flow, ids, portsOf),
  ),
  fc.tuple(fc.nat(5), id).map(
    ([at, to]): Step =>
      (flow) =>
        rewire(flow, flow.wires[at] ?? wire('x', 'y'), { to }, portsOf),
  ),
  fc.array(id).map(
    (ids): Step =>
      (flow) =>
        align(flow, ids, 'left', sizeOf),
  ),
  fc.array(id).map(
    (ids): Step =>
      (flow) =>
        distribute(flow, ids, 'down', sizeOf),
  ),
  fc.constant((flow: FlowDocument) => tidy(flow, null, sizeOf)),
  fc.constantFrom('continue' as const, 'stop' as const).map(
    (onFailure): Step =>
      (flow) =>
        edits.changeOptions(flow, { onFailure }),
  ),
)

/** All edits that were not refused, one after the other. */
function perform(start: FlowDocument, steps: readonly Step[]) {
  let document = start
  const diffs = steps.flatMap((one) => {
    const edit = one(document)
    if ('refused' in edit) return []
    document = edit.document
    return [edit.diff]
  })
  return { document, diffs }
}

describe('a diff of any edits', () => {
  it('does again what the edits did', () => {
    fc.assert(
      fc.property(anyFlow, fc.array(step), (start, steps) => {
        const { document, diffs } = perform(start, steps)
        expect(applyDiff(start, diffs.flat())).toEqual(document)
      }),
    )
  })

  it('is taken back by its reverse, byte for byte', () => {
    fc.assert(
      fc.property(anyFlow, fc.array(step), (start, steps) => {
        const { document, diffs } = perform(start, steps)
        expect(serializeFlow(applyDiff(document, reverseDiff(diffs.flat())))).toBe(serializeFlow(start))
      }),
    )
  })

  it('does the same when squashed, and is taken back the same', () => {
    fc.assert(
      fc.property(anyFlow, fc.array(step), (start, steps) => {
        const { document, diffs } = perform(start, steps)
        const squashed = squashDiffs(diffs)
        expect([applyDiff(start, squashed), applyDiff(document, reverseDiff(squashed))]).toEqual([document, start])
      }),
    )
  })
})

it('squashes a drag of many small moves into one change', () => {
  const steps = Array.from({ length: 50 }, (): Step => (flow) => edits.moveNodes(flow, ['a'], [1, 1]))
  expect(squashDiffs(perform(flowOf('a'), steps).diffs)).toHaveLength(1)
})

describe('what goes on', () => {
  const flow = flowOf('a b')
  const first = made(edits.moveNodes(flow, ['a', 'b'], [1, 1]))

  it('becomes one diff when it changes the same things again', () => {
    const second = made(edits.moveNodes(first.document, ['a', 'b'], [1, 1]))
    const both = continueDiff(first.diff, second.diff) ?? []
    expect([both.length, applyDiff(flow, both)]).toEqual([2, second.document])
  })

  it('stays apart when it changes others', () => {
    expect(continueDiff(first.diff, made(edits.moveNodes(first.document, ['a'], [1, 1])).diff)).toBeUndefined()
    expect(continueDiff(first.diff, made(edits.remove(first.document, ['a', 'b'])).diff)).toBeUndefined()
  })
})

it('squashes what was done and undone into nothing', () => {
  const { diff } = made(edits.addNode(flowOf('a'), flowNode('b')))
  expect(squashDiffs([diff, reverseDiff(diff)])).toEqual([])
})

it('refuses a diff that was made for another state of the flow', () => {
  const { diff } = made(edits.renameNode(flowOf('a'), 'a', 'Only paid'))
  const changed = made(edits.renameNode(flowOf('a'), 'a', 'Only open')).document
  expect(() => applyDiff(changed, diff)).toThrow(expect.objectContaining({ code: 'diff-does-not-fit' }))
})
