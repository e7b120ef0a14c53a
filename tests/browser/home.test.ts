import type { Page } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { defaultPreferences } from '#core/contract/app.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import type { FlowCard } from '#core/contract/flows.ts'
import { BusyError } from '#core/kit/errors.ts'
import { connectionCard, flowCard, flowCards, hostWith, runSummary } from './support/host-fixtures.ts'
import { closeBrowser, type OpenedPage, openPage } from './support/open-page.ts'

// A loaded machine opens a page slowly; nothing here measures time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let opened: OpenedPage | undefined

async function open(handlers: Partial<Handlers> = {}): Promise<Page> {
  opened = await openPage(hostWith(handlers))
  return opened.page
}

const askedFor = (wanted: string) => opened?.asked.filter(({ name }) => name === wanted).map(({ given }) => given) ?? []
const cardOf = (page: Page, name: string) => page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) })

afterEach(async () => {
  await opened?.close()
  opened = undefined
})

afterAll(closeBrowser)

describe('a card', () => {
  it('tells what the flow joins, how it stands and what it did', async () => {
    const page = await open()
    const orders = cardOf(page, 'MplusKASSA orders → Odoo')
    await orders.getByText('MplusKASSA', { exact: true }).waitFor()
    const words = await orders.innerText()
    for (const word of ['every 15 minutes', 'next in', 'Unpublished changes', '312 written', '2 failed', '498 written', 'Finished']) {
      expect(words).toContain(word)
    }
    const draft = await cardOf(page, 'Products').innerText()
    for (const word of ['Draft, not published yet', '2 problems', 'Connection missing: books', 'Never run']) expect(draft).toContain(word)
    expect(await cardOf(page, 'Products').getByRole('button', { name: 'Run now: Products' }).isDisabled()).toBe(true)
  })

  it('says which of its connections fail', async () => {
    const page = await open({
      'flow:list': () => [flowCard({ failingConnections: ['Till station'] }), flowCard({ id: 'stock', name: 'Stock' })],
    })
    await cardOf(page, 'MplusKASSA orders → Odoo').getByText('Connection fails: Till station').waitFor()
    expect(await cardOf(page, 'Stock').innerText()).not.toContain('fails')
    if (process.env.SLUICE_SHOTS) await page.screenshot({ path: `${process.env.SLUICE_SHOTS}/home-failing.png` })
  })

  it('opens by a click anywhere, but not by its switch', async () => {
    const page = await open()
    await page.getByRole('switch', { name: 'Schedule' }).first().click({ force: true })
    await expect.poll(() => askedFor('flow:arm')).toEqual([{ flowId: 'orders', armed: false }])
    expect(await page.evaluate(() => location.hash)).not.toContain('flow')
    await cardOf(page, 'MplusKASSA orders → Odoo').click({ position: { x: 200, y: 100 } })
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/flow/orders')
  })

  it('runs what is published, shows how it goes, and stops it', async () => {
    let card: FlowCard = flowCard()
    const page = await open({
      'flow:list': () => [card],
      'run:start': () => {
        card = flowCard({ activeRunId: 31 })
        return { runId: 31 }
      },
      'run:stop': () => {},
    })
    await page.getByRole('button', { name: 'Run now: MplusKASSA orders → Odoo' }).click()
    await expect.poll(() => askedFor('run:start')).toEqual([{ flowId: 'orders', mode: 'run' }])
    const stop = page.getByRole('button', { name: 'Stop: MplusKASSA orders → Odoo' })
    await stop.waitFor()
    const progress = { emitted: 1500, nodes: {}, wires: {}, outcomes: { created: 1200, failed: 34 } }
    await opened?.tell('run:progress', { runId: 31, flowId: 'orders', progress })
    await page.getByText('Running, 1,234 records done').waitFor()
    await stop.click()
    await expect.poll(() => askedFor('run:stop')).toEqual([{ runId: 31 }])
  })

  it('tells why a run cannot start', async () => {
    const page = await open({
      'flow:list': () => [flowCard()],
      'run:start': () => {
        throw new BusyError('This flow is running already.', { hint: 'Wait for it, or stop it.' })
      },
    })
    await page.getByRole('button', { name: 'Run now: MplusKASSA orders → Odoo' }).click()
    await page.getByRole('log').getByText('This flow is running already.').waitFor()
  })

  it('is exported from its menu, and from the keyboard when it is open', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'More for Products' }).click()
    await page.getByRole('menuitem', { name: 'Export' }).click()
    await page.getByRole('dialog').waitFor()
    await expect.poll(() => askedFor('flow:open')).toContainEqual({ flowId: 'products' })
    await page.keyboard.press('Escape')
    await cardOf(page, 'Products').getByRole('link', { name: 'Products' }).click()
    await page.getByRole('navigation', { name: 'Open flows' }).getByRole('link', { name: 'Products' }).waitFor()
    await page.keyboard.press('Control+Shift+E')
    await page.getByRole('dialog').waitFor()
  })

  it('is removed only after a question, with its file only when that is asked for', async () => {
    let list = flowCards
    const page = await open({
      'flow:list': () => list,
      'flow:remove': ({ flowId }) => {
        list = list.filter(({ id }) => id !== flowId)
      },
    })
    await page.getByRole('button', { name: 'More for Products' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    const question = page.getByRole('alertdialog', { name: 'Remove Products?' })
    await question.getByText('Delete the file too').click()
    await question.getByRole('button', { name: 'Remove flow and file' }).click()
    await expect.poll(() => askedFor('flow:remove')).toEqual([{ flowId: 'products', deleteFile: true }])
    await expect.poll(() => cardOf(page, 'Products').count()).toBe(0)
  })
})

