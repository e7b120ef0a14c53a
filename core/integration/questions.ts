import type { FieldEntry } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'
import type { orderStatuses, paymentStates } from '#core/model/order.ts'
import type { Lane } from './answers.ts'
import { type Catalogue, entityOf, type LaneEnds, pluralOf } from './sides.ts'

/** The parts a lane's questions come in, in this order. */
export const questionGroups = {
  which: { label: 'Which records', help: 'What is read from the source.' },
  writing: { label: 'What they become', help: 'What is created and what is changed in the target.' },
  customers: { label: 'Customers', help: 'Who an order is booked on.' },
  lines: { label: 'Lines', help: 'What is checked of an order before it is placed.' },
  target: { label: 'What the target asks for', help: 'Values the target wants and the source does not know.' },
} as const

export type QuestionGroup = keyof typeof questionGroups

/** The parts of a lane that hold its answers; `lane` is the lane itself. */
export type QuestionPlace = 'lane' | 'read' | 'upsert' | 'write' | 'customerWrite'

/** One question of a lane: where its answer goes and the field it is asked with. */
export interface Question {
  /** `write.journal`; unique within a lane. */
  readonly id: string
  readonly place: QuestionPlace
  readonly name: string
  readonly group: QuestionGroup
  /** Label, help (what it changes), kind, choices and default. `options.when` names other questions of the same place. */
  readonly field: FieldEntry
  /** The end whose live lists a `liveChoice` is chosen from. */
  readonly end: 'source' | 'target'
  /** Without an answer the flow cannot be made. */
  readonly isNeeded: boolean
  /** Seldom changed: a form folds it away. */
  readonly isRare: boolean
}

/** What a lane asks, in the order it is asked. Tables of codes are asked apart (`tablesOf`). */
export function questionsOf(
  lane: Pick<Lane, 'entity' | 'upsert'>,
  ends: LaneEnds,
  { nodes }: Pick<Catalogue, 'nodes'>,
): readonly Question[] {
  const { source, target } = ends
  const ofUpsert = nodes.find(({ type }) => type === 'upsert')?.fields ?? []
  const asked = upsertQuestions(lane.entity, ends)
  return [
    ...(lane.entity === 'order' ? orderChoices(source.system.label) : []),
    ...source.entity.readFields.map((one) => question('read', 'which', 'source', one)),
    ...ofUpsert.flatMap((one): readonly Question[] => {
      const own = asked[one.name]
      return own ? [question('upsert', own.group, 'target', { ...withoutEntity(one), ...own.change }, own.isNeeded)] : []
    }),
    ...customerFields(lane, ends).map((one) => question('customerWrite', 'customers', 'target', one)),
    ...target.entity.writeFields.map((one) => question('write', 'target', 'target', one, !one.isOptional || isNeededFor(one, lane))),
  ].toSorted((a, b) => groupNames.indexOf(a.group) - groupNames.indexOf(b.group))
}

/** What stands in the lane for a question; its default where nothing was answered. */
export function answerTo(lane: Lane, { place, name, field }: Pick<Question, 'place' | 'name' | 'field'>): Json | undefined {
  const held: Readonly<Record<string, unknown>> = place === 'lane' ? lane : lane[place]
  const given = Object.hasOwn(held, name) ? held[name] : undefined
  // Answers are JSON by their schema; only the lane itself has more than that, and no question asks for it.
  return (given as Json | undefined) ?? field.default
}

/** The lane with another answer; `undefined` takes the answer away, so that the default holds again. */
export function withAnswer(lane: Lane, { place, name }: Pick<Question, 'place' | 'name'>, value: Json | undefined): Lane {
  const set = <Held extends object>(held: Held): Held => {
    const { [name as keyof Held]: _before, ...others } = held
    return (value === undefined ? others : { ...others, [name]: value }) as Held
  }
  if (place !== 'lane') return { ...lane, [place]: set(lane[place]) }
  // `statuses` and `paymentStates`: no choice of a kind means all, as the lane has it.
  return { ...lane, [name]: value ?? [] }
}

/** A lane with what is usually wanted: finished or open orders, never cancelled ones, placed as orders. */
export function startLane({ entity, from }: Pick<Lane, 'entity' | 'from'>, { target }: Pick<LaneEnds, 'target'>): Lane {
  const documentType = preferredDocument(target.entity.documentTypes)
  return {
    ...{ entity, from },
    read: {},
    upsert: documentType === undefined ? {} : { documentType },
    write: {},
    customerWrite: {},
    statuses: entity === 'order' ? ['open', 'delivered', 'completed'] : [],
    paymentStates: [],
    tables: [],
  }
}

const groupNames = Object.keys(questionGroups)

function question(
  place: QuestionPlace,
  group: QuestionGroup,
  end: Question['end'],
  field: FieldEntry,
  isNeeded = !field.isOptional,
): Question {
  const isRare = field.options?.rare === true && !isNeeded
  return { id: `${place}.${field.name}`, place, name: field.name, group, field, end, isNeeded, isRare }
}

function preferredDocument(documentTypes: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(documentTypes, 'order') ? 'order' : Object.keys(documentTypes)[0]
}

