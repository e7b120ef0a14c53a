import { describe, expect, it } from 'vitest'
import type { AnyNode, Result } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { Field, Fields } from '#core/kit/fields.ts'
import { checkSettings, parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { nodes } from '#nodes/index.ts'
import { deepFreeze } from '#tests/support/deep-freeze.ts'
import { createFakeConnection } from '#tests/support/fake-connection.ts'
import { createMemoryJournal } from '#tests/support/memory-journal.ts'
import { nodeContext } from '#tests/support/node-context.ts'
import { pureNodeContext } from '#tests/support/pure-node-context.ts'
import { customerRecord, lineOf, orderRecord } from '#tests/support/record-builders.ts'
import { isRequired, sampleSettings, wrongValueFor } from '#tests/support/sample-settings.ts'

type AnyProcessNode = Extract<AnyNode, { readonly inputs: 1 }>

/**
 * Settings with which a record of an unusual kind breaks the node, or the reason why no record can. A node that is missing here fails.
 */
const breakable: Readonly<Record<string, { readonly settings: object; readonly record: FlowRecord } | string>> = {
  map: {
    settings: { mappings: [{ target: 'taxCode', path: 'data.status', steps: [{ do: 'value-map', table: { completed: 'C' } }] }] },
    record: orderRecord('2', { status: 'cancelled' }),
  },
  filter: {
    settings: { condition: { path: 'data.note', is: 'greater', value: 5 } },
    record: orderRecord('2', { note: 'fragile' }),
  },
  codes: {
    settings: { tables: [{ kind: 'tax-code', rows: [{ from: '1', to: '21%' }] }] },
    record: orderRecord('2', { lines: [lineOf({ taxCode: '7' })] }),
  },
  log: 'writes what is there; what is missing stays empty in its line',
}

const kebab = /^[a-z]+(-[a-z]+)*$/
const fieldsOfKind = (fields: Fields, kind: Field['kind']) => Object.entries(fields).filter(([, field]) => field.kind === kind)
const both = (fields: Fields) => (['required', 'all'] as const).map((fill) => parseSettings(fields, sampleSettings(fields, fill)))

describe.each(Object.entries(nodes))('the node %s', (folder, node) => {
  it('is stored under the name of its folder', () => {
    expect(node.type).toBe(folder)
  })

  it('describes itself in plain data that a window or a web page can be sent', () => {
    const { label, summary, category, icon, fields, outputs } = node
    const description = { label, summary, category, icon, fields, outputs }
    expect(JSON.parse(JSON.stringify(description))).toEqual(withoutAbsent(description))
  })

  it('has a label, an icon, and a summary of one sentence', () => {
    expect(node).toMatchObject({
      label: expect.stringMatching(/^\p{Lu}/u),
      icon: expect.stringMatching(kebab),
      summary: expect.stringMatching(/^\p{Lu}[^.!?]*(?:"[^"]*"[^.!?]*)*\.$/u),
    })
  })

  it('labels every field', () => {
    expect(Object.entries(node.fields as Fields).filter(([, { label }]) => !/^\p{Lu}/u.test(label))).toEqual([])
  })

  it('has one migration for every version it left behind', () => {
    expect([node.version, Object.keys(node.migrations ?? {})]).toEqual([
      Object.keys(node.migrations ?? {}).length + 1,
      Array.from({ length: node.version - 1 }, (_, index) => String(index + 1)),
    ])
  })

  it('has outputs with names in kebab-case, each once', () => {
    expect([node.outputs.filter((output: string) => !kebab.test(output)), new Set(node.outputs).size]).toEqual([[], node.outputs.length])
  })

  it('accepts the settings it describes', () => {
    expect([
      checkSettings(node.fields, sampleSettings(node.fields)),
      checkSettings(node.fields, sampleSettings(node.fields, 'all')),
    ]).toEqual([[], []])
  })

  it('names each field that is missing, by its name and by its label', () => {
    const required = Object.entries(node.fields as Fields).filter(([, field]) => isRequired(field))
    expect(checkSettings(node.fields, {})).toEqual(
      required.map(([path, { label }]) => ({ path, message: expect.stringContaining(`"${label}"`) })),
    )
  })

  it.each(Object.entries(node.fields as Fields))('names the field %s when its value is wrong', (name, field) => {
    const settings = { ...sampleSettings(node.fields), [name]: wrongValueFor(field) }
    expect(problemsOf(node, settings).map(({ path }) => path.split(/[.[]/)[0])).toContain(name)
  })

  it('finds nothing wrong with settings that fit its fields', () => {
    expect(both(node.fields).flatMap((settings) => node.validate?.(settings) ?? [])).toEqual([])
  })

  it('puts any settings that fit into one readable line', () => {
    const lines = both(node.fields).map((settings) => node.describe(settings))
    expect(lines.filter((line) => line === '' || /\n|undefined|null|NaN|\[object/.test(line))).toEqual([])
  })

  it('has the effect its slots say', () => {
    const does = fieldsOfKind(node.fields, 'slot').flatMap(([, { options }]) => (options?.listsOnly ? [] : [options?.does]))
    const expected = { none: [], read: ['read'], write: ['write'] }
    expect(does).toEqual(expected[node.effect])
  })

  it('is a source or a trigger exactly when it has no input', () => {
    expect(node.category === 'source' || node.category === 'trigger').toBe(node.inputs === 0)
  })

  it('has no ports when it is a trigger', () => {
    expect(node.category === 'trigger').toBe(node.outputs.length === 0)
  })
})

const processing = Object.values(nodes).filter((node): node is AnyProcessNode => node.inputs === 1)

describe.each(processing.filter(({ effect }) => effect === 'none').map((node) => [node.type, node] as const))(
  'the pure node %s',
  (type, node) => {
    const usual = sampleSettings(node.fields)
    const records = deepFreeze([orderRecord('1'), orderRecord('2', { status: 'cancelled' }), orderRecord('3')])

    it('answers without a promise, so that a batch crosses it at once', async () => {
      const runner = await prepare(node, usual)
      expect(runner.process(records)).toBeInstanceOf(Array)
    })

    it('gives one result for each record, in their order', async () => {
      expect((await run(node, usual, records)).map(({ record }) => record.key)).toEqual(['1', '2', '3'])
    })

    it('gives nothing for an empty batch', async () => {
      expect(await run(node, usual, [])).toEqual([])
    })

    it('changes nothing of what it is given', async () => {
      const before = JSON.stringify(records)
      await run(node, usual, records)
      expect(JSON.stringify(records)).toBe(before)
    })

    it('sends records only where it says it has outputs, and ends the others with an outcome', async () => {
      const results = await run(node, usual, records)
      expect(results.filter((result) => !isWellSent(result, node.outputs))).toEqual([])
    })

    it('gives the same for the same, record by record', async () => {
      const together = await run(node, usual, records)
      const single = await Promise.all(records.map(async (record) => (await run(node, usual, [record]))[0]))
      expect(single).toEqual(together)
    })

    it.each([
      ['null', null],
      ['text', 'order'],
      ['a list', [1, 2]],
      ['a number', 7],
      ['an empty object', {}],
      ['lines that are none', { number: '2', lines: 'none', customer: null }],
    ])('is not thrown off by a record whose data is %s', async (_what, data) => {
      const odd: FlowRecord = { ...orderRecord('2'), data }
      const results = await run(node, usual, deepFreeze([orderRecord('1'), odd, orderRecord('3')]))
      expect([results[0], results[2]]).toEqual(await run(node, usual, [orderRecord('1'), orderRecord('3')]))
    })

    it('is known here to break on a record, or not to', () => {
      expect(Object.keys(breakable)).toContain(type)
    })

    it.skipIf(typeof breakable[type] === 'string')('fails the one record it cannot handle, and no other', async () => {
      const { settings, record } = breakable[type] as Exclude<(typeof breakable)[string], string>
      const results = await run(node, { ...usual, ...settings }, deepFreeze([orderRecord('1'), record, orderRecord('3')]))
      expect(results.map((result) => [result.record.key, 'error' in result])).toEqual([
        ['1', false],
        ['2', true],
        ['3', false],
      ])
    })
  },
)

describe.each(processing.filter(({ effect }) => effect === 'write').map((node) => [node.type, node] as const))(
  'the writing node %s',
  (_type, node) => {
    const settings = { ...sampleSettings(node.fields), entity: 'customer' }
    const target = () => createFakeConnection({ kinds: { customer: { by: ['email'] } } })
    const open = ({ connection }: ReturnType<typeof target>, mode: 'run' | 'plan' = 'run') =>
      node.prepare(nodeContext({ fields: node.fields as Fields, settings, connection, journal: createMemoryJournal(), mode }))
    const an = (email: string) => deepFreeze(customerRecord(email))

    it('gives one result for each record, in their order', async () => {
      const records = [an('a@klant.example'), an('b@klant.example'), an('c@klant.example')]
      const results = await (await open(target())).process(records)
      expect(keysOf(results)).toEqual(['a@klant.example', 'b@klant.example', 'c@klant.example'])
    })

    // The engine takes results by their place (core/engine/delivery.ts), and nodes/upsert/upsert.node.ts puts records of another kind
    // first and the second of two equal ones last: an outcome then stands under the key of another record.
    it('keeps the order when a record in the middle is of another kind', async () => {
      const records = [an('a@klant.example'), deepFreeze(orderRecord('1042')), an('c@klant.example')]
      const results = await (await open(target())).process(records)
      expect(keysOf(results)).toEqual(['a@klant.example', '1042', 'c@klant.example'])
    })

    it('keeps the order when a record comes twice', async () => {
      const records = [an('a@klant.example'), an('a@klant.example'), an('b@klant.example')]
      const results = await (await open(target())).process(records)
      expect(keysOf(results)).toEqual(['a@klant.example', 'a@klant.example', 'b@klant.example'])
    })

    it('writes nothing when it only plans', async () => {
      const shop = target()
      const results = await (await open(shop, 'plan')).process([an('a@klant.example')])
      expect([results, shop.entity('customer').stored]).toEqual([
        [expect.objectContaining({ outcome: expect.objectContaining({ kind: 'planned', plannedKind: 'created' }) })],
        [],
      ])
    })

    it('refuses a slot that is not bound, before any record', async () => {
      const context = nodeContext({
        fields: node.fields as Fields,
        settings,
        connection: target().connection,
        journal: createMemoryJournal(),
      })
      const unbound = () => {
        throw new SettingsError('The slot "books" is not bound on this machine.', { code: 'slot-unbound' })
      }
      const preparing = async () => node.prepare({ ...context, connection: unbound })
      await expect(preparing()).rejects.toMatchObject({ code: 'slot-unbound' })
    })
  },
)

/** As `checkFlow` asks: the node's own check sees only settings that fit its fields. */
function problemsOf(node: AnyNode, settings: object): readonly { readonly path: string }[] {
  const wrong = checkSettings(node.fields, settings)
  return wrong.length > 0 ? wrong : (node.validate?.(parseSettings(node.fields, settings)) ?? [])
}

function prepare(node: AnyProcessNode, settings: object) {
  return node.prepare(pureNodeContext(parseSettings(node.fields as Fields, settings)))
}

async function run(node: AnyProcessNode, settings: object, records: readonly FlowRecord[]): Promise<readonly Result[]> {
  const runner = await prepare(node, settings)
  return runner.process(records)
}

function isWellSent(result: Result, outputs: readonly string[]): boolean {
  if ('error' in result) return true
  return result.port === undefined ? result.outcome !== undefined : outputs.includes(result.port)
}

function keysOf(results: readonly Result[]): readonly string[] {
  return results.map(({ record }) => record.key)
}

/** What JSON leaves out: members that are undefined. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, one]) => (one === undefined ? [] : [[name, withoutAbsent(one)]])))
}
