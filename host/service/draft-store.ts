import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { EditHistory } from '#core/contract/flows.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import { writePrivateFile } from '#host/vault/write-private-file.ts'
import { documentFrom } from './flow-text.ts'
import { createTurns } from './in-turn.ts'
import { safeName } from './safe-name.ts'

export interface Draft {
  readonly document: FlowDocument
  readonly history: EditHistory
}

/** Drafts with the editor's history, one file each in `drafts/` of the data folder, replaced in one step: a kill leaves the one before. */
export interface DraftStore {
  /** Undefined when there is none. One that cannot be read is kept aside under another name and counts as none. */
  read(flowId: string): Promise<Draft | undefined>
  /** The document alone, from memory where it was read before. */
  document(flowId: string): Promise<FlowDocument | undefined>
  /** Resolves when it is on disk. Of saves that wait for each other only the newest is written. */
  save(flowId: string, draft: Draft): Promise<void>
  remove(flowId: string): Promise<void>
}

const stored = z.object({
  version: z.literal(1),
  document: z.unknown(),
  history: z.object({
    steps: z.array(z.object({ label: z.string(), at: z.number(), diff: z.array(z.unknown()) })),
    done: z.int().min(0),
  }),
})

export const noHistory: EditHistory = { steps: [], done: 0 }

export function openDraftStore(dataFolder: string, nodes: Readonly<Record<string, AnyNode>>): DraftStore {
  const inTurn = createTurns()
  const documents = new Map<string, FlowDocument>()
  const newest = new Map<string, Draft>()
  const fileOf = (flowId: string) => join(dataFolder, 'drafts', `${safeName(flowId)}.json`)

  async function read(flowId: string): Promise<Draft | undefined> {
    const waiting = newest.get(flowId)
    if (waiting) return waiting
    const file = fileOf(flowId)
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    })
    if (text === undefined) return undefined
    const draft = parseDraft(text, file, nodes)
    if (draft) {
      documents.set(flowId, draft.document)
      return draft
    }
    await rename(file, `${file}.damaged`)
    return undefined
  }

  return {
    read,
    document: async (flowId) => documents.get(flowId) ?? (await read(flowId))?.document,
    async save(flowId, draft) {
      newest.set(flowId, draft)
      documents.set(flowId, draft.document)
      await inTurn(flowId, async () => {
        const latest = newest.get(flowId)
        // A later turn has written this one's content along with its own.
        if (!latest) return
        await writePrivateFile(fileOf(flowId), textOf(latest))
        if (newest.get(flowId) === latest) newest.delete(flowId)
      })
    },
    async remove(flowId) {
      newest.delete(flowId)
      documents.delete(flowId)
      await inTurn(flowId, () => rm(fileOf(flowId), { force: true }))
    },
  }
}

function textOf({ document, history }: Draft): string {
  return `{"version":1,"document":${serializeFlow(document).trimEnd()},"history":${JSON.stringify(history)}}\n`
}

function parseDraft(text: string, file: string, nodes: Readonly<Record<string, AnyNode>>): Draft | undefined {
  try {
    const { document, history } = stored.parse(JSON.parse(text))
    // The steps were held against the contract when they came in; the editor holds each against the document when it applies it.
    return { document: documentFrom(document, file, nodes), history: history as unknown as EditHistory }
  } catch {
    return undefined
  }
}
