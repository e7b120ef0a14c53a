import { codeKinds } from '#core/codes/code-kinds.ts'
import type { FieldEntry } from '#core/kit/describe.ts'
import { toFields } from '#core/kit/describe.ts'
import { checkSettings } from '#core/kit/parse-settings.ts'
import type { Answers, Lane } from './answers.ts'
import { laneConflict, obstacle } from './cells.ts'
import { questionsOf } from './questions.ts'
import { type Catalogue, entityOf, type LaneEnds, laneEnds, pluralOf, systemOf } from './sides.ts'
import { tablesOf } from './tables.ts'

/** What keeps answers from becoming a flow, and where it is asked: `lanes[0].upsert.documentType`. */
export interface Missing {
  readonly path: string
  readonly message: string
}

/** Everything that is missing or wrong, all at once; nothing when `buildFlow` can make the flow. */
export function findMissing(answers: Answers, catalogue: Catalogue): readonly Missing[] {
  const wrong = (['left', 'right'] as const).flatMap((side): readonly Missing[] => {
    if (answers[side] === undefined) return [{ path: side, message: 'Choose a system.' }]
    if (systemOf(catalogue, answers[side])) return []
    return [{ path: side, message: `There is no system "${answers[side]}" in this version of Sluice.` }]
  })
  if (wrong.length > 0) return wrong
  if (answers.lanes.length === 0) return [{ path: 'lanes', message: 'Choose what goes from one system to the other.' }]
  return answers.lanes.flatMap((lane, index) => missingOfLane(answers, lane, index, catalogue))
}

function missingOfLane(answers: Answers, lane: Lane, index: number, catalogue: Catalogue): readonly Missing[] {
  const path = `lanes[${index}]`
  const [left, right] = [systemOf(catalogue, answers.left), systemOf(catalogue, answers.right)]
  if (!left || !right) return []
  const labels = { left: left.label, right: right.label }
  const [source, target] = lane.from === 'left' ? [left, right] : [right, left]
  const reason = obstacle(lane.entity, source, target) ?? laneConflict(answers.lanes.slice(0, index), lane, labels)
  if (reason !== undefined) return [{ path, message: reason }]
  const ends = laneEnds(answers, lane, catalogue)
  return ends ? [...missingAnswers(lane, path, ends, catalogue), ...missingTables(lane, path, ends)] : []
}

function missingAnswers(lane: Lane, path: string, ends: LaneEnds, catalogue: Catalogue): readonly Missing[] {
  const { source, target } = ends
  const ofUpsert = catalogue.nodes.find(({ type }) => type === 'upsert')?.fields ?? []
  const bringsCustomers = lane.entity === 'order' && lane.upsert.customers !== 'default'
  return [
    ...check(source.entity.readFields, lane.read, `${path}.read`),
    ...check(
      ofUpsert.filter(({ kind }) => kind !== 'slot' && kind !== 'entity'),
      lane.upsert,
      `${path}.upsert`,
    ),
    ...check(target.entity.writeFields, lane.write, `${path}.write`),
    ...(bringsCustomers ? check(entityOf(target.system, 'customer')?.writeFields ?? [], lane.customerWrite, `${path}.customerWrite`) : []),
    ...questionsOf(lane, ends, catalogue)
      .filter(
        ({ place, name, isNeeded, field }) =>
          isNeeded && field.isOptional && place !== 'lane' && isEmpty(lane[place][name] ?? field.default),
      )
      .map(({ id, field }) => ({ path: `${path}.${id}`, message: `"${field.label}" is missing` })),
    ...wrongWriting(lane, path, ends),
  ]
}

function check(fields: readonly FieldEntry[], settings: unknown, path: string): readonly Missing[] {
  return checkSettings(toFields(fields), settings).map((problem) => ({
    path: problem.path === '' ? path : `${path}.${problem.path}`,
    message: problem.message,
  }))
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

/** What the upsert node would refuse: nothing to do, a debtor that is not named, a document the target does not have. */
function wrongWriting({ entity, upsert }: Lane, path: string, { target }: LaneEnds): readonly Missing[] {
  const { documentTypes, can, findBy } = target.entity
  const wrong: Missing[] = []
  const { documentType, customers, missingEmail, defaultCustomer, create, update, matchBy } = upsert
  if (typeof documentType === 'string' && documentType !== '' && !Object.hasOwn(documentTypes, documentType)) {
    wrong.push({ path: `${path}.upsert.documentType`, message: `${target.system.label} has no document "${documentType}"` })
  }
  if (typeof matchBy === 'string' && matchBy !== '' && !findBy.includes(matchBy)) {
    wrong.push({ path: `${path}.upsert.matchBy`, message: `${target.system.label} cannot look up ${pluralOf(entity)} by "${matchBy}"` })
  }
  if (entity === 'order' && isEmpty(defaultCustomer) && (customers === 'default' || missingEmail === 'default-customer')) {
    const whose = customers === 'default' ? 'orders are booked on' : 'orders without an e-mail address go to'
    wrong.push({ path: `${path}.upsert.defaultCustomer`, message: `Fill in the debtor that ${whose}` })
  }
  const creates = can.includes('create') && create !== false
  const updates = can.includes('update') && update !== false
  if (entity !== 'order' && !creates && !updates) {
    const what = pluralOf(entity)
    wrong.push({ path: `${path}.upsert.create`, message: `With these answers ${what} are neither created nor updated` })
  }
  return wrong
}

function missingTables(lane: Lane, path: string, ends: LaneEnds): readonly Missing[] {
  const seen = new Set<string>()
  const twice = lane.tables.flatMap(({ kind, missing, default: fallback }, index): readonly Missing[] => {
    const place = `${path}.tables[${index}]`
    const name = codeKinds[kind].label
    if (seen.has(kind)) return [{ path: place, message: `There are two tables for ${name.toLowerCase()}` }]
    seen.add(kind)
    return missing === 'default' && !fallback ? [{ path: place, message: `Choose what ${name.toLowerCase()} in no row become` }] : []
  })
  const [from, to] = [ends.source.system.label, ends.target.system.label]
  return [
    ...twice,
    ...tablesOf(lane, ends)
      .filter(({ kind, isNeeded }) => isNeeded && !seen.has(kind))
      .map(({ kind, label }) => ({
        path: `${path}.tables.${kind}`,
        message: `Match the ${label.toLowerCase()} of ${from} with those of ${to}`,
      })),
  ]
}