describe('home', () => {
  it('says what is wrong when the flows cannot be listed, and tries again', async () => {
    let isThere = false
    const page = await open({
      'flow:list': () => {
        if (!isThere) throw new BusyError('The list of flows cannot be read.', { hint: 'Another program has it open.' })
        return flowCards
      },
    })
    await page.getByText('Another program has it open.').waitFor()
    isThere = true
    await page.getByRole('button', { name: 'Try again' }).click()
    await cardOf(page, 'Products').waitFor()
  })

  it('shows the last runs, and leads to them', async () => {
    const page = await open()
    await page
      .getByRole('region', { name: 'Recent runs' })
      .getByRole('link', { name: /Odoo at acme/ })
      .click()
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/run/2')
  })

  it('makes a new flow and opens it', async () => {
    const page = await open({ 'flow:create': () => ({ id: 'flow-7' }) })
    await page.getByRole('button', { name: 'New flow' }).click()
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/flow/flow-7')
  })
})

describe('the first start', () => {
  const empty: Partial<Handlers> = {
    'app:preferences': () => defaultPreferences,
    'flow:list': () => [],
    'run:list': () => ({ rows: [], next: null }),
    'connection:list': () => [],
    'flow:templates': () => [
      { id: 'orders', name: 'Orders of a till → Odoo', description: 'Paid orders become sales orders.', connectors: ['mplus', 'odoo'] },
    ],
  }

  it('explains three steps and offers ready-made flows', async () => {
    const page = await open({ ...empty, 'flow:create': () => ({ id: 'from-template' }) })
    const steps = page.getByRole('region', { name: 'Three steps to a flow that works' })
    await steps.waitFor()
    expect(await steps.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['1. Practise', '2. Connect', '3. Integrate'])
    await page.getByRole('button', { name: 'Use Orders of a till → Odoo' }).click()
    await expect.poll(() => askedFor('flow:create')).toEqual([{ template: 'orders' }])
  })

  it('finds a ready-made flow among many, and practises with it', async () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ id: `stock-${index}`, name: `Stock ${index}`, connectors: ['odoo', 'mplus'] }))
    const page = await open({
      ...empty,
      'flow:templates': () => [...many, { id: 'prices', name: 'Prices of AccountView', connectors: ['accountview', 'mplus'] }],
      'practice:start': () => Promise.withResolvers<{ flowId: string; runId: number }>().promise,
    })
    const list = page.getByRole('region', { name: 'Ready-made flows' })
    await expect.poll(() => list.getByRole('listitem').count()).toBe(6)
    await list.getByRole('button', { name: 'Show all 10' }).click()
    await expect.poll(() => list.getByRole('listitem').count()).toBe(10)
    await list.getByRole('searchbox').fill('accountview price')
    await expect.poll(() => list.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Prices of AccountView'])
    await list.getByRole('button', { name: 'Practise with Prices of AccountView' }).click()
    await expect.poll(() => askedFor('practice:start')).toEqual([{ template: 'prices' }])
  })

  it('marks what is done, and goes when it is not wanted', async () => {
    const page = await open({ ...empty, 'connection:list': () => [connectionCard()], 'flow:list': () => [flowCard({ isPractice: true })] })
    const steps = page.getByRole('region', { name: 'Three steps to a flow that works' })
    await expect.poll(() => steps.getByText('Done', { exact: true }).count()).toBe(2)
    await steps.getByRole('button', { name: 'Hide the first steps' }).click()
    await expect.poll(() => steps.count()).toBe(0)
    expect(askedFor('app:change-preferences')).toEqual([{ firstStepsDone: true }])
  })

  it('practises from one press: tells how it goes and opens the flow', async () => {
    const answer = Promise.withResolvers<{ flowId: string; runId: number }>()
    const run = runSummary({ id: 5, flowId: 'practice', state: 'running', endedAt: null, totals: {} })
    const page = await open({
      ...empty,
      'practice:status': () => ({
        isRunning: true,
        flowId: null,
        systems: [
          { connectorId: 'mplus', connectionId: 'p1', origin: 'http://127.0.0.1:9' },
          { connectorId: 'odoo', connectionId: 'p2', origin: 'http://127.0.0.1:9' },
        ],
      }),
      'practice:start': () => answer.promise,
      'run:report': () => ({ run, progress: null, byNode: [], causes: [], resumes: [] }),
    })
    await page.getByRole('button', { name: 'Start practice' }).click()
    const dialog = page.getByRole('dialog', { name: 'Practice' })
    await dialog.getByText('MplusKASSA, Odoo').waitFor()
    answer.resolve({ flowId: 'practice', runId: 5 })
    await expect.poll(() => askedFor('run:report')).toEqual([{ runId: 5 }])
    const progress = { emitted: 180, nodes: {}, wires: {}, outcomes: { created: 175, filtered: 3 } }
    await opened?.tell('run:progress', { runId: 5, flowId: 'practice', progress })
    await dialog.getByText('180 records read').waitFor()
    await dialog.getByText('175').waitFor()
    const ended = { ...run, state: 'finished' as const, endedAt: Date.now(), totals: { created: 175, filtered: 5 } }
    await opened?.tell('run:ended', { run: ended, progress, error: null })
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/flow/practice')
    await page.getByRole('log').getByText('175 created, 5 filtered').waitFor()
  })

  it('says why practice cannot start, and tries again', async () => {
    const page = await open({
      ...empty,
      'practice:start': () => {
        throw new BusyError('The practice till cannot start: port 4810 is taken.', { hint: 'Close the other program.' })
      },
    })
    await page.getByRole('button', { name: 'Start practice' }).click()
    const dialog = page.getByRole('dialog', { name: 'Practice' })
    await dialog.getByText('port 4810 is taken', { exact: false }).waitFor()
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => askedFor('practice:start').length).toBe(2)
  })
})
