import type { Intent, IntentEnd, Remembered, WriteJournal } from '#core/kit/define-node.ts'
import { AppError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import { prepareInsert, type Row } from './insert-rows.ts'
import type { JournalDatabase } from './open-database.ts'

type Link = Parameters<WriteJournal['link']>[0][number]

/** Who writes: one node of one run, to one account of one system. */
export interface Writer {
  readonly runId: number
  readonly nodeId: string
  readonly connector: string
  readonly account: string
}

/** What people call a record; a link needs it, and an end does not say it. */
interface RecordName {
  readonly entity: string
  readonly key: string
}

type Effect =
  | { readonly kind: 'end'; readonly end: IntentEnd; readonly name: RecordName; readonly at: number }
  | { readonly kind: 'link'; readonly link: Link; readonly at: number }

/** What the database knows of one record in one target. */
interface Known {
  readonly targetId: string | null
  readonly sentHash: string | null
  readonly open: number
}

/**
 * What a run knows and learns about its writes: intents go to disk at once and take along whatever waits; ends and links wait for
 * the next `write`.
 *
 * A record is open while any intent of it has no certain end. `done` and a link settle every intent before them;
 * `failed` settles only its own, because a refused second attempt says nothing about an uncertain first one.
 */
export interface WriteMemory {
  journalFor(writer: Writer): WriteJournal
  /** Writes what waits; call inside a transaction. */
  write(): void
  /** Forgets what waited, once the transaction has succeeded. */
  settle(): void
}

/** The intents of a crash that must never be lost: kept by every prune, found through the partial index. */
export const isOpenSql = `state IN ('intended', 'unknown')`

/** @param writeAlong runs `work` in a transaction, after everything that waits (here and elsewhere) has been written in it. */
export function createWriteMemory(
  database: JournalDatabase,
  { clock, writeAlong }: { readonly clock: Clock; readonly writeAlong: (work: () => void) => void },
): WriteMemory {
  /** Target → external id → what happened since the last commit, oldest first. */
  const waiting = new Map<number, Map<string, Effect[]>>()
  const statements = prepareStatements(database)

  const targetOf = ({ connector, account }: Writer): number => {
    const found = statements.findTarget.get(connector, account)
    return found ?? Number(statements.addTarget.run(connector, account).lastInsertRowid)
  }

  const waitingFor = (target: number): Map<string, Effect[]> => {
    const found = waiting.get(target)
    if (found) return found
    const made = new Map<string, Effect[]>()
    waiting.set(target, made)
    return made
  }

  const add = (target: number, externalId: string, effect: Effect): void => {
    const effects = waitingFor(target)
    const earlier = effects.get(externalId)
    if (earlier) earlier.push(effect)
    else effects.set(externalId, [effect])
  }

  return {
    journalFor(writer) {
      const target = targetOf(writer)
      /** Intents of this node still under way; those of earlier runs are asked from the database. */
      const underWay = new Map<string, RecordName>()
      return {
        recall: (externalIds) => recall({ statements, target, externalIds, waiting: waiting.get(target) }),
        intend: (intents) => {
          const at = clock.now().getTime()
          // A later intent must not be settled by an end that was there before it, so what waits is written first.
          writeAlong(() => addIntents(statements, { writer, target, intents, at }))
          for (const { externalId, entity, key } of intents) underWay.set(externalId, { entity, key })
        },
        end: (ends) => {
          const at = clock.now().getTime()
          for (const end of ends) {
            const name = underWay.get(end.externalId) ?? statements.nameOf.get({ target, externalId: end.externalId })
            if (!name) throw endWithoutIntent(end.externalId)
            underWay.delete(end.externalId)
            add(target, end.externalId, { kind: 'end', end, name, at })
          }
        },
        link: (links) => {
          const at = clock.now().getTime()
          for (const link of links) add(target, link.externalId, { kind: 'link', link, at })
        },
      }
    },
    write() {
      for (const [target, records] of waiting) writeEffects(statements, target, records)
    },
    settle: () => waiting.clear(),
  }
}

function recall({
  statements,
  target,
  externalIds,
  waiting,
}: {
  readonly statements: Statements
  readonly target: number
  readonly externalIds: readonly string[]
  readonly waiting: ReadonlyMap<string, readonly Effect[]> | undefined
}): ReadonlyMap<string, Remembered> {
  const remembered = new Map<string, Remembered>()
  for (const row of statements.recall.all({ target, ids: JSON.stringify(externalIds) })) {
    const known = (waiting?.get(row.externalId) ?? []).reduce(learn, row)
    if (known.open === 0 && known.targetId === null) continue
    remembered.set(row.externalId, {
      ...(known.targetId === null ? {} : { targetId: known.targetId }),
      ...(known.sentHash === null ? {} : { sentHash: known.sentHash }),
      isOpen: known.open > 0,
    })
  }
  return remembered
}

/** The rules of `writeEffect`, on what `recall` read; a property test holds the two against one model. */
function learn(known: Known, effect: Effect): Known {
  if (effect.kind === 'link') {
    const { targetId, hash } = effect.link
    return { targetId, sentHash: hash ?? (known.targetId === targetId ? known.sentHash : null), open: 0 }
  }
  switch (effect.end.state) {
    case 'done':
      return { targetId: effect.end.targetId, sentHash: effect.end.hash, open: 0 }
    case 'failed':
      return { ...known, open: Math.max(0, known.open - 1) }
    case 'unknown':
      return known
  }
}

function addIntents(
  { lastIntent, addIntents: add, addSent }: Statements,
  {
    writer,
    target,
    intents,
    at,
  }: { readonly writer: Writer; readonly target: number; readonly intents: readonly Intent[]; readonly at: number },
): void {
  // Ids are given out here: `sent` needs every row's, and nobody else can take them within the transaction.
  const before = lastIntent.get() ?? 0
  add(
    intents.map(({ externalId, entity, key, action, hash }, index) => ({
      shared: [writer.runId, writer.nodeId, target, entity, action, 'intended', at],
      own: [before + 1 + index, externalId, key, hash],
    })),
  )
  addSent(intents.flatMap(({ sent }, index) => (sent === undefined ? [] : [{ shared: [], own: [before + 1 + index, sent] }])))
}

/** Most records have one effect, and it settles them: those are written together. */
function writeEffects(statements: Statements, target: number, records: ReadonlyMap<string, readonly Effect[]>): void {
  const links: Row[] = []
  const externalIds: string[] = []
  const labels = new Map<string, string>()
  for (const [externalId, effects] of records) {
    const [first] = effects
    const link = effects.length === 1 && first ? linkIn(first) : undefined
    if (link) {
      if (link.label === undefined) externalIds.push(externalId)
      else labels.set(externalId, link.label)
      links.push({ shared: [target, link.entity], own: [externalId, link.key, link.targetId, link.hash, link.at] })
    } else for (const effect of effects) writeEffect(statements, { target, externalId, effect })
  }
  if (links.length === 0) return
  statements.setLinks(links)
  if (externalIds.length > 0) statements.settleAll.run({ target, ids: JSON.stringify(externalIds) })
  if (labels.size > 0) statements.settleNamed(target, labels)
}

function writeEffect(
  statements: Statements,
  { target, externalId, effect }: { readonly target: number; readonly externalId: string; readonly effect: Effect },
): void {
  const link = linkIn(effect)
  if (link) {
    statements.setLinks([{ shared: [target, link.entity], own: [externalId, link.key, link.targetId, link.hash, link.at] }])
    if (link.label === undefined) statements.settleAll.run({ target, ids: JSON.stringify([externalId]) })
    else statements.settleNamed(target, new Map([[externalId, link.label]]))
  } else if (effect.kind === 'end' && effect.end.state !== 'done') {
    const { answer } = effect.end
    if (answer) statements.addAnswer.run(answer.status, answer.body, answer.cutFrom ?? null, target, externalId)
    statements.endLast.run(effect.end.state, effect.end.message, effect.at, target, externalId)
  }
}

/** What an effect says of where the record is in the target; undefined where it says nothing. */
function linkIn(effect: Effect): LinkSaid | undefined {
  if (effect.kind === 'link') {
    const { entity, key, targetId, hash = null } = effect.link
    return { entity, key, targetId, hash, at: effect.at }
  }
  const { end, name, at } = effect
  return end.state === 'done' ? { ...name, targetId: end.targetId, hash: end.hash, label: end.label, at } : undefined
}

interface LinkSaid extends RecordName {
  readonly targetId: string
  readonly hash: string | null
  readonly label?: string | undefined
  readonly at: number
}

function endWithoutIntent(externalId: string): AppError {
  return new AppError(`A write of ${externalId} ended that was never intended.`, {
    code: 'end-without-intent',
    fix: 'developer',
    hint: 'This is a defect in the node that wrote: it must call intend() before the request leaves.',
  })
}

/** Ends open intents as their links say. */
function settleSql(alsoSet = ''): string {
  return `UPDATE intent SET state = 'done', message = NULL, ${alsoSet} (target_key, ended_at) =
      (SELECT target_key, at FROM link WHERE link.target = intent.target AND link.external_id = intent.external_id)
    WHERE target = @target AND external_id IN (SELECT value FROM json_each(@ids)) AND ${isOpenSql}`
}

/** What the function of a connection answers from; a connection has one function of a name, whoever asks through it. */
const given = new WeakMap<JournalDatabase, { labels: ReadonlyMap<string, string> }>()

/** The same with labels. Asking for each beside its row costs a tenth of joining a list of them. */
function createNamedSettling(database: JournalDatabase): (target: number, labels: ReadonlyMap<string, string>) => void {
  const known = given.get(database) ?? { labels: new Map() }
  if (!given.has(database)) {
    given.set(database, known)
    database.function('label_given', (externalId: unknown) => known.labels.get(String(externalId)) ?? null)
  }
  const settle = database.prepare<{ target: number; ids: string }>(settleSql('label = label_given(external_id),'))
  return (target, labels) => {
    known.labels = labels
    settle.run({ target, ids: JSON.stringify([...labels.keys()]) })
    known.labels = new Map()
  }
}

type Statements = ReturnType<typeof prepareStatements>

function prepareStatements(database: JournalDatabase) {
  const openRecord = `target = @target AND external_id = @externalId AND ${isOpenSql}`
  return {
    findTarget: database.prepare<[string, string], number>('SELECT id FROM target WHERE connector = ? AND account = ?').pluck(),
    addTarget: database.prepare<[string, string]>('INSERT INTO target (connector, account) VALUES (?, ?)'),
    recall: database.prepare<{ target: number; ids: string }, Known & { readonly externalId: string }>(
      `SELECT asked.value AS externalId, link.target_key AS targetId, link.hash AS sentHash,
         (SELECT count(*) FROM intent WHERE target = @target AND external_id = asked.value AND ${isOpenSql}) AS open
       FROM json_each(@ids) AS asked
       LEFT JOIN link ON link.target = @target AND link.external_id = asked.value`,
    ),
    lastIntent: database.prepare<[], number>(`SELECT seq FROM sqlite_sequence WHERE name = 'intent'`).pluck(),
    addIntents: prepareInsert(database, {
      table: 'intent',
      shared: ['run_id', 'node_id', 'target', 'entity', 'action', 'state', 'at'],
      own: ['id', 'external_id', 'key', 'hash'],
    }),
    addSent: prepareInsert(database, { table: 'sent', shared: [], own: ['intent_id', 'body'] }),
    setLinks: prepareInsert(database, {
      table: 'link',
      shared: ['target', 'entity'],
      own: ['external_id', 'key', 'target_key', 'hash', 'at'],
      conflict: `ON CONFLICT DO UPDATE SET entity = excluded.entity, key = excluded.key, target_key = excluded.target_key, at = excluded.at,
        hash = coalesce(excluded.hash, CASE WHEN excluded.target_key = link.target_key THEN link.hash END)`,
    }),
    // Their links are there already, and say where each one ended.
    settleAll: database.prepare<{ target: number; ids: string }>(settleSql()),
    settleNamed: createNamedSettling(database),
    // Before the intent ends, while it can still be told from those that have.
    addAnswer: database.prepare<[number, string, number | null, number, string]>(
      `INSERT INTO answer (intent_id, status, body, cut_from)
       SELECT max(id), ?, ?, ? FROM intent WHERE target = ? AND external_id = ? AND ${isOpenSql} HAVING max(id) IS NOT NULL
       ON CONFLICT DO UPDATE SET status = excluded.status, body = excluded.body, cut_from = excluded.cut_from`,
    ),
    endLast: database.prepare<[string, string, number, number, string]>(
      `UPDATE intent SET state = ?, message = ?, ended_at = ?
       WHERE id = (SELECT max(id) FROM intent WHERE target = ? AND external_id = ? AND ${isOpenSql})`,
    ),
    nameOf: database.prepare<{ target: number; externalId: string }, RecordName>(
      `SELECT entity, key FROM intent WHERE ${openRecord}
       UNION ALL SELECT entity, key FROM link WHERE target = @target AND external_id = @externalId LIMIT 1`,
    ),
  }
}
