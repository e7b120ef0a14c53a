import type { CreateItem, UpdateItem, WriteResult } from '#core/kit/define-connector.ts'
import type { BoundEntity, Intent, IntentEnd, NodeContext, WriteJournal } from '#core/kit/define-node.ts'
import {
  AnswerLostError,
  type AppError,
  BusyError,
  ConnectionError,
  DataError,
  SettingsError,
  StoppedError,
  toAppError,
} from '#core/kit/errors.ts'
import type { KeptAnswer } from '#core/kit/ports.ts'
import { answerOf } from '#core/kit/vendor-answer.ts'
import { runInLanes } from './lanes.ts'

/** One write that was decided. */
export type Write =
  | { readonly action: 'create'; readonly intent: Intent; readonly item: CreateItem }
  | { readonly action: 'update'; readonly intent: Intent; readonly item: UpdateItem }

/** How it ended. `unknown`: the request left and nobody can say what became of it. */
export type WriteEnd =
  | {
      readonly kind: 'done'
      readonly id: string
      readonly label?: string
      /** It was there before this call sent anything. False when an attempt of this call may have made it. */
      readonly existed: boolean
    }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'unknown'; readonly error: AppError }

export interface WriteTarget {
  readonly entity: BoundEntity
  /** The entity's write settings. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly journal: WriteJournal
  readonly context: Pick<NodeContext, 'clock' | 'signal' | 'probe'>
  /** Requests at once, where the target takes records one by one. */
  readonly parallel: number
}

const maxRepeats = 5
const firstPauseMs = 500

/**
 * Carries out the writes of one stage: one durable intent for all of them, then the requests, then the end of each.
 * Lost answers are repeated as `again` a bounded number of times where that is harmless; a create that cannot be repeated
 * is `unknown` at once. No two writes may be for the same record.
 * @returns the ends in the order of the writes.
 * @throws BusyError, ConnectionError or SettingsError when a whole request fails with it: the target is down or the password
 *         wrong, which is no fault of the records. Writes that were sent keep their intent open and are looked up by the next run.
 */
export async function carryOut(writes: readonly Write[], target: WriteTarget): Promise<readonly WriteEnd[]> {
  if (writes.length === 0) return []
  target.journal.intend(writes.map(({ intent }) => intent))
  target.context.probe('intent-written')
  const ends: (WriteEnd | undefined)[] = writes.map(() => undefined)
  let pending: readonly Pending[] = writes.map((write, index) => ({ write, index }))
  for (let repeats = 0; pending.length > 0; repeats += 1) {
    if (repeats > 0) await target.context.clock.sleep(firstPauseMs * 2 ** (repeats - 1), target.context.signal)
    const round: Round = { repeats, ends, again: [], started: new Set() }
    await sendAll(pending, round, target)
    pending = round.again
  }
  // Every pending write got its end in the last round: `settle` repeats none beyond `maxRepeats`.
  return ends as readonly WriteEnd[]
}

interface Pending {
  readonly write: Write
  /** Place in the list of ends. */
  readonly index: number
  /** An attempt of this call got no answer, so what is found now may be its work. */
  readonly isRepeated?: boolean
}

interface Round {
  readonly repeats: number
  readonly ends: (WriteEnd | undefined)[]
  readonly again: Pending[]
  readonly started: Set<Pending>
}

async function sendAll(pending: readonly Pending[], round: Round, target: WriteTarget): Promise<void> {
  const { create, update } = target.entity
  const creates = pending.filter(({ write }) => write.action === 'create')
  const updates = pending.filter(({ write }) => write.action === 'update')
  try {
    for (const [list, batch] of [[creates, create?.batch ?? 1] as const, [updates, update?.batch ?? 1] as const]) {
      await runInLanes(chunksOf(list, batch), batch > 1 ? 1 : target.parallel, (chunk) => sendChunk(chunk, round, target))
    }
  } catch (error) {
    closeUnsent(pending, round, target.journal)
    throw error
  }
}

async function sendChunk(chunk: readonly Pending[], round: Round, target: WriteTarget): Promise<void> {
  const { context, journal } = target
  if (context.signal.aborted) throw new StoppedError()
  for (const one of chunk) round.started.add(one)
  const answering = answer(chunk, target)
  context.probe('request-sent')
  const answered = await answering
  context.probe('answer-read')
  if ('thrown' in answered && stopsRun(answered.thrown)) {
    if (isNeverSent(answered.thrown, chunk, target)) closeUnwritten(chunk, answered.thrown, journal)
    throw answered.thrown
  }
  const results = 'thrown' in answered ? chunk.map(() => resultOf(answered.thrown)) : matched(answered.results, chunk)
  const first = results[0] && stoppingError(results[0])
  if (first && results.every((result) => stoppingError(result) !== undefined)) {
    closeUnwritten(chunk, first, journal)
    throw first
  }
  const ended: IntentEnd[] = []
  for (const [place, result] of results.entries()) {
    const end = settle(chunk[place] as Pending, result, round, target)
    if (end) ended.push(end)
  }
  if (ended.length > 0) journal.end(ended)
}

/** The error that stops the run, of a record that was surely not written. */
function stoppingError(result: WriteResult): AppError | undefined {
  return !result.ok && !result.uncertain && stopsRun(result.error) ? result.error : undefined
}

type Answer = { readonly results: readonly WriteResult[] } | { readonly thrown: AppError }

