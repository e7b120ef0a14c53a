import { cpus, loadavg } from 'node:os'
import { logHost } from '#tests/browser/log-fixtures.ts'
import { servePage } from './served-page.ts'
import { startWatching, timeUntilRow, type Watched } from './watch.ts'

/** Opens, scrolls, jumps and filters the log of a million rows in the page as it is shipped. `node bench/log-viewer/main.ts` */
const total = 1_000_000
const lines: { readonly step: string; readonly ms: string; readonly watched: Watched }[] = []
const { page, close } = await servePage(logHost(total).handlers)

async function step(name: string, action: () => Promise<number | undefined>): Promise<void> {
  const stop = await startWatching(page)
  const ms = await action()
  lines.push({ step: name, ms: ms === undefined ? '' : ms.toFixed(0), watched: await stop() })
}

try {
  await page
    .getByRole('link', { name: 'Log' })
    .or(page.getByRole('button', { name: 'Log' }))
    .first()
    .waitFor()
  const grid = page.getByRole('grid', { name: 'Log' })
  const setHash = (hash: string) =>
    page.evaluate((to) => {
      location.hash = to
    }, hash)

  await step('open (first time, code fetched)', () => timeUntilRow(page, `ORD-${total - 1}`, () => setHash('#/log')))
  await setHash('#/connections')
  await grid.waitFor({ state: 'detached' })
  await step('open (again)', () => timeUntilRow(page, `ORD-${total - 1}`, () => setHash('#/log')))

  await grid.focus()
  await step('to the first row (Home)', () => timeUntilRow(page, 'ORD-1Write', () => page.keyboard.press('Home')))
  await step('to the last row (End)', () => timeUntilRow(page, `ORD-${total - 1}`, () => page.keyboard.press('End')))
  await page.keyboard.press('Home')
  await grid.hover()
  await step('wheel, 300 turns of 240 px', async () => {
    for (let turn = 0; turn < 300; turn += 1) await page.mouse.wheel(0, 240)
    return undefined
  })
  await step('arrow key held, 300 rows', async () => {
    for (let press = 0; press < 300; press += 1) await page.keyboard.press('ArrowDown')
    return undefined
  })
  await step('scroll bar dragged from top to bottom', async () => {
    await grid.evaluate(async (element) => {
      const most = element.scrollHeight - element.clientHeight
      for (let frame = 0; frame <= 240; frame += 1) {
        element.scrollTop = (most * frame) / 240
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
    })
    return undefined
  })
  await page.getByRole('button', { name: 'All outcomes' }).click()
  const failed = page.getByRole('dialog', { name: 'Outcomes and levels' }).getByText('failed', { exact: true })
  // The last failed row is not on screen before: it stands 25 rows above the end of all rows, at the end of the failed ones.
  await step('filter by outcome', () => timeUntilRow(page, `ORD-${total - 204}`, () => failed.click()))
} finally {
  await close()
}

const quantile = (values: readonly number[], share: number) =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0

const load = loadavg()[0] ?? 0
console.log(
  `Log viewer, ${total.toLocaleString('en')} rows, ${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, load ${load.toFixed(1)}\n`,
)
if (load > cpus().length)
  console.log('The machine is busy with other work: frames and long tasks say less than the main thread’s own time.\n')
console.table(
  lines.map(({ step: name, ms, watched: { frameMs, longTaskMs, mostRows, waitingFrames, threadMs } }) => ({
    step: name,
    ms,
    'main thread ms': threadMs.toFixed(0),
    'frame median': quantile(frameMs, 0.5).toFixed(1),
    'frame 95 %': quantile(frameMs, 0.95).toFixed(1),
    'frame worst': quantile(frameMs, 1).toFixed(1),
    'long tasks': longTaskMs.length,
    'longest task': longTaskMs.length === 0 ? '' : Math.max(...longTaskMs).toFixed(0),
    'row elements': mostRows,
    'frames with placeholders': `${(waitingFrames * 100).toFixed(0)} %`,
  })),
)
