import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { FlowVersion } from '#core/contract/flows.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { writePrivateFile } from '#host/vault/write-private-file.ts'
import { documentFrom } from './flow-text.ts'
import { safeName } from './safe-name.ts'

export interface PublishedFlow extends FlowVersion {
  /** Brought up to date with this version of Sluice. */
  readonly document: FlowDocument
}

/** Every version that was ever published here, one file each in `versions/` of the data folder. */
export interface VersionStore {
  /** @throws SettingsError `unknown-version` */
  read(flowId: string, version: number): Promise<PublishedFlow>
  /** Newest first. */
  list(flowId: string): Promise<readonly FlowVersion[]>
  add(flowId: string, added: PublishedFlow): Promise<void>
  remove(flowId: string): Promise<void>
}

const stored = z.object({
  version: z.int().min(1),
  at: z.number(),
  hash: z.string(),
  note: z.string().optional(),
  document: z.unknown(),
})

export function openVersionStore(dataFolder: string, nodes: Readonly<Record<string, AnyNode>>): VersionStore {
  /** Only the last one read or written of each flow: that is the one that runs and is shown. */
  const latest = new Map<string, PublishedFlow>()
  const lists = new Map<string, readonly FlowVersion[]>()
  const folderOf = (flowId: string) => join(dataFolder, 'versions', safeName(flowId))

  async function readStored(flowId: string, version: number) {
    const file = join(folderOf(flowId), `${version}.json`)
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) throw new SettingsError(`There is no version ${version} of this flow.`, { code: 'unknown-version' })
    return { file, ...stored.parse(JSON.parse(text)) }
  }

  return {
    async read(flowId, version) {
      const known = latest.get(flowId)
      if (known?.version === version) return known
      const { file, document, ...facts } = await readStored(flowId, version)
      const found = { ...facts, document: documentFrom(document, file, nodes) }
      if (!known || known.version < version) latest.set(flowId, found)
      return found
    },
    async list(flowId) {
      const known = lists.get(flowId)
      if (known) return known
      const files = await readdir(folderOf(flowId)).catch(() => [])
      const numbers = files.flatMap((file) => (/^\d+\.json$/.test(file) ? [Number.parseInt(file, 10)] : [])).toSorted((a, b) => b - a)
      const found: FlowVersion[] = []
      for (const number of numbers) {
        const { version, at, hash, note } = await readStored(flowId, number)
        found.push({ version, at, hash, ...(note !== undefined && { note }) })
      }
      lists.set(flowId, found)
      return found
    },
    async add(flowId, { document, ...facts }) {
      const head = JSON.stringify(facts).slice(0, -1)
      await writePrivateFile(join(folderOf(flowId), `${facts.version}.json`), `${head},"document":${serializeFlow(document).trimEnd()}}\n`)
      latest.set(flowId, { ...facts, document })
      lists.delete(flowId)
    },
    async remove(flowId) {
      latest.delete(flowId)
      lists.delete(flowId)
      await rm(folderOf(flowId), { recursive: true, force: true })
    },
  }
}