const statusLabels: Readonly<Record<(typeof orderStatuses)[number], string>> = {
  quotation: 'Quotation',
  open: 'Open',
  delivered: 'Delivered',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

const paymentLabels: Readonly<Record<(typeof paymentStates)[number], string>> = {
  unpaid: 'Unpaid',
  'partly-paid': 'Partly paid',
  paid: 'Paid',
  refunded: 'Refunded',
}

function orderChoices(source: string): readonly Question[] {
  const choices = (name: string, label: string, help: string, options: Readonly<Record<string, string>>, value: readonly string[]) =>
    question('lane', 'which', 'source', {
      ...{ name, kind: 'choices' as const, label, help, choices: options, options: { choices: options } },
      isOptional: true,
      default: value,
    })
  return [
    choices(
      'statuses',
      'Orders that go',
      `Orders of ${source} in any other state wait until they reach one of these. None: all.`,
      statusLabels,
      [],
    ),
    choices('paymentStates', 'Paid or not', 'Orders go once they are in one of these. None: all.', paymentLabels, []),
  ]
}

interface AskedOfUpsert {
  readonly group: QuestionGroup
  readonly change?: Partial<FieldEntry>
  readonly isNeeded?: boolean
}

/** Which settings of the upsert node are asked, and how, for this kind of record and target. */
function upsertQuestions(entity: string, { target }: LaneEnds): Readonly<Record<string, AskedOfUpsert>> {
  const { can, documentTypes, findBy } = target.entity
  const { label } = target.system
  const documents = Object.keys(documentTypes).length > 1
  const orders: Readonly<Record<string, AskedOfUpsert>> = {
    ...(documents && { documentType: { group: 'writing', change: documentField(documentTypes, label), isNeeded: true } }),
    customers: { group: 'customers', change: { help: `The company or person an order belongs to, looked up in ${label}.` } },
    defaultCustomer: { group: 'customers', change: { help: `The debtor's id in ${label}, for orders nobody is named in.` } },
    missingEmail: { group: 'customers', change: { help: 'Without an address nobody can be found by it.' } },
    severalCustomers: { group: 'customers' },
    updateCustomers: { group: 'customers', change: { help: `Off: a customer ${label} knows stays as it is there.` } },
    customerPolicies: { group: 'customers' },
    linesNeedingProduct: { group: 'lines' },
    checkTotals: { group: 'lines', change: { help: 'Off: an order is placed as it is, even where its lines give another sum.' } },
  }
  const records: Readonly<Record<string, AskedOfUpsert>> = {
    ...(can.includes('create') && can.includes('update') && { create: { group: 'writing', change: creating(entity, label) } }),
    ...(can.includes('create') && can.includes('update') && { update: { group: 'writing', change: updating(entity, label) } }),
    ...(findBy.length > 1 && { matchBy: { group: 'writing', change: matchField(findBy, entity, label) } }),
    ...(can.includes('update') && { policies: { group: 'writing' } }),
  }
  return entity === 'order' ? orders : records
}

function documentField(documentTypes: Readonly<Record<string, string>>, target: string): Partial<FieldEntry> {
  return {
    kind: 'choice',
    choices: documentTypes,
    options: { choices: documentTypes },
    default: preferredDocument(documentTypes),
    help: `What an order becomes in ${target}.`,
  }
}

function matchField(findBy: readonly string[], entity: string, target: string): Partial<FieldEntry> {
  const choices = Object.fromEntries(
    findBy.map((by) => [by, by === 'sku' ? 'SKU' : by === 'gtin' ? 'GTIN' : by === 'email' ? 'E-mail' : by]),
  )
  const help = `How ${pluralOf(entity)} of the source are recognised in ${target}.`
  return { kind: 'choice', choices, options: { choices }, default: findBy[0] ?? '', help }
}

function creating(entity: string, target: string): Partial<FieldEntry> {
  return { help: `Off: ${pluralOf(entity)} that ${target} does not know stay out.` }
}

function updating(entity: string, target: string): Partial<FieldEntry> {
  return { help: `Off: ${pluralOf(entity)} that ${target} knows stay as they are there.` }
}

/** What the target asks of customers, whom orders bring along unless all are booked on one debtor. */
function customerFields({ entity, upsert }: Pick<Lane, 'entity' | 'upsert'>, { target }: LaneEnds): readonly FieldEntry[] {
  if (entity !== 'order' || upsert.customers === 'default') return []
  return entityOf(target.system, 'customer')?.writeFields ?? []
}

/** Some values matter to one document only: a journal to invoices. */
function isNeededFor({ options }: FieldEntry, { upsert }: Pick<Lane, 'upsert'>): boolean {
  return typeof upsert.documentType === 'string' && (options?.neededFor ?? []).includes(upsert.documentType)
}

/** The node asks for some settings of some kinds of record only; here the kind is known. */
function withoutEntity(field: FieldEntry): FieldEntry {
  const { entity: _entity, ...when } = field.options?.when ?? {}
  return { ...field, options: { ...field.options, when: Object.keys(when).length > 0 ? when : undefined } }
}
