import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { checkFlow } from '#core/flow/check.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import { nodes } from '#nodes/index.ts'
import { projectRoot } from '#tests/support/project-sources.ts'

const folder = join(projectRoot, 'assets/templates')
const files = readdirSync(folder).toSorted()

function textOf(file: string): string {
  return readFileSync(join(folder, file), 'utf8')
}

function parse(file: string): FlowDocument {
  const parsed = parseFlowText(textOf(file))
  if ('problems' in parsed) throw new Error(`${file}: ${JSON.stringify(parsed.problems)}`)
  return parsed.ok
}

/** Every member of a JSON value with the name it goes by. */
function members(value: unknown, name = ''): readonly (readonly [name: string, value: unknown])[] {
  if (typeof value !== 'object' || value === null) return [[name, value]]
  return [[name, value], ...Object.entries(value).flatMap(([key, one]) => members(one, Array.isArray(value) ? name : key))]
}

const secretName = /secret|password|token|api-?key|credential|ident$|authorization/i
/** A long run without a space in which letters and digits mix: keys look like that, words and SKUs do not. */
const secretValue = /^(?=.*\d)(?=.*[a-z])[\w+/=-]{20,}$/i
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** eAccounting names what it lists by ids; those of the practice company count from one. */
const practiceId = /^0000000\d-0000-4000-8000-0000000000\d\d$/

it('has templates to hold', () => {
  expect(files.length).toBeGreaterThan(0)
})

describe.each(files)('the template %s', (file) => {
  it('is a flow, by its name too', () => {
    expect([file.endsWith('.flow.json'), parse(file).id]).toEqual([true, file.replace(/\.flow\.json$/, '')])
  })

  it('would run as it is, once its slots are bound', () => {
    expect(checkFlow(parse(file), { nodes, connectors })).toEqual([])
  })

  it('does not change when it is opened and saved', () => {
    expect(serializeFlow(parse(file))).toBe(textOf(file))
  })

  it('holds no secret and no connection of a machine', () => {
    const found = members(JSON.parse(textOf(file)))
    const suspicious = found.filter(
      ([name, value]) =>
        secretName.test(name) ||
        name === 'connection' ||
        name === 'connectionId' ||
        (secretValue.test(String(value)) && !practiceId.test(String(value))) ||
        (uuid.test(String(value)) && !practiceId.test(String(value))),
    )
    expect(suspicious).toEqual([])
  })

  it('says what it does', () => {
    expect(parse(file).description).toMatch(/^\p{Lu}.*\.$/u)
  })

  it('names every slot for people and uses each', () => {
    const { slots, nodes: all } = parse(file)
    const used = new Set(all.flatMap(({ settings }) => (typeof settings.slot === 'string' ? [settings.slot] : [])))
    expect(Object.entries(slots).map(([name, { label }]) => [name, used.has(name), (label ?? '') !== ''])).toEqual(
      Object.keys(slots).map((name) => [name, true, true]),
    )
  })
})
