import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { integrationDraft, type KeptIntegrationDraft } from '#core/contract/integrations.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import { writePrivateFile } from '#host/vault/write-private-file.ts'

export type IntegrationDraft = Readonly<z.infer<typeof integrationDraft>>

/** Answers of *New integration* that were not finished: one small file each in `integrations/` of the data folder, without secrets. */
export interface IntegrationDrafts {
  /** Newest first. */
  list(): readonly KeptIntegrationDraft[]
  /** @throws SettingsError `unknown-draft` */
  get(id: string): KeptIntegrationDraft
  /** Resolves when it is on disk. @throws SettingsError `unknown-draft`, `too-many-drafts` */
  save(given: { readonly id?: string; readonly draft: IntegrationDraft }): Promise<{ readonly id: string }>
  remove(id: string): Promise<void>
}

const stored = z.object({ version: z.literal(1), changedAt: z.number(), draft: integrationDraft })
const ending = '.json'
/** More than anybody has under way; without an end, a page gone wild would fill the disk. */
const most = 100

export async function openIntegrationDrafts({
  dataFolder,
  clock,
}: {
  readonly dataFolder: string
  readonly clock: Clock
}): Promise<IntegrationDrafts> {
  const folder = join(dataFolder, 'integrations')
  const fileOf = (id: string) => join(folder, `${id}${ending}`)
  const drafts = new Map((await readDrafts(folder)).map((draft) => [draft.id, draft]))
  /** Writes of one draft one after the other: the newest answers win. */
  let saving: Promise<unknown> = Promise.resolve()

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = saving.then(work)
    saving = done.catch(() => undefined)
    return done
  }

  function get(id: string): KeptIntegrationDraft {
    const found = drafts.get(id)
    if (found) return found
    throw new SettingsError('These answers of a new integration are not kept any more.', {
      code: 'unknown-draft',
      hint: 'It was finished or thrown away. Begin a new integration.',
    })
  }

  return {
    list: () => [...drafts.values()].toSorted((a, b) => b.changedAt - a.changedAt),
    get,
    async save({ id: given, draft }) {
      if (given !== undefined) get(given)
      else if (drafts.size >= most) {
        throw new SettingsError(`${most} integrations have been begun and not finished.`, {
          code: 'too-many-drafts',
          hint: 'Throw some of them away first.',
        })
      }
      const id = given ?? randomUUID()
      const kept: KeptIntegrationDraft = { ...draft, id, changedAt: clock.now().getTime() }
      drafts.set(id, kept)
      await inTurn(async () => {
        if (drafts.get(id) === kept) await writePrivateFile(fileOf(id), textOf(kept))
      })
      return { id }
    },
    async remove(id) {
      drafts.delete(id)
      await inTurn(() => rm(fileOf(id), { force: true }))
    },
  }
}

function textOf({ id: _id, changedAt, ...draft }: KeptIntegrationDraft): string {
  return `${JSON.stringify({ version: 1, changedAt, draft }, null, 2)}\n`
}

async function readDrafts(folder: string): Promise<readonly KeptIntegrationDraft[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const found: KeptIntegrationDraft[] = []
  for (const name of names.filter((one) => one.endsWith(ending))) {
    const file = join(folder, name)
    const draft = parse(await readFile(file, 'utf8'), name.slice(0, -ending.length))
    if (draft) found.push(draft)
    // Half an hour of answers is no reason not to start: what cannot be read is kept aside.
    else await rename(file, `${file}.damaged`)
  }
  return found
}

function parse(text: string, id: string): KeptIntegrationDraft | undefined {
  try {
    const { changedAt, draft } = stored.parse(JSON.parse(text))
    return { ...draft, id, changedAt }
  } catch {
    return undefined
  }
}
