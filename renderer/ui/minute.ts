const everyMs = 10_000

const watchers = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for all times on screen: they are repainted together, and not at all while none is shown. */
export const watchMinute = {
  subscribe(watcher: () => void): () => void {
    if (watchers.size === 0) {
      now = Date.now()
      timer = setInterval(() => {
        now = Date.now()
        for (const each of watchers) each()
      }, everyMs)
    }
    watchers.add(watcher)
    return () => {
      watchers.delete(watcher)
      if (watchers.size === 0) clearInterval(timer)
    }
  },
  now: (): number => now,
}
