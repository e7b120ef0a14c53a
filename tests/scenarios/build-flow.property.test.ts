import fc from 'fast-check'
import { expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { checkFlow } from '#core/flow/check.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import type { Answers, Lane } from '#core/integration/answers.ts'
import { answers as answersSchema } from '#core/integration/answers.ts'
import { buildFlow } from '#core/integration/build-flow.ts'
import { cellsOf } from '#core/integration/cells.ts'
import { type Question, questionsOf, startLane, withAnswer } from '#core/integration/questions.ts'
import { laneEnds } from '#core/integration/sides.ts'
import { startTable, tablesOf } from '#core/integration/tables.ts'
import type { FieldEntry } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'
import { nodes } from '#nodes/index.ts'
import { catalogue } from '#tests/templates/make-template.ts'

it('makes of every complete set of answers a flow that could run, and that reads back from its file as it is', () => {
  fc.assert(
    fc.property(anyAnswers, (answers) => {
      const built = buildFlow(answers, catalogue)
      if ('missing' in built) throw new Error(JSON.stringify(built.missing))
      expect(checkFlow(built.ok, { nodes, connectors })).toEqual([])
      expect(parseFlowText(serializeFlow(built.ok))).toEqual({ ok: built.ok })
    }),
    { numRuns: 150 },
  )
})

it('makes no flow of answers with a needed one taken away, and says which', () => {
  fc.assert(
    fc.property(anyAnswers, (answers) => {
      for (const [index, lane] of answers.lanes.entries()) {
        const ends = laneEnds(answers, lane, catalogue)
        const needed =
          ends &&
          questionsOf(lane, ends, catalogue).find(
            ({ isNeeded, place, field }) => isNeeded && place !== 'lane' && field.default === undefined,
          )
        if (!needed) continue
        const lanes = answers.lanes.with(index, withAnswer(lane, needed, undefined))
        expect(buildFlow({ ...answers, lanes }, catalogue)).toMatchObject({ missing: [{ path: `lanes[${index}].${needed.id}` }] })
      }
    }),
    { numRuns: 50 },
  )
})

const systems = fc.constantFrom(...catalogue.connectors)

/** Two systems, some of what they can do together, and an answer to every question. */
const anyAnswers: fc.Arbitrary<Answers> = fc
  .tuple(systems, systems)
  .chain(([left, right]) => {
    const cells = cellsOf(left, right).filter(({ isPossible }) => isPossible)
    const chosen = fc.uniqueArray(fc.constantFrom(...cells), { selector: ({ entity }) => entity, minLength: 1, maxLength: 4 })
    return fc.tuple(fc.constant(left.id), fc.constant(right.id), chosen)
  })
  .chain(([left, right, cells]) =>
    fc.record({
      left: fc.constant(left),
      right: fc.constant(right),
      lanes: fc.tuple(...cells.map((cell) => laneFor(left, right, cell))),
      everyMinutes: fc.option(fc.integer({ min: 1, max: 1_440 })),
      flowName: fc.constantFrom('', ' Kassa → boeken ', 'x'.repeat(200)),
    }),
  )
  .map((given) => answersSchema.parse(given))

function laneFor(left: string, right: string, cell: Pick<Lane, 'entity' | 'from'>): fc.Arbitrary<Lane> {
  const ends = laneEnds({ left, right }, cell, catalogue)
  if (!ends) throw new Error(`No ends for ${left} ${cell.entity} ${right}.`)
  const begun = startLane(cell, ends)
  const documents = Object.keys(ends.target.entity.documentTypes)
  return (documents.length > 0 ? fc.constantFrom(...documents) : fc.constant(undefined)).chain((documentType) => {
    const lane = documentType === undefined ? begun : { ...begun, upsert: { documentType } }
    const asked = questionsOf(lane, ends, catalogue).filter(({ name }) => name !== 'documentType')
    return fc.tuple(...asked.map(answerFor)).map((given) => {
      const answered = asked.reduce((one, question, index) => withAnswer(one, question, given[index] ?? undefined), lane)
      const tables = tablesOf(answered, ends).map((need) => ({ ...startTable(need), rows: [{ from: '1', to: '2' }] }))
      return sensible({ ...answered, tables })
    })
  })
}

/** What no field can say alone: something is written, and a debtor stands behind orders that need one. */
function sensible(lane: Lane): Lane {
  const { upsert } = lane
  if (lane.entity === 'order') return { ...lane, upsert: { ...upsert, defaultCustomer: '10001' } }
  return { ...lane, upsert: { ...upsert, create: true, update: true } }
}

function answerFor({ field, isNeeded }: Question): fc.Arbitrary<Json | undefined> {
  const value = valueFor(field)
  return isNeeded ? value : fc.option(value, { nil: undefined })
}

/** One of them fits whatever pattern a field has. */
const texts = ['1', 'VERZENDEN', 'é', '2026-01-01', '900001', 'NL'] as const

function valueFor({ kind, choices = {}, options = {} }: FieldEntry): fc.Arbitrary<Json> {
  const names = Object.keys(choices)
  switch (kind) {
    case 'toggle':
      return fc.boolean()
    case 'number':
      return fc.integer({ min: options.min ?? 0, max: options.max ?? 1_000 })
    case 'choice':
      return fc.constantFrom(...names)
    case 'choices':
      return fc.subarray(names)
    case 'texts':
      return fc.array(fc.constantFrom('1', 'UTR'), { maxLength: 2 })
    case 'moment':
      return fc.constant('2026-11-22T09:00:00+01:00')
    case 'fieldPolicies':
      return fc.constant({ name: 'on-create' })
    case 'valueMap':
      return fc.constant({ BE: '3100' })
    default:
      return fc.constantFrom(...texts.filter((text) => !options.pattern || new RegExp(options.pattern.expression, 'u').test(text)))
  }
}
