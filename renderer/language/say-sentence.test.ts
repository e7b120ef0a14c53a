import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { Catalogue } from '#core/contract/app.ts'
import { answers as answersSchema } from '#core/integration/answers.ts'
import { buildFlow } from '#core/integration/build-flow.ts'
import { cellsOf, laneConflict } from '#core/integration/cells.ts'
import { findMissing } from '#core/integration/missing.ts'
import { questionsOf, startLane } from '#core/integration/questions.ts'
import { laneEnds } from '#core/integration/sides.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import { field } from '#core/kit/fields.ts'
import { checkSettings } from '#core/kit/parse-settings.ts'
import { parseCondition } from '#core/mapping/condition.ts'
import { nodes } from '#nodes/index.ts'
import { readSources } from '#tests/support/project-sources.ts'
import { dutch, sayer } from './dictionaries.ts'
import { sayLine } from './say-line.ts'
import { dutchSentences, saySentence, saySentences } from './say-sentence.ts'
import { translateCatalogue } from './translate-catalogue.ts'

const english: Catalogue = {
  nodes: Object.values(nodes).map(describeNode),
  connectors: Object.values(connectors).map(describeConnector),
}
const catalogue = translateCatalogue(english, (subject) => sayer(subject, 'nl'))

/** What the catalogue says in Dutch already; a text that is one of these needs no sentence. */
const known = new Set(Object.values(dutch).flatMap((texts) => Object.values(texts)))
const isEnglish = (text: string) => !known.has(text) && saySentence(text, 'nl') === text

