import { join } from 'node:path'
import { z } from 'zod'
import { SettingsError } from '#core/kit/errors.ts'
import { openJsonFile } from '#host/connections/json-file.ts'

const entry = z.object({
  id: z.string().min(1).max(200),
  file: z.string().min(1),
  /** The highest published version; null before the first. */
  publishedVersion: z.int().min(1).nullable(),
  /** Digest of what was last published here. */
  publishedHash: z.string().nullable(),
  /** A state of the file that the user has seen and decided about. */
  seenFileHash: z.string().nullable(),
  armed: z.boolean(),
  /** False for a flow of a stranger until the user has published it: it is never armed before. */
  trusted: z.boolean(),
  isPractice: z.boolean(),
  addedAt: z.number(),
})

/** A flow of this computer's list. */
export type FlowEntry = Readonly<z.infer<typeof entry>>

/** The list of flows, in `flows.json` of the data folder. Held in memory: the data folder belongs to this process alone. */
export interface FlowEntries {
  list(): readonly FlowEntry[]
  find(flowId: string): FlowEntry | undefined
  /** @throws SettingsError `unknown-flow` */
  get(flowId: string): FlowEntry
  add(added: FlowEntry): Promise<void>
  change(flowId: string, changes: Partial<Omit<FlowEntry, 'id'>>): Promise<FlowEntry>
  remove(flowId: string): Promise<void>
}

export async function openFlowEntries(dataFolder: string): Promise<FlowEntries> {
  const file = openJsonFile({
    path: join(dataFolder, 'flows.json'),
    schema: z.object({ version: z.literal(1), flows: z.array(entry) }),
    empty: { version: 1 as const, flows: [] },
  })
  let flows: readonly FlowEntry[] = (await file.read()).flows

  async function keep(next: (before: readonly FlowEntry[]) => readonly FlowEntry[]): Promise<void> {
    const { flows: kept } = await file.change((before) => ({ ...before, flows: [...next(before.flows)] }))
    flows = kept
  }

  const find = (flowId: string) => flows.find(({ id }) => id === flowId)
  const get = (flowId: string): FlowEntry => {
    const found = find(flowId)
    if (found) return found
    throw new SettingsError(`There is no flow "${flowId.slice(0, 60)}" in the list.`, {
      code: 'unknown-flow',
      hint: 'It was removed. Go back to the list of flows.',
    })
  }

  return {
    list: () => flows,
    find,
    get,
    async add(added) {
      if (find(added.id))
        throw new SettingsError(`There is a flow "${added.id.slice(0, 60)}" in the list already.`, { code: 'flow-exists' })
      await keep((before) => [...before, added])
    },
    async change(flowId, changes) {
      get(flowId)
      await keep((before) => before.map((one) => (one.id === flowId ? { ...one, ...changes } : one)))
      return get(flowId)
    },
    async remove(flowId) {
      await keep((before) => before.filter(({ id }) => id !== flowId))
    },
  }
}
