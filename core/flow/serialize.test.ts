import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFlow, parseFlowText } from './parse.ts'
import { serializeFlow } from './serialize.ts'
import { anyFlow, flowNode, flowOf, wire } from './test-builders.ts'

it('writes a flow that reads well in a diff', () => {
  const flow = flowOf('', '', {
    nodes: [
      flowNode('read', {
        type: 'read',
        position: [40, 80],
        settings: { slot: 'till', entity: 'order', settings: { statuses: ['paid', 'open'] } },
      }),
      flowNode('later', { type: 'from-the-future', settings: { z: 1, a: [{ b: null }] }, unknown: { glow: true } }),
    ],
    wires: [wire('read', 'later')],
    slots: { till: { connector: 'mplus', label: 'Till' } },
    unknown: { schedule: {} },
  })
  expect(serializeFlow(flow)).toBe(`{
  "format": 1,
  "id": "orders",
  "name": "Orders",
  "nodes": [
    {
      "id": "read",
      "type": "read",
      "version": 1,
      "position": [40, 80],
      "settings": {
        "entity": "order",
        "settings": {
          "statuses": ["paid", "open"]
        },
        "slot": "till"
      }
    },
    {
      "id": "later",
      "type": "from-the-future",
      "version": 1,
      "position": [0, 0],
      "settings": {
        "a": [
          {
            "b": null
          }
        ],
        "z": 1
      },
      "glow": true
    }
  ],
  "wires": [
    {
      "from": ["read", "out"],
      "to": "later"
    }
  ],
  "slots": {
    "till": {
      "connector": "mplus",
      "label": "Till"
    }
  },
  "options": {
    "onFailure": "continue",
    "timeZone": "Europe/Amsterdam"
  },
  "schedule": {}
}
`)
})

describe('any flow', () => {
  const textOf = (text: string) => {
    const parsed = parseFlowText(text)
    return 'ok' in parsed ? serializeFlow(parsed.ok) : parsed.problems
  }

  it('survives load and save byte for byte, with all that is unknown in it', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        expect(textOf(serializeFlow(flow))).toBe(serializeFlow(flow))
      }),
    )
  })

  it('is the same document after save and load', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        expect(parseFlowText(serializeFlow(flow))).toEqual({ ok: flow })
      }),
    )
  })

  it('has one text, in whatever order its members were written', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const shuffled = reverseMembers(JSON.parse(serializeFlow(flow)))
        const parsed = parseFlow(shuffled)
        expect('ok' in parsed && serializeFlow(parsed.ok)).toBe(serializeFlow(flow))
      }),
    )
  })

  it('is JSON as any other program reads it', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        expect(parseFlow(JSON.parse(serializeFlow(flow)))).toEqual({ ok: flow })
      }),
    )
  })
})

it('reads any text without throwing', () => {
  fc.assert(
    fc.property(anyFlow, fc.nat(), fc.string({ maxLength: 3 }), fc.nat(5), (flow, place, put, cut) => {
      const text = serializeFlow(flow)
      const at = place % text.length
      const mutated = text.slice(0, at) + put + text.slice(at + cut)
      const parsed = parseFlowText(mutated)
      expect('ok' in parsed || parsed.problems.length > 0).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

function reverseMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseMembers)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reverseMembers(member)]),
  )
}
