import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Notice } from '#core/contract/app.ts'
import { noticeAboutSchema } from '#core/contract/notice-words.ts'
import type { Clock } from '#core/kit/ports.ts'
import { openJsonFile } from '#host/connections/json-file.ts'
import type { Emit } from './events.ts'

/** What the user should know and has not put away yet; newest first, the same after a restart. */
export interface Notices {
  list(): readonly Notice[]
  add(notice: Omit<Notice, 'id' | 'at'>): Notice
  /** Says it unless the same thing has been said of the same place and not been put away yet. */
  addOnce(notice: Omit<Notice, 'id' | 'at'>): void
  /** Puts away what is no longer so. */
  settle(about: Pick<Notice, 'kind' | 'flowId' | 'connectionId'>): void
  dismiss(id: string): void
  /** Resolves when everything said so far is on disk. */
  settled(): Promise<void>
}

const notice = z.object({
  id: z.string(),
  kind: z.enum(['run-failed', 'run-resumed', 'slots-missed', 'connection-lost', 'file-changed', 'info']),
  title: z.string(),
  text: z.string(),
  // Facts of another version's making: its English words are still there.
  about: noticeAboutSchema.optional().catch(undefined),
  at: z.number(),
  flowId: z.string().optional(),
  runId: z.number().optional(),
  connectionId: z.string().optional(),
})
const most = 100

export async function openNotices({
  dataFolder,
  clock,
  emit,
}: {
  readonly dataFolder: string
  readonly clock: Clock
  readonly emit: Emit
}): Promise<Notices> {
  const file = openJsonFile({
    path: join(dataFolder, 'notices.json'),
    schema: z.object({ version: z.literal(1), notices: z.array(notice) }),
    empty: { version: 1 as const, notices: [] },
  })
  // Notices are about things that stand in the journal; a damaged file costs no more than the reminder.
  let notices: readonly Notice[] = (await file.read().catch(() => ({ notices: [] }))).notices
  let saving: Promise<unknown> = Promise.resolve()

  function keep(next: readonly Notice[]): void {
    notices = next.slice(0, most)
    saving = saving.then(() => file.replace({ version: 1, notices: [...notices] })).catch(() => undefined)
  }

  function add(given: Omit<Notice, 'id' | 'at'>): Notice {
    const added: Notice = { ...given, id: randomUUID(), at: clock.now().getTime() }
    keep([added, ...notices])
    emit('app:notice', added)
    return added
  }

  return {
    list: () => notices,
    add,
    addOnce(given) {
      if (!notices.some((one) => isSame(one, given))) add(given)
    },
    settle: ({ kind, flowId, connectionId }) => {
      const left = notices.filter((one) => one.kind !== kind || one.flowId !== flowId || one.connectionId !== connectionId)
      if (left.length < notices.length) keep(left)
    },
    dismiss: (id) => keep(notices.filter((one) => one.id !== id)),
    settled: async () => {
      await saving
    },
  }
}

function isSame(one: Omit<Notice, 'id' | 'at'>, other: Omit<Notice, 'id' | 'at'>): boolean {
  return one.kind === other.kind && one.title === other.title && one.flowId === other.flowId && one.connectionId === other.connectionId
}
