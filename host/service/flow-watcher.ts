import { type FSWatcher, watch } from 'node:fs'
import { dirname } from 'node:path'
import type { Notice } from '#core/contract/app.ts'
import type { FileChange } from '#core/contract/flows.ts'
import type { Emit } from './events.ts'
import type { FlowLibrary } from './flow-library.ts'
import type { Notices } from './notices.ts'

/** A save is several steps on disk; they are told as one. */
const quietMs = 200

/**
 * Watches the folders the flows' files are in, and tells of files that say something else now. Where watching is impossible
 * (a network folder), opening a flow looks all the same.
 */
export function watchFlowFiles({
  library,
  notices,
  emit,
}: {
  readonly library: FlowLibrary
  readonly notices: Pick<Notices, 'addOnce' | 'settle'>
  readonly emit: Emit
}): {
  /** After the list of flows has changed. */
  refresh(): void
  close(): void
} {
  const watchers = new Map<string, FSWatcher>()
  const last = new Map<string, string>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()

  function schedule(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      looking = looking.then(look)
    }, quietMs)
  }

  /** Tells of each change once, and of its end. */
  async function look(): Promise<void> {
    for (const { id } of library.list()) {
      const change = await library.fileChange(id).catch(() => null)
      const state = change ? JSON.stringify([change.kind, change.document, change.problems]) : ''
      const before = last.get(id) ?? ''
      last.set(id, state)
      if (state === before) continue
      emit('flow:changed', { flowId: id, what: 'file' })
      if (change) {
        const { name } = await library.draftDocument(id).catch(() => ({ name: id }))
        notices.addOnce(noticeOfFile({ id, name }, change.kind))
      } else notices.settle({ kind: 'file-changed', flowId: id })
    }
  }

  function refresh(): void {
    const folders = new Set(library.list().map(({ file }) => dirname(file)))
    for (const [folder, watcher] of watchers) {
      if (folders.has(folder)) continue
      watcher.close()
      watchers.delete(folder)
    }
    for (const folder of folders) {
      if (watchers.has(folder)) continue
      const watcher = tryToWatch(folder, schedule)
      if (watcher) watchers.set(folder, watcher)
    }
  }

  refresh()
  looking = look()
  return {
    refresh,
    close() {
      clearTimeout(timer)
      for (const watcher of watchers.values()) watcher.close()
      watchers.clear()
    },
  }
}

function tryToWatch(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, { persistent: false }, onChange)
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}

const words = {
  changed: 'the file was changed outside Sluice',
  missing: 'the file is no longer there',
  unreadable: 'the file can no longer be read',
} as const

function noticeOfFile({ id, name }: { readonly id: string; readonly name: string }, what: FileChange['kind']): Omit<Notice, 'id' | 'at'> {
  return {
    kind: 'file-changed',
    flowId: id,
    title: `"${name}": ${words[what]}`,
    text: 'Open the flow, compare the two and choose which holds.',
    about: { code: 'file-changed', flow: name, what },
  }
}
