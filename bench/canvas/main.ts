import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build, type PreviewServer, preview } from 'vite'
import { createDispatch, type Handlers } from '#core/contract/dispatch.ts'
import { editorHost } from '#tests/browser/canvas-fixtures.ts'
import { findChromium } from '#tests/browser/support/find-chromium.ts'
import { runSummary } from '#tests/browser/support/host-fixtures.ts'
import { drag, type Gesture, type Measured, measure, pan, zoom } from './gestures.ts'
import { largeFlow, progressAfter } from './large-flow.ts'

/**
 * The editor's canvas beside a bare React Flow page with trivial memoised nodes: the same flow, place and gestures, taking turns in
 * one browser. `node bench/canvas/main.ts [--rounds 3] [--steps 120] [--view opened|whole|small]`
 */
const rounds = Number(argument('rounds') ?? 3)
const steps = Number(argument('steps') ?? 120)
const onlyView = argument('view')
const window_ = { width: 1440, height: 900 }

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

interface Built {
  readonly server: PreviewServer
  readonly address: string
}

async function serve(configFile: string | false, root: string | undefined, outDir: string): Promise<Built> {
  const common = { configFile, logLevel: 'error' as const, ...(root && { root, plugins: [react()] }) }
  await build({ ...common, build: { outDir, emptyOutDir: true } })
  const server = await preview({ ...common, build: { outDir }, preview: { port: 0, host: '127.0.0.1' } })
  return { server, address: server.resolvedUrls?.local[0] ?? '' }
}

