import { writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import type { Locator } from 'playwright-core'
import type { Json } from '#core/kit/record.ts'
import { editorHost, flowId, orderFlow } from '#tests/browser/inspector-fixtures.ts'
import { servePage } from '../log-viewer/served-page.ts'
import { longMapping } from './long-mapping.ts'

/**
 * Types into the mapper, the condition builder and the form of a node in the page as it is shipped, and tells what each key costs the
 * main thread: the key itself and all that follows from it, the check, the draft and the trial on a record included.
 * `node bench/mapper/main.ts [--keys 100] [--only <part of a name>] [--profile <folder>]`
 */
const keys = Number(argument('keys') ?? 100)
const only = argument('only') ?? ''
const profileFolder = argument('profile')
/** A quick typist. */
const betweenMs = 80

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

const settings: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  'books-terms': { mappings: longMapping },
  paid: {
    condition: { all: Array.from({ length: 10 }, (_none, index) => ({ path: 'data.note', is: 'equals', value: `Text ${index + 1}` })) },
  },
}
const document = orderFlow((flow) => ({
  ...flow,
  nodes: flow.nodes.map((node) => ({ ...node, settings: { ...node.settings, ...settings[node.id] } })),
}))
const { page, close } = await servePage(editorHost({ document }), { isReadable: profileFolder !== undefined })
const session = await page.context().newCDPSession(page)
await session.send('Performance.enable')
const results: Record<string, string | number>[] = []

/** What the main thread has computed so far, and how much of its tasks was what. */
async function spent(): Promise<readonly number[]> {
  const { metrics } = await session.send('Performance.getMetrics')
  const seconds = new Map(metrics.map(({ name, value }) => [name, value]))
  return ['ThreadTime', 'ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'].map((name) => (seconds.get(name) ?? 0) * 1_000)
}

/** Milliseconds of each `keydown` until the frame it was drawn in, and tasks of 50 ms and more. */
async function watch(): Promise<void> {
  await page.evaluate(() => {
    const seen = { keyMs: [] as number[], longTasks: 0 }
    Object.assign(window, { seen })
    new PerformanceObserver((list) => {
      seen.longTasks += list.getEntries().length
    }).observe({ type: 'longtask' })
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => seen.keyMs.push(performance.now() - timeStamp))),
      { capture: true },
    )
  })
}

async function typeIn(name: string, field: Locator): Promise<void> {
  if (!name.includes(only)) return
  await field.click()
  await page.keyboard.press('End')
  // What the first touch of a field makes is no part of typing.
  await page.keyboard.type(' a', { delay: 300 })
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)))
  await page.evaluate(() => Object.assign((window as unknown as { seen: object }).seen, { keyMs: [], longTasks: 0 }))
  if (profileFolder) {
    await session.send('Profiler.enable')
    await session.send('Profiler.setSamplingInterval', { interval: 200 })
    await session.send('Profiler.start')
  }
  const before = await spent()
  await page.keyboard.type('abcde'.repeat(keys / 5), { delay: betweenMs })
  // Until all that rests a moment first has been done: the trial, the check, the draft.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_500)))
  const [thread, script, style, layout] = (await spent()).map((ms, index) => ((ms - (before[index] ?? 0)) / keys).toFixed(1))
  if (profileFolder) {
    const { profile } = await session.send('Profiler.stop')
    await writeFile(`${profileFolder}/${name.replaceAll(/\W+/g, '-')}.cpuprofile`, JSON.stringify(profile))
  }
  const { keyMs, longTasks } = await page.evaluate(
    () => (window as unknown as { seen: { readonly keyMs: number[]; readonly longTasks: number } }).seen,
  )
  const sorted = keyMs.toSorted((one, other) => one - other)
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)
  results.push({
    'typed into': name,
    'main thread ms per key': thread ?? '',
    'of tasks: script': script ?? '',
    style: style ?? '',
    layout: layout ?? '',
    'key to frame, median': at(0.5),
    '95 %': at(0.95),
    'tasks of 50 ms': longTasks,
  })
}

try {
  await page.evaluate((id) => {
    location.hash = `#/flow/${id}`
  }, flowId)
  const node = (name: string) => page.locator('.react-flow__node', { hasText: name }).first()
  await node('In the terms of the books').waitFor({ timeout: 60_000 })
  await watch()

  await node('In the terms of the books').click()
  await page.getByRole('button', { name: 'Open mappings' }).click()
  const row = (target: string) => page.getByRole('group', { name: `Mapping of ${target}`, exact: true })
  await row('lines[].note').waitFor()
  await typeIn('mapper: a field', row('customer.name').getByRole('combobox').first())
  await typeIn('mapper: a text with fields', row('lines[].name').getByRole('textbox').first())
  await row('customer.phone').getByRole('button', { name: /^Note/ }).click()
  await typeIn('mapper: a note', row('customer.phone').getByRole('textbox'))
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.locator('.map-panel').waitFor({ state: 'detached' })

  const form = page.getByRole('complementary', { name: 'Settings' })
  await typeIn('form: name of a node', form.getByRole('textbox', { name: 'Name of this node' }))
  await node('Paid, not cancelled').click()
  await typeIn('condition: a value', form.locator('.condition-line').nth(4).locator('input').nth(1))
  await typeIn('condition: a field', form.locator('.condition-line').nth(4).getByRole('combobox').first())
  await node('Note it').click()
  await typeIn('form: a text of a node', form.getByRole('textbox', { name: 'Message' }))
  await page.locator('.react-flow__pane').click({ position: { x: 30, y: 30 } })
  await typeIn('form: name of the flow', form.getByRole('textbox', { name: 'Name of the flow' }))
} finally {
  await close()
}

const load = loadavg()[0] ?? 0
console.log(`${keys} keys each, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${load.toFixed(1)}`)
console.table(results)
