import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { FlowDocument } from '#core/flow/document.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import type { Clock } from '#core/kit/ports.ts'
import { writePrivateFile } from '#host/vault/write-private-file.ts'
import { documentFrom } from './flow-text.ts'
import { safeName } from './safe-name.ts'

/** A run that was under way when its service died, with the very document it used. */
export interface Leftover {
  readonly document: FlowDocument
  readonly version: number | null
  readonly at: number
}

/** Notes about runs under way, in `runs/under-way` of the data folder; what is still there at the next start was cut off. */
export interface Leftovers {
  keep(run: Pick<Leftover, 'document' | 'version'>): Promise<void>
  remove(flowId: string): Promise<void>
  list(): Promise<readonly Leftover[]>
}

const stored = z.object({ at: z.number(), version: z.int().nullable(), document: z.unknown() })

export function openLeftovers({
  dataFolder,
  clock,
  nodes,
}: {
  readonly dataFolder: string
  readonly clock: Clock
  readonly nodes: Readonly<Record<string, AnyNode>>
}): Leftovers {
  const folder = join(dataFolder, 'runs', 'under-way')
  const fileOf = (flowId: string) => join(folder, `${safeName(flowId)}.json`)
  return {
    async keep({ document, version }) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const head = JSON.stringify({ at: clock.now().getTime(), version }).slice(0, -1)
      await writePrivateFile(fileOf(document.id), `${head},"document":${serializeFlow(document).trimEnd()}}\n`)
    },
    remove: (flowId) => rm(fileOf(flowId), { force: true }),
    async list() {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
      const found: Leftover[] = []
      for (const name of names) {
        const file = join(folder, name)
        try {
          const { document, ...facts } = stored.parse(JSON.parse(await readFile(file, 'utf8')))
          found.push({ ...facts, document: documentFrom(document, file, nodes) })
        } catch {
          // Nobody can say what ran here; the journal still has the run itself, and the next one of that flow goes on from there.
          await rm(file, { force: true })
        }
      }
      return found
    },
  }
}
