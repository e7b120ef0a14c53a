import type { ConnectionCard } from '#core/contract/connections.ts'
import type { Answers, Lane } from '#core/integration/answers.ts'
import type { Missing } from '#core/integration/missing.ts'
import { type Catalogue, laneEnds } from '#core/integration/sides.ts'
import { tablesOf } from '#core/integration/tables.ts'
import type { Wizard } from './wizard-store.ts'

export const stepKinds = ['systems', 'connections', 'kinds', 'questions', 'tables', 'try', 'finish'] as const
export type StepKind = (typeof stepKinds)[number]

/** One screen of the wizard. Questions and tables have one for each lane. */
export interface Step {
  /** `questions.order.left`: the same while lanes before it come and go. */
  readonly id: string
  readonly kind: StepKind
  /** Place of its lane in the answers. */
  readonly lane?: number
}

/** The screens these answers lead through, in order. */
export function stepsOf(answers: Answers, catalogue: Catalogue): readonly Step[] {
  const ofLanes = (kind: 'questions' | 'tables', isAsked: (lane: Lane) => boolean): readonly Step[] => {
    const steps = answers.lanes.flatMap((lane, place) =>
      isAsked(lane) ? [{ id: `${kind}.${lane.entity}.${lane.from}`, kind, lane: place }] : [],
    )
    // While nothing is chosen yet, the list still says that something comes here.
    return steps.length > 0 || answers.lanes.length > 0 ? steps : [{ id: kind, kind }]
  }
  const hasTables = (lane: Lane) => {
    const ends = laneEnds(answers, lane, catalogue)
    return ends !== undefined && tablesOf(lane, ends).length > 0
  }
  return [
    { id: 'systems', kind: 'systems' },
    { id: 'connections', kind: 'connections' },
    { id: 'kinds', kind: 'kinds' },
    ...ofLanes('questions', () => true),
    ...ofLanes('tables', hasTables),
    { id: 'try', kind: 'try' },
    { id: 'finish', kind: 'finish' },
  ]
}

/** What keeps one from going on from a step; the words of connections come from the language files. */
export type StepProblem =
  | ({ readonly kind: 'missing' } & Missing)
  | { readonly kind: 'connection'; readonly side: 'left' | 'right'; readonly what: 'none' | 'sign-in' | 'failing' | 'same' }

export function problemsOf(
  step: Step,
  { answers, connections }: Pick<Wizard, 'answers' | 'connections'>,
  { missing, cards }: { readonly missing: readonly Missing[]; readonly cards: readonly ConnectionCard[] },
): readonly StepProblem[] {
  const at = (fits: (path: string) => boolean) =>
    missing.filter(({ path }) => fits(path)).map((one): StepProblem => ({ kind: 'missing', ...one }))
  const lane = `lanes[${step.lane}]`
  switch (step.kind) {
    case 'systems':
      return at((path) => path === 'left' || path === 'right')
    case 'connections':
      return connectionProblems({ answers, connections }, cards)
    case 'kinds':
      return at((path) => path === 'lanes' || /^lanes\[\d+\]$/.test(path))
    case 'questions':
      return at((path) => path.startsWith(`${lane}.`) && !path.startsWith(`${lane}.tables`))
    case 'tables':
      return at((path) => path.startsWith(`${lane}.tables`))
    case 'try':
    case 'finish':
      return []
  }
}

function connectionProblems(
  { answers, connections }: Pick<Wizard, 'answers' | 'connections'>,
  cards: readonly ConnectionCard[],
): readonly StepProblem[] {
  return (['left', 'right'] as const).flatMap((side): readonly StepProblem[] => {
    const card = cards.find(({ id, connectorId }) => id === connections[side] && connectorId === answers[side])
    if (!card) return [{ kind: 'connection', side, what: 'none' }]
    if (side === 'right' && connections.left === connections.right) return [{ kind: 'connection', side, what: 'same' }]
    if (card.signIn === 'needed') return [{ kind: 'connection', side, what: 'sign-in' }]
    return card.state.kind === 'failing' ? [{ kind: 'connection', side, what: 'failing' }] : []
  })
}

/** Steps from the first on that nothing stands in the way of: those may be opened, and the one after them. */
export function reachableSteps(steps: readonly Step[], hasProblems: (step: Step) => boolean): number {
  const first = steps.findIndex(hasProblems)
  return first === -1 ? steps.length : first + 1
}

/** The step a draft was left at, or the nearest one there still is. */
export function stepToShow(steps: readonly Step[], id: string, reachable: number): Step {
  const found = steps.findIndex((step) => step.id === id)
  const place = found === -1 ? reachable - 1 : Math.min(found, reachable - 1)
  // There is always a first step.
  return (steps[Math.max(place, 0)] ?? steps[0]) as Step
}
