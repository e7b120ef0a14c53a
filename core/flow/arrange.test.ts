import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Alignment, align, distribute, type SizeOf } from './arrange.ts'
import type { FlowDocument } from './document.ts'
import type { Edit } from './make-edit.ts'
import { flowNode, flowOf } from './test-builders.ts'
import { tidy } from './tidy.ts'

const sizeOf: SizeOf = ({ id }) => (id === 'wide' ? [200, 40] : [100, 40])

function flow(places: Readonly<Record<string, readonly [number, number]>>, wires = ''): FlowDocument {
  return { ...flowOf('x', wires), nodes: Object.entries(places).map(([id, position]) => flowNode(id, { position })) }
}

function places(edit: Edit): Readonly<Record<string, readonly [number, number]>> {
  if ('refused' in edit) throw new Error(edit.refused)
  return Object.fromEntries(edit.document.nodes.map(({ id, position }) => [id, position]))
}

const three = flow({ a: [0, 0], wide: [50, 100], c: [300, 250] })

describe('aligning', () => {
  it.each<[Alignment, readonly (readonly [number, number])[]]>([
    [
      'left',
      [
        [0, 0],
        [0, 100],
        [0, 250],
      ],
    ],
    [
      'right',
      [
        [300, 0],
        [200, 100],
        [300, 250],
      ],
    ],
    [
      'centre',
      [
        [150, 0],
        [100, 100],
        [150, 250],
      ],
    ],
    [
      'top',
      [
        [0, 0],
        [50, 0],
        [300, 0],
      ],
    ],
    [
      'middle',
      [
        [0, 125],
        [50, 125],
        [300, 125],
      ],
    ],
    [
      'bottom',
      [
        [0, 250],
        [50, 250],
        [300, 250],
      ],
    ],
  ])('to the %s', (to, expected) => {
    expect(Object.values(places(align(three, ['a', 'wide', 'c'], to, sizeOf)))).toEqual(expected)
  })

  it('needs two', () => {
    expect(align(three, ['a'], 'left', sizeOf)).toEqual({ refused: expect.stringMatching(/two/) })
  })
})

describe('distributing', () => {
  it('makes equal gaps and leaves the outermost where they are', () => {
    expect(places(distribute(three, ['a', 'wide', 'c'], 'across', sizeOf))).toEqual({ a: [0, 0], wide: [100, 100], c: [300, 250] })
  })

  it('works downwards too', () => {
    expect(places(distribute(three, ['a', 'wide', 'c'], 'down', sizeOf))).toEqual({ a: [0, 0], wide: [50, 125], c: [300, 250] })
  })
})

describe('tidying', () => {
  const mess = flow({ a: [400, 300], b: [10, 7], c: [33, 500], d: [900, 20] }, 'a>b a>c b>d c>d')

  it('puts nodes in columns along their wires', () => {
    const { a, b, c, d } = places(tidy(mess, null, sizeOf))
    expect([a, b, c, d].map((place) => place?.[0]).toSorted((x, y) => (x ?? 0) - (y ?? 0))).toEqual([a?.[0], b?.[0], c?.[0], d?.[0]])
    expect(b?.[0]).toBe(c?.[0])
  })

  it('keeps what stood above above', () => {
    const { b, c } = places(tidy(mess, null, sizeOf))
    expect(b?.[1]).toBeLessThan(c?.[1] ?? 0)
    const turned = places(tidy(flow({ a: [400, 300], b: [10, 700], c: [33, 500], d: [900, 20] }, 'a>b a>c b>d c>d'), null, sizeOf))
    expect(turned.b?.[1]).toBeGreaterThan(turned.c?.[1] ?? 0)
  })

  it('leaves a tidy flow exactly as it is', () => {
    const once = tidy(mess, null, sizeOf)
    if ('refused' in once) throw new Error(once.refused)
    expect(tidy(once.document, null, sizeOf)).toMatchObject({ diff: [] })
  })

  it('leaves any flow as it is that it has tidied before', () => {
    const place = fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }))
    const pair = fc.tuple(fc.nat(11), fc.nat(11)).map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const)
    fc.assert(
      fc.property(fc.array(place, { minLength: 12, maxLength: 12 }), fc.array(pair, { maxLength: 18 }), (at, pairs) => {
        const wires = [...new Set(pairs.filter(([from, to]) => from < to).map(([from, to]) => `n${from}>n${to}`))].join(' ')
        const once = tidy(flow(Object.fromEntries(at.map((one, index) => [`n${index}`, one])), wires), null, sizeOf)
        if ('refused' in once) throw new Error(once.refused)
        expect(tidy(once.document, null, sizeOf)).toMatchObject({ diff: [] })
      }),
    )
  })

  it('keeps the middle of what it moves, to the pixel', () => {
    const middle = (at: Readonly<Record<string, readonly [number, number]>>, axis: 0 | 1) =>
      Object.values(at).reduce((sum, place) => sum + place[axis], 0) / Object.keys(at).length
    const before = Object.fromEntries(mess.nodes.map(({ id, position }) => [id, position]))
    const after = places(tidy(mess, null, sizeOf))
    expect(Math.abs(middle(after, 0) - middle(before, 0))).toBeLessThanOrEqual(0.5)
    expect(Math.abs(middle(after, 1) - middle(before, 1))).toBeLessThanOrEqual(0.5)
  })

  it('moves the chosen nodes only', () => {
    const { a, d } = places(tidy(mess, ['b', 'c'], sizeOf))
    expect([a, d]).toEqual([
      [400, 300],
      [900, 20],
    ])
  })

  it('lays out a thousand nodes without overlaps', () => {
    const many = Object.fromEntries(
      Array.from({ length: 1_000 }, (_none, index) => [`n${index}`, [(index * 37) % 900, (index * 91) % 700] as const]),
    )
    const wires = Array.from({ length: 999 }, (_none, index) => `n${Math.floor(index / 3)}>n${index + 1}`).join(' ')
    const laid = Object.values(places(tidy(flow(many, wires), null, sizeOf)))
    const columns = Map.groupBy(laid, ([x]) => x)
    for (const column of columns.values()) {
      const ys = column.map(([, y]) => y).toSorted((a, b) => a - b)
      for (let index = 1; index < ys.length; index++) expect((ys[index] ?? 0) - (ys[index - 1] ?? 0)).toBeGreaterThanOrEqual(40)
    }
  })
})
