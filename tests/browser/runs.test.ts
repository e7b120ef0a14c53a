import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import type { Handlers } from '#core/contract/dispatch.ts'
import { report, running, runsHost } from './runs-fixtures.ts'
import { closeBrowser, openPage } from './support/open-page.ts'

afterAll(closeBrowser)

const shots = process.env.SLUICE_SHOTS

async function open(hash: string, given: Partial<Handlers> = {}, options: Parameters<typeof openPage>[1] = {}) {
  return await openPage(runsHost(given), { ...options, path: `/${hash}` })
}

const at = (page: Page) => expect.poll(() => new URL(page.url()).hash)
const grid = (page: Page, name: string) => page.getByRole('grid', { name })

it('leads from a run that needs a sign-in to the connections', async () => {
  const { message, hint } = { message: 'Ledger: there is no permission.', hint: 'Sign in in the connection.' }
  const ended = { ...report.run, state: 'failed', error: { code: 'sign-in-needed', message, hint, fix: 'user' } } as const
  const { page, close } = await open('#/run/41', { 'run:report': () => ({ ...report, run: ended, causes: [] }) })
  await page.getByRole('alert').filter({ hasText: message }).getByRole('button', { name: 'Sign in' }).click()
  await at(page).toBe('#/connections')
  await close()
})

describe('the list of runs', () => {
  it('says what came of each, and opens one by the keyboard', async () => {
    const { page, close } = await open('#/runs')
    const row = grid(page, 'Runs').getByRole('row', { name: /^41 .*14 failed/ })
    await row.getByText('went on after an interruption').waitFor()
    await grid(page, 'Runs').getByRole('row', { name: /^42 / }).getByText('draft').waitFor()
    await grid(page, 'Runs').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await at(page).toBe('#/run/41')
    await close()
  })

  it('counts on while a run goes on', async () => {
    const { page, tell, close } = await open('#/runs', { 'run:active': () => [] })
    const row = grid(page, 'Runs').getByRole('row', { name: new RegExp(`^${running.run.id} `) })
    await row.waitFor()
    const progress = { emitted: 900, nodes: {}, wires: {}, outcomes: { created: 777, failed: 3 } }
    await tell('run:progress', { runId: running.run.id, flowId: running.run.flowId, progress })
    await row.getByText('777').waitFor()
    await tell('run:progress', { runId: running.run.id, flowId: running.run.flowId, progress: { ...progress, outcomes: { created: 778 } } })
    await row.getByText('778').waitFor()
    await close()
  })

  it('fetches older runs as it is scrolled to them', async () => {
    const { page, close } = await open('#/runs')
    await grid(page, 'Runs').focus()
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('End')
      await page.waitForFunction(() => document.querySelectorAll('[aria-busy]').length === 0)
    }
    await grid(page, 'Runs')
      .getByRole('row', { name: /^-259 / })
      .waitFor()
    await close()
  })

  it('finds an order by a part of its number', async () => {
    const { page, close } = await open('#/runs')
    await page.getByRole('searchbox', { name: 'Where is my order?' }).fill('1042')
    await page.getByRole('link', { name: /ORD-1042/ }).waitFor()
    await page.keyboard.press('Enter')
    await at(page).toBe('#/record/ORD-1042')
    await page.getByRole('searchbox', { name: 'Where is my order?' }).fill('no-such')
    await page.getByText('No record has "no-such" in its key.').waitFor()
    await close()
  })
})

