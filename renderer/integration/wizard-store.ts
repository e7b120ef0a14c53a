import type { z } from 'zod'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { integrationDraft, KeptIntegrationDraft, TriedLane, TriedRecord, TryProgress } from '#core/contract/integrations.ts'
import type { ContractError } from '#core/contract/reply.ts'
import { type Answers, answers as answersSchema, type Lane } from '#core/integration/answers.ts'
import type { Side } from '#core/integration/sides.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { pageLanguage } from '#renderer/language/page-language.ts'

type Draft = z.infer<typeof integrationDraft>

/** What *New integration* knows while it is on screen. */
export interface Wizard {
  /** Null until the host keeps it. */
  readonly id: string | null
  readonly answers: Answers
  readonly connections: Draft['connections']
  readonly step: string
  /** Problems of this step are shown once somebody wanted to go on. */
  readonly areProblemsShown: boolean
  /** Why the answers are not kept at the moment. */
  readonly unsaved: ContractError | null
  readonly trying: Trying
}

export type Trying =
  | { readonly kind: 'idle' }
  /** `lane` is the one under way, of which `read` records are there; before it begins it is none. `attempt` tells one try from the next. */
  | { readonly kind: 'running'; readonly attempt: number; readonly lane: number; readonly read: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: ContractError }
  /** `of` tells whether the answers are still those that were tried. */
  | { readonly kind: 'there'; readonly of: string; readonly records: readonly TriedRecord[]; readonly lanes: readonly TriedLane[] }

const beginning: Wizard = {
  ...{ id: null, answers: answersSchema.parse({}), connections: {}, step: 'systems' },
  ...{ areProblemsShown: false, unsaved: null, trying: { kind: 'idle' } },
}

export const wizardStore = createStore<Wizard>(() => beginning)

export function useWizard<Part>(select: (wizard: Wizard) => Part): Part {
  return useStore(wizardStore, select)
}

export function beginWizard(): void {
  show(beginning)
}

/** Its flow is made, or it was thrown away: nothing of it is kept any more. */
export function endWizard(): void {
  clearTimeout(timer)
  timer = undefined
  show(beginning)
}

export function openDraft({ id, answers, connections, step }: KeptIntegrationDraft): void {
  show({ ...beginning, id, answers, connections, step })
}

export function changeAnswers(change: (before: Answers) => Answers): void {
  wizardStore.setState(({ answers }) => ({ answers: change(answers) }))
  keepSoon()
}

export function changeLane(place: number, change: (before: Lane) => Lane): void {
  changeAnswers((before) => ({ ...before, lanes: before.lanes.map((lane, index) => (index === place ? change(lane) : lane)) }))
}

/** What was answered about another system is of no use for this one. */
export function chooseSystem(side: Side, connectorId: string): void {
  const { answers, connections } = wizardStore.getState()
  if (answers[side] === connectorId) return
  wizardStore.setState({
    answers: { ...answers, [side]: connectorId, lanes: [] },
    connections: { ...connections, [side]: undefined },
    trying: { kind: 'idle' },
  })
  keepSoon()
}

export function chooseConnection(side: Side, connectionId: string | undefined): void {
  wizardStore.setState(({ connections }) => ({ connections: { ...connections, [side]: connectionId }, trying: { kind: 'idle' } }))
  keepSoon()
}

export function goToStep(step: string): void {
  wizardStore.setState({ step, areProblemsShown: false })
  keepSoon()
}

export function showProblems(): void {
  wizardStore.setState({ areProblemsShown: true })
}

/** Often enough to lose nothing, seldom enough for somebody who types. */
const keepAfterMs = 400
let timer: ReturnType<typeof setTimeout> | undefined
let keeping: Promise<unknown> = Promise.resolve()
/** The draft on screen; a save that is under way belongs to its own, whatever is opened meanwhile. */
let session: { id: string | null } = { id: null }

function show(wizard: Wizard): void {
  leaveWizard()
  session = { id: wizard.id }
  wizardStore.setState(wizard, true)
}

function keepSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(() => void keepNow().catch(() => undefined), keepAfterMs)
}

/** Has the host keep what stands here; resolves with its id. Saves follow one another, so that the newest is the last. */
export function keepNow(): Promise<string> {
  clearTimeout(timer)
  timer = undefined
  const mine = session
  const { answers, connections, step } = wizardStore.getState()
  const draft = { answers: inPageLanguage(answers), connections, step }
  const kept = keeping.then(() => keep(mine, draft))
  keeping = kept.catch(() => undefined)
  return kept
}

/** The flow that is made of the answers is in the language they were given in. */
export function inPageLanguage(answers: Answers): Answers {
  return pageLanguage() === 'nl' ? { ...answers, language: 'nl' } : withoutLanguage(answers)
}

function withoutLanguage({ language: _language, ...answers }: Answers): Answers {
  return answers
}

async function keep(mine: typeof session, draft: Draft): Promise<string> {
  try {
    const { id } = await host.request('integration:save', { ...(mine.id !== null && { id: mine.id }), draft })
    mine.id = id
    if (mine === session) wizardStore.setState({ id, unsaved: null })
    return id
  } catch (thrown) {
    const unsaved = toContractError(thrown)
    if (mine === session) wizardStore.setState({ unsaved })
    throw unsaved
  }
}

/** The page is left: what waits to be kept is kept. */
export function leaveWizard(): void {
  if (timer !== undefined) void keepNow().catch(() => undefined)
}

/** What a try depends on, as text to compare. */
export function triedOf({ answers, connections }: Pick<Wizard, 'answers' | 'connections'>): string {
  const { flowName: _name, everyMinutes: _every, ordersSince: _since, language: _language, ...rest } = answers
  return JSON.stringify({ rest, connections })
}

let attempts = 0

export async function tryNow(): Promise<void> {
  const mine = session
  const of = triedOf(wizardStore.getState())
  const attempt = ++attempts
  const tell = (trying: Trying) => {
    const { trying: now } = wizardStore.getState()
    // Stopped, begun anew, or another draft is on screen.
    if (mine === session && now.kind === 'running' && now.attempt === attempt) wizardStore.setState({ trying })
  }
  wizardStore.setState({ trying: { kind: 'running', attempt, lane: -1, read: 0 } })
  try {
    const id = await keepNow()
    tell({ kind: 'there', of, ...(await host.request('integration:try', { id })) })
  } catch (thrown) {
    tell({ kind: 'failed', error: toContractError(thrown) })
  }
}

export function noteTrying({ id, lane, read }: TryProgress): void {
  const wizard = wizardStore.getState()
  if (wizard.id === id && wizard.trying.kind === 'running') wizardStore.setState({ trying: { ...wizard.trying, lane, read } })
}

export async function stopTrying(): Promise<void> {
  const { id } = wizardStore.getState()
  wizardStore.setState({ trying: { kind: 'stopped' } })
  if (id !== null) await host.request('integration:stop-try', { id }).catch(() => undefined)
}
