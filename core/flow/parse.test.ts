import { describe, expect, it } from 'vitest'
import { parseFlow, parseFlowText } from './parse.ts'
import { flowNode, flowOf, wire } from './test-builders.ts'

function problemsOf(value: unknown) {
  const parsed = typeof value === 'string' ? parseFlowText(value) : parseFlow(value)
  return 'problems' in parsed ? parsed.problems : []
}

const flowText = (change: Readonly<Record<string, unknown>> = {}) => JSON.stringify({ ...flowOf('a b', 'a>b'), ...change })

it('reads a flow', () => {
  expect(parseFlowText(flowText())).toEqual({ ok: flowOf('a b', 'a>b') })
})

it('fills in what a hand-written flow leaves out', () => {
  const parsed = parseFlowText('{ "format": 1, "id": "a", "name": "A", "nodes": [] }')
  expect(parsed).toEqual({
    ok: { format: 1, id: 'a', name: 'A', nodes: [], wires: [], slots: {}, options: { onFailure: 'continue', timeZone: 'UTC' } },
  })
})

it('keeps what it does not know', () => {
  const parsed = parseFlowText(flowText({ schedule: { every: 'day' } }))
  expect(parsed).toMatchObject({ ok: { unknown: { schedule: { every: 'day' } } } })
})

describe('what is no flow', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n'],
    ['a list', '[]'],
    ['a text', '"flow"'],
    ['an n8n workflow', '{"nodes":[],"connections":{}}'],
    ['a package.json', '{"name":"x","version":"1.0.0"}'],
  ])('is called so: %s', (_name, text) => {
    expect(problemsOf(text)).toMatchObject([{ code: 'not-a-flow' }])
  })

  it('names a flow of a newer Sluice as such, whatever else is in it', () => {
    expect(problemsOf(flowText({ format: 2, nodes: [{ shape: 'new' }] }))).toMatchObject([{ path: 'format', code: 'newer-than-this-app' }])
  })

  it.each([0, -1, 0.5])('refuses a format there never was: %d', (format) => {
    expect(problemsOf(flowText({ format }))).toMatchObject([{ path: 'format', code: 'not-a-flow' }])
  })
})

describe('text that is not JSON', () => {
  it.each([
    ['{\n  "format": 1,\n  "format": 1\n}', 'line 3, column 3', 'twice'],
    ['{\n  "id": oops }', 'line 2, column 9', 'not JSON'],
    ['{ "id": "a" ', 'line 1, column 13', 'the file ends'],
    ['{ "id": "a', 'line 1, column 9', 'not closed'],
    ['{ "id": "\u0007" }', 'line 1, column 9', 'does not allow'],
    ['{ "id": 1 } x', 'line 1, column 13', 'end of the file'],
    ['{ "n": 9007199254740993 }', 'line 1, column 8', 'cannot be kept exactly'],
    ['{ "n": 1e400 }', 'line 1, column 8', 'cannot be kept exactly'],
    ['{ "n": NaN }', 'line 1, column 8', 'not JSON'],
    ['[1,]', 'line 1, column 4', 'not JSON'],
    ['{ a: 1 }', 'line 1, column 3', 'double quotes'],
  ])('%j is refused at %s', (text, path, words) => {
    expect(problemsOf(text)).toMatchObject([{ path, message: expect.stringContaining(words) }])
  })

  it.each(['0.1', '1.50', '15e-1', '-12', '1E3', '0', '0.0'])('takes the number %s, which can be kept', (number) => {
    const [node] = JSON.parse(flowText()).nodes
    const text = flowText({ nodes: [{ ...node, settings: { amount: 'HERE' } }], wires: [] }).replace('"HERE"', number)
    expect(parseFlowText(text)).toMatchObject({ ok: { nodes: [{ settings: { amount: Number(number) } }] } })
  })
})