describe('a run that goes on', () => {
  it('shows its counts as they come, its pace and what is left, and is stopped', async () => {
    const { page, tell, asked, close } = await open('#/run/43')
    await page.getByText('1,200 records read').waitFor()
    await page.getByText('800 to come').waitFor()
    const progress = running.progress
    if (!progress) throw new Error('The fixture has no progress.')
    for (let emitted = 1_300; emitted <= 1_900; emitted += 100) {
      await tell('run:progress', { runId: 43, flowId: 'orders', progress: { ...progress, emitted, remaining: 2_000 - emitted } })
      await page.getByText(`${emitted.toLocaleString('en')} records read`).waitFor()
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 120)))
    }
    await page.getByText(/a second$/).waitFor()
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await expect.poll(() => asked.find(({ name }) => name === 'run:stop')?.given).toEqual({ runId: 43 })
    await close()
  })

  it('turns into its report when it ends', async () => {
    let isOver = false
    const { page, tell, close } = await open('#/run/43', {
      'run:report': () => (isOver ? { ...report, run: { ...report.run, id: 43 } } : running),
    })
    await page.getByText('1,200 records read').waitFor()
    isOver = true
    await tell('run:ended', { run: { ...report.run, id: 43 }, progress: null, error: null })
    await page.getByRole('heading', { name: 'Why records failed' }).waitFor()
    await page.getByText('1,200 records read').waitFor({ state: 'detached' })
    await close()
  })
})

describe('the report of a run', () => {
  it('tells what waits apart from what failed, one cause for each missing code, and leads to its records', async () => {
    const hint = (code: string) => `Add a row for tax code "${code}" to the table "Tax codes" of the node "Codes of the books".`
    const waits = (code: string, count: number): (typeof report.causes)[number] => ({
      ...{ code: 'code-missing', nodeId: 'codes', nodeName: 'Codes of the books', kind: 'waiting', count, hint: hint(code), fix: 'user' },
      sample: { entity: 'order', key: `ORD-${code}`, message: `Order ORD-${code}, line 1: tax code "${code}" waits.` },
    })
    const causes = [...report.causes, waits('7', 12), waits('9', 1)]
    const { page, asked, close } = await open('#/run/41', { 'run:report': () => ({ ...report, causes }) })
    const group = page.getByRole('region', { name: 'Waiting for a person' })
    await group.getByText('every run tries them again').waitFor()
    expect(await group.getByText('Order ORD-1042').count()).toBe(0)
    expect(await group.getByRole('button', { name: 'Open the node' }).count()).toBe(2)
    if (shots) await page.screenshot({ path: `${shots}/run-waiting.png` })
    await group.getByRole('button', { name: 'Show 12 records' }).click()
    await expect
      .poll(() => asked.findLast(({ name }) => name === 'run:outcomes')?.given)
      .toMatchObject({ kinds: ['waiting'], code: 'code-missing', nodeId: 'codes', hint: hint('7') })
    await close()
  })

  it('tells why records failed, who can mend it, and leads to the records', async () => {
    const { page, asked, close } = await open('#/run/41')
    await page.getByText('Order ORD-1042: no product with SKU 120101 in Odoo.').waitFor()
    await page.getByText('you can mend this').waitFor()
    await page.getByText('time helps').waitFor()
    await page.getByText('Goes on where an earlier run was cut off:').waitFor()
    await page.getByRole('button', { name: 'Show 14 records' }).click()
    await grid(page, 'Records')
      .getByRole('row', { name: /ORD-1055/ })
      .waitFor()
    expect(asked.findLast(({ name }) => name === 'run:outcomes')?.given).toMatchObject({
      kinds: ['failed'],
      code: 'product-missing',
      nodeId: 'books',
    })
    await grid(page, 'Records')
      .getByRole('row', { name: /^Order ORD-1042/ })
      .click()
    await page.getByRole('region', { name: 'Details of the record' }).getByRole('button', { name: 'All about this record' }).click()
    await at(page).toBe('#/record/ORD-1042')
    await close()
  })

  it('leads to the sample record and to the node in the editor', async () => {
    const { page, close } = await open('#/run/41')
    await page.getByRole('link', { name: 'ORD-1101' }).waitFor()
    await page.getByRole('button', { name: 'Open the node' }).first().click()
    await at(page).toBe('#/flow/orders')
    await close()
  })

  it('says what went wrong when there is no such run', async () => {
    const { page, close } = await open('#/run/99')
    await page.getByText('There is no run 99.').waitFor()
    await close()
  })
})