describe('a sentence of the host', () => {
  it('stays in English, and where nobody has translated it', () => {
    expect(saySentence('"Journal" is missing', 'en')).toBe('"Journal" is missing')
    expect(saySentence('The moon is full.', 'nl')).toBe('The moon is full.')
    expect(saySentence('"Journal" is made of cheese', 'nl')).toBe('"Journal" is made of cheese')
  })

  it('is said in Dutch with its names and values, words of the host among them', () => {
    expect(saySentence('"Sales journal" is missing', 'nl')).toBe('"Verkoopdagboek" ontbreekt')
    expect(saySentence('"Read orders": "At most" is -1; the least is 1', 'nl')).toBe('"Read orders": "Hoogstens" is -1; het minste is 1')
    expect(saySentence('Odoo does not take in stock from outside.', 'nl')).toBe('Odoo neemt geen voorraad van buiten aan.')
  })

  it('is there for everything the wizard asks, between any two systems', () => {
    const texts = catalogue.connectors.flatMap((left) =>
      catalogue.connectors.flatMap((right) => {
        const cells = cellsOf(left, right)
        const lanes = cells.filter((cell) => cell.isPossible)
        const conflicts = lanes.map((lane) => laneConflict([lane], lane, { left: left.label, right: right.label }))
        const returns = lanes.map((lane) =>
          laneConflict([lane], { ...lane, from: lane.from === 'left' ? 'right' : 'left' }, { left: left.label, right: right.label }),
        )
        return [
          ...cells.flatMap((cell) => (cell.isPossible ? [] : [cell.reason])),
          ...conflicts,
          ...returns,
          ...asked(left.id, right.id, lanes),
        ]
      }),
    )
    expect([...new Set(texts.filter((text) => text !== undefined && text !== '' && isEnglish(text)))]).toEqual([])
  })

  it('is there for every setting that is wrong', () => {
    const label = 'Sales journal'
    const common = { label }
    const fields = {
      missing: field.text(common),
      long: field.text({ ...common, maxLength: 2 }),
      text: field.text(common),
      pattern: field.text({ ...common, pattern: { expression: '^x$', says: 'is no currency code such as EUR' } }),
      number: field.number(common),
      small: field.number({ ...common, min: 5 }),
      large: field.number({ ...common, max: 5 }),
      decimal: field.decimal(common),
      toggle: field.toggle({ ...common, default: true }),
      choice: field.choice({ ...common, options: { a: 'A' } }),
      choices: field.choices({ ...common, options: { a: 'A' } }),
      list: field.choices({ ...common, options: { a: 'A' } }),
      texts: field.texts(common),
      moment: field.moment(common),
      object: field.object(common),
    }
    const settings = {
      ...{ long: 'long', text: 5, pattern: 'y', number: 'x', small: 1, large: 9, decimal: 'x', toggle: 'x', choice: 'x' },
      ...{ choices: ['x'], list: 'x', texts: 'x', moment: 'x', object: 'x' },
    }
    const problems = checkSettings(fields, settings).map(({ message }) => message)
    expect(problems).toHaveLength(Object.keys(fields).length)
    expect(problems.filter((message) => !saySentence(message, 'nl').startsWith('"Verkoopdagboek" '))).toEqual([])
  })

  it('is there for every condition that is wrong', () => {
    const wrong = [
      { is: 'equals' },
      { is: 'one-of' },
      { is: 'greater', value: 'x' },
      { is: 'after', value: 'x' },
      { is: 'like', value: 'x' },
    ]
    const problems = wrong.flatMap((one) => {
      const parsed = parseCondition({ path: 'data.total', ...one })
      return parsed.ok ? ['nothing is wrong'] : parsed.problems.map(({ message }) => message)
    })
    expect(problems.filter(isEnglish)).toEqual([])
  })

  it("tells a node's settings in one line, part by part", () => {
    const lines = [
      'Orders · at most 5',
      'orders → order · customers by e-mail',
      'daily at 07:30 · Mon–Fri',
      'tax codes, payment terms',
      'warn · {key}',
    ]
    expect(lines.map((line) => sayLine(line, 'nl'))).toEqual([
      'Orders · hoogstens 5',
      'orders → order · klanten op e-mailadres',
      'dagelijks om 07:30 · ma–vr',
      'btw-codes, betalingscondities',
      'waarschuwing · {key}',
    ])
  })

  it('is still said by somebody', () => {
    const sources = readSources()
      .filter(({ path }) => /^(core|nodes|host|connectors)\//.test(path) && !/\.test\.ts$/.test(path))
      .map(({ text }) => text.replaceAll("\\'", "'"))
      .join('\n')
      .toLowerCase()
    // Those of errors are held against what the errors say, in error-texts.test.ts.
    const parts = Object.entries(dutchSentences)
      .flatMap(([file, texts]) => (file.startsWith('errors-') ? [] : Object.keys(texts)))
      .flatMap((pattern) =>
        pattern
          .split(/\{\{\w+\}\}|"/)
          .map((part) => part.trim())
          .filter((part) => part.length > 3),
      )
    const pieces = new Set(parts.flatMap((part) => composed[part] ?? [part]))
    expect([...pieces].filter((part) => !sources.includes(part.toLowerCase()))).toEqual([])
  })
})

/** What the code puts together from parts that stand there by themselves. */
const composed: Readonly<Record<string, readonly string[]>> = {
  'cannot write': ['cannot $'],
  '; it has none': ['it has none'],
  'Fill in the debtor that orders without an e-mail address go to': ['Fill in the debtor that', 'orders without an e-mail address go to'],
  'Chosen orders of': ['Chosen orders'],
  'is set in': ["'set'"],
  'are created and kept up to date in': ['created and kept up to date'],
  'are created in': ["'created'"],
  'are kept up to date in': ['kept up to date'],
}

/** Everything that is asked, missing and promised for the ways records can go. */
function asked(
  left: string,
  right: string,
  cells: readonly { readonly entity: string; readonly from: 'left' | 'right' }[],
): readonly string[] {
  return cells.flatMap(({ entity, from }) => {
    const before = answersSchema.parse({ left, right, lanes: [{ entity, from }] })
    const [first] = before.lanes
    const ends = first && laneEnds(before, first, catalogue)
    if (!first || !ends) return []
    const lane = startLane(first, ends)
    const answers = { ...before, lanes: [lane] }
    const built = buildFlow(answers, catalogue)
    const fields = questionsOf(lane, ends, catalogue).map((question) => question.field)
    return [
      ...fields.flatMap(({ label, help, choices }) => [label, help ?? '', ...Object.values(choices ?? {})]),
      ...findMissing({ ...answers, lanes: [{ ...lane, upsert: { customers: 'default' } }] }, catalogue).map(({ message }) => message),
      ...('ok' in built ? [saySentences(built.ok.description ?? '', 'nl')].filter((text) => / of | are | is /.test(text)) : []),
    ]
  })
}
