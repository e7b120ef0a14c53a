import { describe, expect, it } from 'vitest'
import { parseFlowText } from '#core/flow/parse.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import { flowDocument } from './arguments.ts'

const file = JSON.stringify({
  format: 1,
  id: 'orders',
  name: 'Orders',
  colour: 'green',
  nodes: [{ id: 'a', type: 'read', version: 1, position: [0, 0], settings: {}, breakpoint: true }],
  wires: [{ from: ['a', 'out'], to: 'a', bend: 3 }],
  slots: { till: { connector: 'mplus', label: 'Till', purpose: 'sales' } },
  comments: [{ id: 'c', text: 'note', position: [0, 0], tint: 2 }],
  options: { onFailure: 'continue', timeZone: 'UTC', retries: 4 },
})

describe('a flow that crosses the contract', () => {
  it('keeps what a newer Sluice wrote where it stood, however often it crosses', () => {
    const parsed = parseFlowText(file)
    if (!('ok' in parsed)) throw new Error('The file of this test is no flow.')
    const once = flowDocument.parse(structuredClone(parsed.ok))
    const twice = flowDocument.parse(structuredClone(once))
    expect(serializeFlow(twice)).toBe(serializeFlow(parsed.ok))
  })

  it('is refused when a reserved name hides among the unknown members', () => {
    const hostile = JSON.parse(
      '{"format":1,"id":"x","name":"x","nodes":[],"wires":[],"slots":{},"options":{},"unknown":{"__proto__":{"a":1}}}',
    )
    expect(flowDocument.safeParse(hostile).success).toBe(false)
  })
})