describe('a plan', () => {
  it('shows what would happen to each record, old and new with the rule, and why one is left alone', async () => {
    const { page, close } = await open('#/run/42')
    const list = grid(page, 'What would happen')
    await list.getByRole('row', { name: /ORD-1 .*would be updated.*12\.50 → 12\.95/ }).click()
    const details = page.getByRole('region', { name: 'Details of the record' })
    await details.getByText('Because: the amount is always sent').waitFor()
    expect(await details.locator('ins').first().textContent()).toBe('95')
    expect(await details.locator('del').first().textContent()).toBe('50')
    await list.getByRole('row', { name: /ORD-3 .*Is there already and may only be created/ }).waitFor()
    await page.getByText('plan: nothing was written').waitFor()
    await close()
  })
})

describe('a record’s page', () => {
  it('tells everything that happened to it, run by run', async () => {
    const { page, close } = await open('#/record/ORD-1042')
    const [newest, oldest] = await page
      .locator('section')
      .filter({ has: page.getByRole('heading', { name: /^Run 4/ }) })
      .all()
    await newest?.getByText('lines[0].quantity').waitFor()
    await oldest?.getByText('Sent to Odoo (demo) to be created').waitFor()
    await oldest?.getByText('What was sent').click()
    await oldest?.getByText('order_line').waitFor()
    await oldest?.getByText('Answered: done').waitFor()
    await oldest?.getByText('SO-2026-42').waitFor()
    await oldest?.getByText('Known in Odoo (demo) as').waitFor()
    await page.getByRole('heading', { name: 'As the source sent it last' }).waitFor()
    await page.getByText('inkoop@jansen.example').waitFor()
    await close()
  })

  it('shows what a system answered to what it refused or lost, and nothing where there is no answer', async () => {
    const { page, close } = await open('#/record/ORD-1042')
    await page.getByText('What was answered (HTTP 422)').click()
    await page.getByText('odoo.exceptions.ValidationError').waitFor()
    await page.getByText('Cut: the answer was 12,345 characters long.').waitFor()
    await page.getByText('The answer did not say whether it was done').waitFor()
    await page.getByText('What was answered (HTTP 500)').click()
    await page.getByText('<faultstring>busy</faultstring>').waitFor()
    expect(await page.getByText(/^What was answered/).count()).toBe(2)
    if (shots) await page.screenshot({ path: `${shots}/record-answers.png`, fullPage: true })
    await close()
  })

  it('says so when nothing is known', async () => {
    const { page, close } = await open('#/record/ORD-9')
    await page.getByRole('heading', { name: 'Nothing is known of ORD-9' }).waitFor()
    await close()
  })

  it('shows text of records as text, whatever it looks like', async () => {
    const evil = '<img src=x onerror="window.wasRun=true">'
    const { page, close } = await open('#/record/ORD-1', {
      'record:page': ({ key }) => ({ key, parked: { name: evil, '<b>key</b>': 1 }, entries: [] }),
    })
    await page.getByText(evil).waitFor()
    expect(await page.evaluate(() => 'wasRun' in window)).toBe(false)
    await close()
  })
})

describe('the look of runs and records', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing that keeps anybody out (${theme})`, async () => {
      const { page, close } = await open('#/runs', {}, { theme })
      for (const [hash, ready] of [
        ['#/runs', '1,180'],
        ['#/run/41', 'Why records failed'],
        ['#/run/42', 'would be updated'],
        ['#/run/43', '1,200 records read'],
        ['#/record/ORD-1042', 'As the source sent it last'],
      ] as const) {
        await page.evaluate((to) => {
          location.hash = to
        }, hash)
        await page.getByText(ready).first().waitFor()
        if (shots) await page.screenshot({ path: `${shots}/${hash.replace(/[^a-z0-9]+/gi, '-')}-${theme}.png` })
        const { violations } = await new AxeBuilder({ page }).include('main').analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(serious.map(({ id, nodes }) => [hash, id, nodes[0]?.html])).toEqual([])
      }
      await close()
    })
  }
})