/** The editor on a host in this process; `stream` sends it ten events a second, made in the page so that only the page is measured. */
async function openEditor(browser: Browser, address: string, nodeCount: number, wireCount: number): Promise<Page> {
  const flow = largeFlow(nodeCount, wireCount)
  const { handlers } = editorHost(flow, { bindings: { till: 'till-1', books: 'odoo-1' } })
  const dispatch = createDispatch(handlers as Handlers)
  const caller = { id: 'bench', signal: new AbortController().signal }
  const page = await browser.newPage({ viewport: window_ })
  await page.exposeFunction('askHost', (name: string, given: unknown) => dispatch(name, given, caller))
  await page.addInitScript(() => {
    const listeners = new Set<(name: string, payload: unknown) => void>()
    const ask = (name: string, given: unknown) =>
      (window as unknown as { askHost(name: string, given: unknown): Promise<unknown> }).askHost(name, given)
    const listen = (listener: (name: string, payload: unknown) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
    const tellPage = (name: string, payload: unknown) => {
      for (const listener of listeners) listener(name, payload)
    }
    Object.assign(window, { sluice: { request: ask, listen }, tellPage })
  })
  await page.goto(`${address}#/flow/large`)
  await page.waitForSelector('.node')
  return page
}

async function stream(page: Page, nodeCount: number, wireCount: number): Promise<void> {
  const flow = largeFlow(nodeCount, wireCount)
  const run = runSummary({ id: 7, flowId: 'large', state: 'running', endedAt: null, totals: {} })
  const events = Array.from({ length: 8 }, (_none, index) => JSON.stringify(progressAfter(flow, index + 1)))
  await page.evaluate(
    ([summary, texts]) => {
      const tell = (window as unknown as { tellPage(name: string, payload: unknown): void }).tellPage
      tell('run:started', { run: summary, resumes: [] })
      let next = 0
      const send = () => {
        tell('run:progress', { runId: 7, flowId: 'large', progress: JSON.parse(texts[next % texts.length] ?? '{}') })
        next += 1
      }
      send()
      Object.assign(window, { streaming: setInterval(send, 100) })
    },
    [run as unknown, events] as const,
  )
}

/** Both pages show the same piece of the flow at the same scale. */
async function openBoth(
  browser: Browser,
  built: { readonly editor: Built; readonly bare: Built },
  { nodeCount, wireCount, isWhole = false }: { readonly nodeCount: number; readonly wireCount: number; readonly isWhole?: boolean },
) {
  const editor = await openEditor(browser, built.editor.address, nodeCount, wireCount)
  if (isWhole) {
    await editor.getByRole('button', { name: 'Show the whole flow' }).click()
    await editor.waitForFunction((count) => document.querySelectorAll('.react-flow__node').length === count, nodeCount)
  }
  const view = await editor.evaluate(() => {
    const { width, height, left, top } = (document.querySelector('.canvas') as Element).getBoundingClientRect()
    const transform = new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport') as Element).transform)
    return { width, height, left, top, x: transform.e, y: transform.f, zoom: transform.a }
  })
  const query = new URLSearchParams({
    ...{ nodes: String(nodeCount), wires: String(wireCount), width: String(view.width), height: String(view.height) },
    ...{ x: String(view.x), y: String(view.y), zoom: String(view.zoom) },
  })
  const bare = await browser.newPage({ viewport: window_ })
  await bare.goto(`${built.bare.address}?${query}`)
  await bare.waitForSelector('.bare')
  return { editor, bare, view }
}

/** Gestures of the place on screen where node 21 stands. */
function gesturesAt(
  { left, top, x, y, zoom: scale, width, height }: Awaited<ReturnType<typeof openBoth>>['view'],
  isBare: boolean,
): readonly Gesture[] {
  const corner = isBare ? { x: 0, y: 0 } : { x: left, y: top }
  const middle = { x: corner.x + width / 2, y: corner.y + height / 2 }
  const node = { x: corner.x + x + (304 + 60) * scale, y: corner.y + y + (96 + 14) * scale }
  return [pan(middle, steps), zoom(middle, steps), drag(node, steps)]
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sluice-canvas-'))
  const editor = await serve(new URL('../../vite.config.ts', import.meta.url).pathname, undefined, join(folder, 'editor'))
  const bare = await serve(false, new URL('./bare', import.meta.url).pathname, join(folder, 'bare'))
  const browser = await chromium.launch({ ...(await findChromium()), headless: true })
  console.log(`${cpus().length} × ${cpus()[0]?.model}, headless Chromium ${browser.version()}, ${rounds} rounds of ${steps} steps`)
  try {
    for (const { view, ...size } of [
      { view: 'opened', nodeCount: 1_000, wireCount: 1_500 },
      { view: 'whole', nodeCount: 1_000, wireCount: 1_500 },
      { view: 'small', nodeCount: 100, wireCount: 150 },
    ]) {
      if (onlyView !== undefined && onlyView !== view) continue
      const isWhole = view === 'whole'
      const { nodeCount, wireCount } = size
      const pages = await openBoth(browser, { editor, bare }, { ...size, isWhole })
      await compare(`${nodeCount} nodes, ${wireCount} wires, ${isWhole ? 'all of them in view' : 'as the editor opens'}`, pages)
      if (nodeCount === 1_000) {
        await stream(pages.editor, nodeCount, wireCount)
        await compare('the same, while a run streams into the editor', pages)
      }
      await pages.editor.close()
      await pages.bare.close()
    }
  } finally {
    await browser.close()
    await editor.server.close()
    await bare.server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function compare(title: string, { editor, bare, view }: Awaited<ReturnType<typeof openBoth>>): Promise<void> {
  const found = new Map<string, { editor: Measured[]; bare: Measured[] }>()
  for (let round = 0; round < rounds; round++) {
    // Taking turns, so that whatever else this machine does strikes both.
    for (const side of ['bare', 'editor'] as const) {
      const page = side === 'bare' ? bare : editor
      await page.bringToFront()
      for (const gesture of gesturesAt(view, side === 'bare')) {
        const both = found.get(gesture.name) ?? { editor: [], bare: [] }
        both[side].push(await measure(page, gesture))
        found.set(gesture.name, both)
      }
    }
  }
  console.log(`\n${title}`)
  console.log('| gesture | bare: frame p50 / p95, ms | editor: frame p50 / p95, ms | p95 ratio | busy ms a step, bare / editor | ratio |')
  console.log('| --- | --- | --- | --- | --- | --- |')
  for (const [name, both] of found) {
    const [one, other] = [summary(both.bare), summary(both.editor)]
    const ratio = (other.p95 / one.p95).toFixed(2)
    const busy = `${one.busy.toFixed(1)} / ${other.busy.toFixed(1)} | ${(other.busy / one.busy).toFixed(2)}`
    console.log(
      `| ${name} | ${one.p50.toFixed(1)} / ${one.p95.toFixed(1)} | ${other.p50.toFixed(1)} / ${other.p95.toFixed(1)} | ${ratio} | ${busy} |`,
    )
  }
}

function summary(measured: readonly Measured[]) {
  const frames = measured.flatMap(({ frameMs }) => frameMs).toSorted((a, b) => a - b)
  const at = (share: number) => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))] ?? 0
  const busy = measured.map(({ busyMsPerStep }) => busyMsPerStep).toSorted((a, b) => a - b)
  return { p50: at(0.5), p95: at(0.95), busy: busy[Math.floor(busy.length / 2)] ?? 0 }
}

await main()
