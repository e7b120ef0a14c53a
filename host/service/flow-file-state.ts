import { stat } from 'node:fs/promises'
import type { FlowDocument, Problem } from '#core/flow/document.ts'
import { migrateNodes } from '#core/flow/migrate.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import { AppError } from '#core/kit/errors.ts'
import { parseFlowFile } from '#host/flow-files/read-flow-file.ts'
import { hashOf } from './flow-text.ts'

/** What stands in a flow's file now. */
export type FlowFileState =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] }
  | { readonly kind: 'flow'; readonly hash: string; readonly document: FlowDocument }

/** Reads flow files, each only when it is another than last time. */
export function createFileStates(nodes: Readonly<Record<string, AnyNode>>): (file: string) => Promise<FlowFileState> {
  const known = new Map<string, { readonly stamp: string; readonly state: FlowFileState }>()
  return async (file) => {
    const stamp = await stampOf(file)
    if (stamp === undefined) return { kind: 'missing' }
    const before = known.get(file)
    if (before?.stamp === stamp) return before.state
    const state = await readState(file, nodes)
    // A file that is being written just now may keep its stamp: only a state that has settled is remembered.
    if ((await stampOf(file)) === stamp) known.set(file, { stamp, state })
    return state
  }
}

async function stampOf(file: string): Promise<string | undefined> {
  try {
    const { mtimeNs, size, ino, ctimeNs } = await stat(file, { bigint: true })
    return [mtimeNs, ctimeNs, size, ino].join(' ')
  } catch {
    return undefined
  }
}

async function readState(file: string, nodes: Readonly<Record<string, AnyNode>>): Promise<FlowFileState> {
  try {
    const parsed = await parseFlowFile(file)
    if ('problems' in parsed) return { kind: 'unreadable', problems: parsed.problems }
    return { kind: 'flow', hash: hashOf(parsed.ok), document: migrateNodes(parsed.ok, nodes).document }
  } catch (error) {
    if (error instanceof AppError && error.code === 'flow-file-missing') return { kind: 'missing' }
    return { kind: 'unreadable', problems: [{ path: '', message: error instanceof Error ? error.message : String(error) }] }
  }
}
