import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { codeKindNames } from '#core/codes/code-kinds.ts'
import type { Catalogue } from '#core/contract/app.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import { comparisons } from '#core/mapping/comparisons.ts'
import { functionEntries } from '#core/mapping/describe-functions.ts'
import { entities } from '#core/model/entities.ts'
import { modelFields } from '#core/model/model-fields.ts'
import { nodes } from '#nodes/index.ts'
import { translateFunction } from '#renderer/language/core-words.ts'
import { dutch, homeOf, type Say } from '#renderer/language/dictionaries.ts'
import { translateCatalogue } from '#renderer/language/translate-catalogue.ts'
import { readTexts } from '#tests/support/page-texts.ts'

const catalogue: Catalogue = {
  nodes: Object.values(nodes).map(describeNode),
  connectors: Object.values(connectors).map(describeConnector),
}

/** Every text the page asks a translation for, by subject: gathered by the very code that translates. */
function textsAskedFor(): ReadonlyMap<string, ReadonlySet<string>> {
  const asked = new Map<string, Set<string>>()
  const gather =
    (subject: string): Say =>
    (text) => {
      asked.set(subject, (asked.get(subject) ?? new Set()).add(text))
      return text
    }
  translateCatalogue(catalogue, gather)
  for (const entry of functionEntries) translateFunction(entry, gather('functions'))
  for (const { label } of Object.values(comparisons)) gather('functions')(label)
  for (const [entity, { label, keyLabel }] of Object.entries(entities)) {
    for (const text of [label, keyLabel, ...modelFields(entity).map((field) => field.label)]) gather('model')(text)
  }
  return asked
}

const asked = [...textsAskedFor()].flatMap(([subject, texts]) => [...texts].filter(Boolean).map((text) => ({ subject, text })))

describe('what the host says, in Dutch', () => {
  it('is there for every text of nodes, systems, mapping steps and fields', () => {
    const missing = asked.filter(({ subject, text }) => homeOf(subject, text) === undefined)
    expect(missing.map(({ subject, text }) => `${subject}.json: ${JSON.stringify(text)}`)).toEqual([])
  })

  it('holds nothing that nobody says any more', () => {
    const used = new Set(asked.map(({ subject, text }) => `${homeOf(subject, text)}: ${text}`))
    const all = Object.entries(dutch).flatMap(([file, texts]) => Object.keys(texts).map((text) => `${file}: ${text}`))
    expect(all.filter((one) => !used.has(one))).toEqual([])
  })

  it('keeps what stands in braces, addresses and numbers', () => {
    const keptIn = (text: string) => (text.match(/\{[\w."]+\}|https?:\/\/[\w.:/]+\w|\d+/g) ?? []).sort().join(' ')
    const differing = Object.entries(dutch).flatMap(([file, texts]) =>
      Object.entries(texts)
        .filter(([text, said]) => said.trim() === '' || keptIn(text) !== keptIn(said))
        .map(([text]) => `${file}: ${text}`),
    )
    expect(differing).toEqual([])
  })

  it('reaches every text of the catalogue', () => {
    const marked = translateCatalogue(catalogue, () => (text) => `§${text}`)
    expect([...unmarked(marked)]).toEqual([])
  })

  it('has a name and a sentence for every kind of code', () => {
    const texts = readTexts('nl').codes ?? {}
    expect(codeKindNames.flatMap((kind) => [`kind.${kind}`, `help.${kind}`]).filter((key) => texts[key] === undefined)).toEqual([])
  })
})

/** Members people never read, whatever stands in them. */
const unread = new Set(['expression', 'default', 'when', 'path', 'list', 'hue'])

/** Strings with a capital or a blank that were not translated: names of systems, and what was forgotten. */
function* unmarked(value: unknown, name = '', at = ''): Generator<string> {
  if (unread.has(name)) return
  if (typeof value === 'string') {
    const isBrand = /^connectors\.\d+\.label$/.test(at)
    if (!isBrand && /[A-Z ]/.test(value) && !value.startsWith('§') && !/^[a-z]+[A-Za-z]*$/.test(value)) yield `${at}: ${value}`
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [member, inner] of Object.entries(value)) yield* unmarked(inner, member, at === '' ? member : `${at}.${member}`)
}
