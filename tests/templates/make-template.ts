import { connectors } from '#connectors/index.ts'
import type { CodeSource } from '#core/codes/code-kinds.ts'
import type { CodeTable } from '#core/codes/code-tables.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { type Answers, answers, type Lane } from '#core/integration/answers.ts'
import { buildFlow } from '#core/integration/build-flow.ts'
import { matchCodes } from '#core/integration/match-codes.ts'
import { questionsOf, startLane, withAnswer } from '#core/integration/questions.ts'
import { type Catalogue, type LaneEnds, laneEnds } from '#core/integration/sides.ts'
import { startTable, type TableNeed, tablesOf } from '#core/integration/tables.ts'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import { nodes } from '#nodes/index.ts'
import type { Recipe } from './recipes.ts'

export const catalogue: Catalogue = {
  connectors: Object.values(connectors).map(describeConnector),
  nodes: Object.values(nodes).map(describeNode),
}

/** The lists of both practice systems, by connector id. */
export type Lists = (connectorId: string, list: string) => Promise<readonly LiveChoice[]>

/**
 * The ready-made flow of a recipe, filled with what the practice systems have, so that it runs there at once.
 * @throws Error that names what the recipe still lacks
 */
export async function makeTemplate(recipe: Recipe, lists: Lists): Promise<FlowDocument> {
  const { source: left, target: right, entity } = recipe
  const ends = laneEnds({ left, right }, { entity, from: 'left' }, catalogue)
  if (!ends) throw new Error(`${nameOf(recipe)}: one of the systems does not know this kind of record.`)
  const answered = await answerAll(startLane({ entity, from: 'left' }, ends), recipe, { ends, lists })
  const tables: CodeTable[] = []
  for (const need of tablesOf(answered, ends)) {
    if (need.isNeeded || recipe.rows?.[need.kind]) tables.push(await fillTable(need, recipe, lists))
  }
  const built = buildFlow(integration(recipe, { ...answered, tables }), catalogue)
  if ('missing' in built)
    throw new Error(`${nameOf(recipe)}: ${built.missing.map(({ path, message }) => `${path}: ${message}`).join('; ')}`)
  return withPracticeNote(built.ok, recipe, ends, tables)
}

export function nameOf({ source, entity, target }: Recipe): string {
  return `${source} ${entity} → ${target}`
}

function integration({ source, target }: Recipe, lane: Lane): Answers {
  return answers.parse({ left: source, right: target, lanes: [lane] })
}

async function answerAll(lane: Lane, recipe: Recipe, { ends, lists }: { readonly ends: LaneEnds; readonly lists: Lists }): Promise<Lane> {
  const ask = (id: string) => {
    const question = questionsOf(lane, ends, catalogue).find((one) => one.id === id)
    if (!question) throw new Error(`${nameOf(recipe)}: there is no question "${id}".`)
    return question
  }
  let answered = lane
  for (const [id, value] of Object.entries(recipe.answers ?? {})) answered = withAnswer(answered, ask(id), value)
  for (const [id, wanted] of Object.entries(recipe.choices ?? {})) {
    const question = ask(id)
    const choices = await lists(ends[question.end].system.id, question.field.list ?? '')
    const choice = choices.find(({ value, label }) => value === wanted || label === wanted)
    if (!choice) throw new Error(`${nameOf(recipe)}: "${wanted}" is no choice of "${id}".`)
    answered = withAnswer(answered, question, choice.value)
  }
  return answered
}

/** What the recipe says first, then what percentages and names tell; a code twice would be a row too many. */
async function fillTable(need: TableNeed, { source, target, rows = {}, missing = {} }: Recipe, lists: Lists): Promise<CodeTable> {
  const told = rows[need.kind] ?? []
  const [from, to] = [await choicesOf(source, need.source, lists), await choicesOf(target, need.target, lists)]
  const found = matchCodes(need.kind, from, to).rows.filter((row) => !told.some((one) => one.from === row.from))
  const table = startTable(need)
  return { ...table, missing: missing[need.kind] ?? table.missing, rows: [...told, ...found] }
}

async function choicesOf(connectorId: string, codes: CodeSource | undefined, lists: Lists): Promise<readonly LiveChoice[]> {
  if (codes?.list !== undefined) return lists(connectorId, codes.list)
  return Object.entries(codes?.choices ?? {}).map(([value, label]) => ({ value, label }))
}

/** Says which values are those of the practice systems, so that nobody takes them for the own. */
function withPracticeNote(flow: FlowDocument, { choices = {} }: Recipe, ends: LaneEnds, tables: readonly CodeTable[]): FlowDocument {
  const filled = [
    ...(tables.length > 0 ? ['the codes'] : []),
    ...Object.keys(choices).flatMap((id) => {
      const fields = [...ends.target.entity.writeFields, ...(id.startsWith('customerWrite.') ? customerFields(ends) : [])]
      const label = fields.find(({ name }) => id.endsWith(`.${name}`))?.label
      return label === undefined ? [] : [`“${label}”`]
    }),
  ]
  if (filled.length === 0) return flow
  const [last] = filled.slice(-1)
  const list = filled.length > 1 ? `${filled.slice(0, -1).join(', ')} and ${last}` : `${last}`
  const text = `Made for the practice systems: ${list} come from there. Choose your own before you connect your own books.`
  const bottom = Math.max(...flow.nodes.map(({ position }) => position[1]))
  const note = { id: 'practice-note', text, position: [80, bottom + 96], size: [520, 72] } as const
  return { ...flow, comments: [...(flow.comments ?? []), note] }
}

function customerFields({ target }: LaneEnds) {
  return target.system.entities.find(({ entity }) => entity === 'customer')?.writeFields ?? []
}
