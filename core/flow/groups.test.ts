import { describe, expect, it } from 'vitest'
import type { FlowDocument } from './document.ts'
import { moveNodes, remove } from './edit.ts'
import { addToGroup, changeGroup, groupMembers, removeFromGroup, ungroup } from './groups.ts'
import type { Edit } from './make-edit.ts'
import { parseFlowText } from './parse.ts'
import { serializeFlow } from './serialize.ts'
import { flowOf } from './test-builders.ts'

function made(edit: Edit): FlowDocument {
  if ('refused' in edit) throw new Error(edit.refused)
  return edit.document
}

const grouped = made(groupMembers(flowOf('a b c'), { id: 'g', name: 'Till', colour: 'teal' }, ['a', 'b']))

describe('groups', () => {
  it('are kept by save and load', () => {
    const parsed = parseFlowText(serializeFlow(grouped))
    expect('ok' in parsed && parsed.ok.groups).toEqual([{ id: 'g', name: 'Till', colour: 'teal', members: ['a', 'b'] }])
  })

  it('take over nodes of other groups, and an emptied group goes', () => {
    const flow = made(groupMembers(grouped, { id: 'h', name: 'All' }, ['a', 'b', 'c']))
    expect(flow.groups).toEqual([{ id: 'h', name: 'All', members: ['a', 'b', 'c'] }])
  })

  it('gain and lose members', () => {
    const grown = made(addToGroup(grouped, 'g', ['c']))
    expect(grown.groups?.[0]?.members).toEqual(['a', 'b', 'c'])
    expect(made(removeFromGroup(grown, ['a', 'c'])).groups?.[0]?.members).toEqual(['b'])
  })

  it('move with their members', () => {
    expect(made(moveNodes(grouped, ['g'], [10, 5])).nodes.map(({ position }) => position)).toEqual([
      [10, 5],
      [10, 5],
      [0, 0],
    ])
  })

  it('forget a removed node, and go with the last one', () => {
    expect(made(remove(grouped, ['a'])).groups?.[0]?.members).toEqual(['b'])
    expect(made(remove(grouped, ['a', 'b'])).groups).toBeUndefined()
  })

  it('are renamed, recoloured and taken away without their members', () => {
    expect(made(changeGroup(grouped, 'g', { name: 'Shop' })).groups?.[0]?.name).toBe('Shop')
    expect(made(ungroup(grouped, ['g']))).toEqual(flowOf('a b c'))
  })
})

it.each([
  ['a group of nothing', groupMembers(flowOf('a'), { id: 'g', name: '' }, []), /Choose/],
  ['a second group of one id', groupMembers(grouped, { id: 'g', name: '' }, ['c']), /already/],
  ['a member that is in it already', addToGroup(grouped, 'g', ['a']), /already/],
  ['a change of no group', changeGroup(grouped, 'x', { name: '' }), /no group/],
])('refuses %s', (_name, edit, reason) => {
  expect('refused' in edit && edit.refused).toMatch(reason)
})

it.each([
  ['a member that is not there', [{ id: 'g', name: '', members: ['x'] }], 'member-of-nothing'],
  [
    'a member of two groups',
    [
      { id: 'g', name: '', members: ['a'] },
      { id: 'h', name: '', members: ['a'] },
    ],
    'member-twice',
  ],
])('a file with %s is refused', (_name, groups, code) => {
  const parsed = parseFlowText(serializeFlow({ ...flowOf('a'), groups }))
  expect('problems' in parsed && parsed.problems.map((problem) => problem.code)).toEqual([code])
})
