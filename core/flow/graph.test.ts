import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cycles, downstream, sources, topologicalOrder, unreachable, upstream } from './graph.ts'
import { flowOf } from './test-builders.ts'

const diamond = flowOf('a b c d e', 'a>b a>c b>d c>d')

describe('in a diamond with a node beside it', () => {
  it('finds what is downstream', () => expect([...downstream(diamond, 'a')].sort()).toEqual(['b', 'c', 'd']))
  it('finds what is upstream', () => expect([...upstream(diamond, 'd')].sort()).toEqual(['a', 'b', 'c']))
  it('finds the sources', () => expect(sources(diamond)).toEqual(['a', 'e']))
  it('finds what a source cannot reach', () => expect(unreachable(diamond, ['a'])).toEqual(['e']))
  it('orders nodes after those before them', () => expect(topologicalOrder(diamond)).toEqual(['a', 'e', 'b', 'c', 'd']))
  it('finds no circle', () => expect(cycles(diamond)).toEqual([]))
})

it.each([
  ['a>a', [['a']]],
  ['a>b b>a', [['a', 'b']]],
  ['a>b b>c c>b', [['b', 'c']]],
  [
    'a>b b>a c>d d>c',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
])('finds the circles of %s', (wires, expected) => {
  expect(cycles(flowOf('a b c d', wires))).toEqual(expected)
})

it('has no order when wires go round in a circle', () => {
  expect(topologicalOrder(flowOf('a b', 'a>b b>a'))).toBeUndefined()
})

it('says of any flow either an order or a circle, never both', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name), { maxLength: 12 }), (pairs) => {
      const flow = flowOf('a b c d e', pairs.map((pair) => pair.join('>')).join(' '))
      expect(topologicalOrder(flow) === undefined).toBe(cycles(flow).length > 0)
    }),
  )
})

it('walks a chain of thousands of nodes', () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => `n${index}`)
  const wires = ids.slice(1).map((id, index) => `n${index}>${id}`)
  const flow = flowOf(ids.join(' '), wires.join(' '))
  expect([cycles(flow).length, topologicalOrder(flow)?.length]).toEqual([0, 5_000])
})