async function answer(chunk: readonly Pending[], { entity, settings, context }: WriteTarget): Promise<Answer> {
  const request = { settings, signal: context.signal }
  try {
    const creates: CreateItem[] = []
    const updates: UpdateItem[] = []
    for (const { write } of chunk) {
      if (write.action === 'create') creates.push(write.item)
      else updates.push(write.item)
    }
    if (updates.length === 0) return { results: (await entity.create?.run({ ...request, items: creates })) ?? [] }
    return { results: (await entity.update?.run({ ...request, items: updates })) ?? [] }
  } catch (error) {
    return { thrown: toAppError(error) }
  }
}

/** Takes the answer down: an end, or one more round. Returns what the journal has to know. */
function settle(pending: Pending, result: WriteResult, round: Round, target: WriteTarget): IntentEnd | undefined {
  const end = decideEnd(pending, result, round, target)
  if (end === 'again') {
    round.again.push(result.ok || !result.uncertain ? pending : asAgain(pending))
    return undefined
  }
  round.ends[pending.index] = end
  return endOf(pending, end)
}

function decideEnd({ write, isRepeated }: Pending, result: WriteResult, { repeats }: Round, { entity }: WriteTarget): WriteEnd | 'again' {
  if (result.ok) return { kind: 'done', id: result.id, label: result.label, existed: (result.existed ?? false) && !isRepeated }
  const { error, uncertain } = result
  // Updates carry absolute values: sent twice they end the same.
  const mayRepeat = write.action === 'update' || entity.create?.idempotency !== 'none'
  if (uncertain) return mayRepeat && repeats < maxRepeats ? 'again' : { kind: 'unknown', error }
  if (!(error instanceof BusyError)) return { kind: 'failed', error }
  if (repeats < maxRepeats) return 'again'
  return { kind: mayBeWritten(write) ? 'unknown' : 'failed', error }
}

/** An earlier attempt may have been carried out: being told "busy" now says nothing about that one. */
function mayBeWritten(write: Write): boolean {
  return write.action === 'create' && write.item.attempt === 'again'
}

function asAgain(pending: Pending): Pending {
  const { write } = pending
  const repeated = write.action === 'create' ? { ...write, item: { ...write.item, attempt: 'again' as const } } : write
  return { ...pending, write: repeated, isRepeated: true }
}

function endOf({ write }: Pending, end: WriteEnd): IntentEnd {
  const { externalId, hash } = write.intent
  if (end.kind !== 'done') return { externalId, state: end.kind, message: end.error.message, ...answered(end.error) }
  const label = ownLabel(end, write)
  return { externalId, state: 'done', targetId: end.id, hash, ...(label !== undefined && { label }) }
}

/** What the target called it, unless that is what we called it ourselves: then it tells nothing, and may be a person's name. */
function ownLabel({ id, label }: { readonly id: string; readonly label?: string }, { item }: Write): string | undefined {
  if (label === undefined || label === id || label === item.key) return undefined
  for (const member in item.data) if (item.data[member] === label) return undefined
  return label
}

function answered(error: AppError): { readonly answer?: KeptAnswer } {
  const answer = answerOf(error)
  return answer === undefined ? {} : { answer }
}

function failedEnd({ write }: Pending, error: AppError) {
  return { externalId: write.intent.externalId, state: 'failed', message: error.message, ...answered(error) } as const
}

/** Writes that never left need no looking up in the next run. In a repeat they have left before, and stay open. */
function closeUnsent(pending: readonly Pending[], round: Round, journal: WriteJournal): void {
  if (round.repeats > 0) return
  const unsent = pending.filter((one) => !round.started.has(one))
  closeUnwritten(unsent, new StoppedError('The run ended before this was sent.'), journal)
}

function closeUnwritten(unwritten: readonly Pending[], error: AppError, journal: WriteJournal): void {
  const closed = unwritten.filter(({ write }) => !mayBeWritten(write))
  if (closed.length > 0) journal.end(closed.map((one) => failedEnd(one, error)))
}

/** Faults of the target or the settings, not of the records. */
function stopsRun(error: AppError): boolean {
  return error instanceof BusyError || error instanceof ConnectionError || error instanceof SettingsError || error instanceof StoppedError
}

/**
 * One record, refused as busy or unreachable: by the HTTP client's contract the request was not carried out.
 * Only a create that cannot be repeated needs to know: with its intent left open it would be parked.
 */
function isNeverSent(error: AppError, chunk: readonly Pending[], { entity }: WriteTarget): boolean {
  return chunk.length === 1 && entity.create?.idempotency === 'none' && !(error instanceof StoppedError)
}

/** What a thrown error says about each record: refused data was not written; of anything else nobody knows. */
function resultOf(thrown: AppError): WriteResult {
  return { ok: false, error: thrown, uncertain: !(thrown instanceof DataError) }
}

function matched(results: readonly WriteResult[], chunk: readonly Pending[]): readonly WriteResult[] {
  if (results.length === chunk.length) return results
  const error = new AnswerLostError(`${chunk.length} records were sent and ${results.length} answers came back.`, {
    code: 'answers-miscounted',
  })
  return chunk.map(() => ({ ok: false, error, uncertain: true }))
}

function chunksOf<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  const step = Math.max(1, Math.floor(size))
  return Array.from({ length: Math.ceil(list.length / step) }, (_, index) => list.slice(index * step, (index + 1) * step))
}
