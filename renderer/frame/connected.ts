import { useSyncExternalStore } from 'react'
import { host } from '#renderer/contract/host.ts'

/** A socket that is opened anew at once is not worth a word. */
const patienceMs = 600

let isGone = false
let timer: ReturnType<typeof setTimeout> | undefined
const watchers = new Set<() => void>()

function change(next: boolean): void {
  clearTimeout(timer)
  if (isGone === next) return
  isGone = next
  for (const watcher of watchers) watcher()
}

host.onState((isConnected) => {
  clearTimeout(timer)
  if (isConnected) change(false)
  else timer = setTimeout(() => change(true), patienceMs)
})

function subscribe(watcher: () => void): () => void {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** True while the host cannot be reached. */
export function useHostGone(): boolean {
  return useSyncExternalStore(subscribe, () => isGone)
}
