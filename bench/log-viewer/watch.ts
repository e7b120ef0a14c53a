import type { Page } from 'playwright-core'

/** What the page did during a step, seen from inside it. */
export interface Watched {
  readonly frameMs: readonly number[]
  /** Tasks of 50 ms and more. */
  readonly longTaskMs: readonly number[]
  readonly mostRows: number
  /** Share of frames in which a row on the page was still a placeholder. */
  readonly waitingFrames: number
  /** Time the page's main thread really computed: other programs on the machine do not count. */
  readonly threadMs: number
}

interface Watch {
  frames: number[]
  tasks: number[]
  rows: number
  waiting: number
  isOn: boolean
}

/** Starts counting frames, long tasks and rows. Returns the function that ends it. */
export async function startWatching(page: Page): Promise<() => Promise<Watched>> {
  const threadMs = await threadClock(page)
  const before = await threadMs()
  await page.evaluate(() => {
    const watch: Watch = { frames: [], tasks: [], rows: 0, waiting: 0, isOn: true }
    Object.assign(window, { watch })
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) watch.tasks.push(entry.duration)
    })
    observer.observe({ type: 'longtask' })
    let last = performance.now()
    const frame = (now: number) => {
      if (!watch.isOn) return observer.disconnect()
      watch.frames.push(now - last)
      last = now
      watch.rows = Math.max(watch.rows, document.querySelectorAll('[data-row]').length)
      if (document.querySelector('[data-row][aria-busy]')) watch.waiting += 1
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  return async () => ({ threadMs: (await threadMs()) - before, ...(await seen(page)) })
}

async function threadClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0) * 1_000
  }
}

async function seen(page: Page): Promise<Omit<Watched, 'threadMs'>> {
  return await page.evaluate(async () => {
    const { watch } = window as unknown as { watch: Watch }
    // Long tasks are told a little later than they end.
    await new Promise((resolve) => setTimeout(resolve, 100))
    watch.isOn = false
    return {
      frameMs: watch.frames.slice(1),
      longTaskMs: watch.tasks,
      mostRows: watch.rows,
      waitingFrames: watch.waiting / Math.max(1, watch.frames.length),
    }
  })
}

/** Milliseconds until the text stands in a row, from a change of the page made in the same moment. */
export async function timeUntilRow(page: Page, text: string, change: () => Promise<unknown>): Promise<number> {
  await page.evaluate((wanted) => {
    const started = { at: 0 }
    const mark = () => {
      started.at ||= performance.now()
    }
    for (const type of ['keydown', 'pointerdown', 'popstate']) window.addEventListener(type, mark, { capture: true, once: true })
    const until = new Promise<number>((resolve) => {
      const look = () => {
        const isThere = [...document.querySelectorAll('[data-row]')].some((row) => row.textContent?.includes(wanted))
        if (isThere && started.at > 0) resolve(performance.now() - started.at)
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
    Object.assign(window, { until })
  }, text)
  await change()
  return await page.evaluate(() => (window as unknown as { until: Promise<number> }).until)
}