describe('reserved names', () => {
  it.each([
    ['a key in settings', '{"format":1,"id":"a","name":"A","nodes":[{"settings":{"__proto__":{"x":1}}}]}', /^line 1, column 55$/],
    ['an escaped key', '{"format":1,"nodes":[],"\\u005f_proto__":1}', /^line 1/],
    ['a node id', flowText({ nodes: [flowNode('constructor')], wires: [] }), /^nodes\[0\]\.id$/],
    ['a node type', flowText({ nodes: [flowNode('a', { type: 'prototype' })], wires: [] }), /^nodes\[0\]\.type$/],
    ['a port', flowText({ wires: [wire('a', 'b', '__proto__')] }), /^wires\[0\]\.from\[1\]$/],
    ['a wire end', flowText({ wires: [wire('a', '__proto__')] }), /^wires\[0\]\.to$/],
    ['a connector', flowText({ slots: { till: { connector: '__proto__', label: '' } } }), /^slots\.till\.connector$/],
  ])('are refused as %s, with the place', (_name, text, path) => {
    expect(problemsOf(text)).toMatchObject([{ path: expect.stringMatching(path), code: 'reserved-key' }])
  })

  it('are refused in a value that never was text', () => {
    const value = { ...flowOf('a'), unknown: undefined, extra: JSON.parse('{"__proto__":{"polluted":true}}') }
    expect(problemsOf(value)).toMatchObject([{ path: 'extra.__proto__', code: 'reserved-key' }])
  })

  it('leave no mark on other objects', () => {
    problemsOf('{"__proto__":{"polluted":true}}')
    expect('polluted' in {}).toBe(false)
  })
})

describe('limits', () => {
  it.each([
    ['larger than 5 MB', () => `"${'x'.repeat(5_000_001)}"`, /larger than 5 MB/],
    ['larger than 5 MB in bytes', () => `"${'é'.repeat(2_500_000)}"`, /larger than 5 MB/],
    ['100,000 deep', () => '['.repeat(100_000), /deeper than 40/],
    [
      'with 5,001 nodes',
      () => flowText({ nodes: Array.from({ length: 5_001 }, (_, index) => flowNode(`n${index}`)), wires: [] }),
      /5001 entries/,
    ],
    ['with 20,001 wires', () => flowText({ wires: Array.from({ length: 20_001 }, () => wire('a', 'b')) }), /20001 entries/],
    ['with an endless id', () => flowText({ nodes: [flowNode('x'.repeat(201))], wires: [] }), /longer than 200/],
    ['with an endless text', () => flowText({ description: 'x'.repeat(1_000_001) }), /longer than 1000000/],
  ])('refuse a file %s', (_name, text, words) => {
    expect(problemsOf(text())).toMatchObject([{ message: expect.stringMatching(words) }])
  })

  it('let the largest flow through that they promise', () => {
    const nodes = Array.from({ length: 5_000 }, (_, index) => flowNode(`n${index}`))
    const wires = Array.from({ length: 20_000 }, (_, index) => wire(`n${index % 5_000}`, `n${(index + 1) % 5_000}`, `p${index}`))
    expect(problemsOf(flowText({ nodes, wires }))).toEqual([])
  })

  it('hold for a value that refers to itself', () => {
    const round: Record<string, unknown> = { ...flowOf('a') }
    round.self = round
    expect(problemsOf(round)).toMatchObject([{ code: 'too-deep' }])
  })
})

describe('references', () => {
  it('refuses two nodes with one id', () => {
    expect(problemsOf(flowText({ nodes: [flowNode('a'), flowNode('b'), flowNode('a')] }))).toMatchObject([
      { path: 'nodes[2].id', code: 'duplicate-id' },
    ])
  })

  it('refuses a wire to nothing', () => {
    expect(problemsOf(flowText({ wires: [wire('a', 'z')] }))).toMatchObject([{ path: 'wires[0]', code: 'wire-to-nothing' }])
  })

  it('refuses a wire that is there twice', () => {
    expect(problemsOf(flowText({ wires: [wire('a', 'b'), wire('a', 'b')] }))).toMatchObject([{ path: 'wires[1]', code: 'duplicate-wire' }])
  })
})

it('names every wrong member at once', () => {
  const nodes = [{ ...flowNode('a'), position: [1], version: 'one' }, 'node']
  const problems = problemsOf(flowText({ nodes, wires: [], name: 7, options: { timeZone: 'Amsterdam' } }))
  expect(problems.map((problem) => problem.path)).toEqual(['name', 'nodes[0].version', 'nodes[0].position', 'nodes[1]', 'options.timeZone'])
})

it('rounds places on the canvas to whole pixels', () => {
  const parsed = parseFlow({ ...flowOf('a'), nodes: [flowNode('a', { position: [1.6, -0.2] })] })
  expect(parsed).toMatchObject({ ok: { nodes: [{ position: [2, 0] }] } })
})

it.each([undefined, null, 1, 'x', Symbol('x'), () => 1, new Map(), { format: 1n }, { format: 1, nodes: [() => 1] }])(
  'never throws, whatever it gets: %s',
  (value) => {
    expect(problemsOf(value as unknown).length).toBe(1)
  },
)
