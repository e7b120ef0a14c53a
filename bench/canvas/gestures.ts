import type { Page } from 'playwright-core'

/** How long frames were while something was done, as the page itself saw it, and what the browser's main thread spent on it. */
export interface Measured {
  readonly frameMs: readonly number[]
  /** Main-thread time for each step of the gesture. */
  readonly busyMsPerStep: number
}

export interface Gesture {
  readonly name: string
  readonly steps: number
  run(page: Page): Promise<void>
}

interface Place {
  readonly x: number
  readonly y: number
}

async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
}

/** Scrolls over empty canvas, there and back. */
export function pan(middle: Place, steps: number): Gesture {
  return {
    name: 'pan',
    steps,
    async run(page) {
      await page.mouse.move(middle.x, middle.y)
      for (let step = 0; step < steps; step++) {
        await page.mouse.wheel(step < steps / 2 ? 14 : -14, step < steps / 2 ? 10 : -10)
        await nextFrame(page)
      }
    },
  }
}

/** In and out again around the middle. */
export function zoom(middle: Place, steps: number): Gesture {
  return {
    name: 'zoom',
    steps,
    async run(page) {
      await page.mouse.move(middle.x, middle.y)
      await page.keyboard.down('Control')
      for (let step = 0; step < steps; step++) {
        await page.mouse.wheel(0, step < steps / 2 ? -12 : 12)
        await nextFrame(page)
      }
      await page.keyboard.up('Control')
    },
  }
}

/** One node, out and back. */
export function drag(from: Place, steps: number): Gesture {
  return {
    name: 'drag a node',
    steps,
    async run(page) {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      for (let step = 0; step < steps; step++) {
        const out = step < steps / 2 ? step : steps - step
        await page.mouse.move(from.x + out * 3, from.y + out * 2)
        await nextFrame(page)
      }
      await page.mouse.move(from.x, from.y)
      await page.mouse.up()
    },
  }
}

export async function measure(page: Page, gesture: Gesture): Promise<Measured> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const busy = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  await page.evaluate(() => {
    const watch = { frames: [] as number[], isOn: true }
    Object.assign(window, { watch })
    let last = performance.now()
    const frame = (now: number) => {
      watch.frames.push(now - last)
      last = now
      if (watch.isOn) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  const before = await busy()
  await gesture.run(page)
  const after = await busy()
  const frameMs = await page.evaluate(() => {
    const { watch } = window as unknown as { watch: { frames: number[]; isOn: boolean } }
    watch.isOn = false
    return watch.frames.slice(2)
  })
  await session.detach()
  return { frameMs, busyMsPerStep: ((after - before) * 1_000) / gesture.steps }
}
