import { describe, expect, it } from 'vitest'
import type { FlowDocument } from './document.ts'
import type { Edit } from './make-edit.ts'
import { flowNode, flowOf, wire } from './test-builders.ts'
import {
  cutWires,
  detach,
  insertOnWire,
  originsOutOfReach,
  type PortsOf,
  rewire,
  targetsOutOfReach,
  whyNotConnect,
  wireKey,
} from './wires.ts'

const portsOf: PortsOf = (type) =>
  ({
    read: { inputs: 0, outputs: ['out'] } as const,
    map: { inputs: 1, outputs: ['out'] } as const,
    filter: { inputs: 1, outputs: ['out', 'rest'] } as const,
    end: { inputs: 1, outputs: [] } as const,
    catch: { inputs: 'failures', outputs: ['out'] } as const,
  })[type]

function made(edit: Edit): FlowDocument {
  if ('refused' in edit) throw new Error(edit.refused)
  return edit.document
}

function flow(types: Readonly<Record<string, string>>, wires: string): FlowDocument {
  return { ...flowOf('x', wires), nodes: Object.entries(types).map(([id, type]) => flowNode(id, { type })) }
}

const keys = (document: FlowDocument) => document.wires.map(wireKey)
const line = flow({ a: 'read', b: 'map', c: 'map', new: 'filter', end: 'end', other: 'catch' }, 'a>b b>c')

describe('a node put into a wire', () => {
  it('gets what came through it and sends it on, at the same place of the list', () => {
    expect(keys(made(insertOnWire(line, wire('a', 'b'), 'new', portsOf)))).toEqual(['a.out>new', 'new.out>b', 'b.out>c'])
  })

  it.each([
    ['has no output', 'end', /no output/],
    ['takes no input', 'a', /no input/],
    ['gets failures by itself', 'other', /by itself/],
    ['would make a circle', 'c', /circle/],
  ])('is refused when it %s', (_name, id, reason) => {
    const edit = insertOnWire(line, wire('a', 'b'), id, portsOf)
    expect('refused' in edit && edit.refused).toMatch(reason)
  })
})

describe('detaching', () => {
  it('leads what came before on to what came after', () => {
    expect(keys(made(detach(line, ['b'], portsOf)))).toEqual(['a.out>c'])
  })

  it('bridges a whole chain', () => {
    const chain = flow({ a: 'read', b: 'map', c: 'map', d: 'map' }, 'a>b b>c c>d')
    expect(keys(made(detach(chain, ['b', 'c'], portsOf)))).toEqual(['a.out>d'])
  })

  it('follows the first output only: what was sorted out does not come back', () => {
    const sorted = {
      ...flow({ a: 'read', f: 'filter', b: 'map', c: 'map' }, 'a>f f>b'),
      wires: [wire('a', 'f'), wire('f', 'b'), wire('f', 'c', 'rest')],
    }
    expect(keys(made(detach(sorted, ['f'], portsOf)))).toEqual(['a.out>b'])
  })

  it('makes no wire twice', () => {
    expect(keys(made(detach(flow({ a: 'read', b: 'map', c: 'map' }, 'a>b b>c a>c'), ['b'], portsOf)))).toEqual(['a.out>c'])
  })
})

describe('leading a wire elsewhere', () => {
  it('keeps its place', () => {
    expect(keys(made(rewire(line, wire('a', 'b'), { to: 'c' }, portsOf)))).toEqual(['a.out>c', 'b.out>c'])
  })

  it('is refused where it would make a circle', () => {
    const edit = rewire(flow({ a: 'read', b: 'map', c: 'map' }, 'a>b b>c'), wire('a', 'b'), { from: ['c', 'out'] }, portsOf)
    expect('refused' in edit && edit.refused).toMatch(/circle/)
  })
})

it('cuts several wires at once', () => {
  expect(keys(made(cutWires(line, new Set(['a.out>b', 'b.out>c']))))).toEqual([])
})

it('says of every node why a wire cannot lead there', () => {
  expect(Object.fromEntries(targetsOutOfReach(line, ['b', 'out'], portsOf))).toEqual({
    a: 'no-input',
    b: 'itself',
    c: 'there-already',
    other: 'failures-only',
  })
})

it('says of every node why a wire cannot come from there', () => {
  expect(Object.fromEntries(originsOutOfReach(line, 'b', portsOf))).toEqual({
    a: 'there-already',
    b: 'itself',
    c: 'circle',
    end: 'no-output',
  })
})

it('lets a wire lead to a node of unknown type', () => {
  const strange = flow({ a: 'read', z: 'from-the-future' }, '')
  expect(whyNotConnect(strange, wire('a', 'z'), portsOf)).toBeUndefined()
})
