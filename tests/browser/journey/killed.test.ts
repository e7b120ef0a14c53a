import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openTrade, readyFlow } from './trade.ts'

const trade = openTrade()

/** The drafts as they are on disk at this moment. */
async function draftsIn(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, 'drafts')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
}

it('the app is killed while a run is under way and the draft has an edit: the run goes on, every order is placed once, and the edit is there to undo', async () => {
  const dataFolder = temporaryFolder()
  const hands = await trade.web(dataFolder)
  await trade.connect(hands)
  await hands.pasteFlow(readyFlow)
  await hands.importWith({ Till: 'MplusKASSA', Books: 'Odoo' })
  trade.books().misbehave([{ kind: 'latency', delayMs: 700 }])
  await hands.startRun()
  await expect.poll(() => trade.ordersInBooks().length, { timeout: 120_000 }).toBeGreaterThan(2)
  await hands.drop('Log', [400, 480])
  // The editor keeps the draft by itself, half a second after the last change.
  await expect.poll(() => draftsIn(dataFolder)).toContain('"Added Log"')
  expect(await hands.page.locator('[data-run]').getAttribute('data-state'), 'the run is still under way').toBe('running')
  await trade.killApp()
  trade.books().misbehave([])
  const before = trade.ordersInBooks().length

  const again = await trade.web(dataFolder)
  await again.page.getByText('was continued').first().waitFor()
  await again.goTo('Runs')
  const resumed = again.page.getByRole('row').filter({ hasText: 'went on after an interruption' })
  await resumed.getByText('finished').waitFor({ timeout: 120_000 })
  const placed = trade.ordersInBooks()
  expect(placed.length).toBeGreaterThan(before)
  expect(new Set(placed).size, 'every order is there once').toBe(placed.length)

  await again.goTo('Home')
  await again.page.getByText('MplusKASSA orders → Odoo', { exact: true }).first().click()
  await again.node('Log').waitFor()
  // A run of the whole flow finds nothing that the killed one and its successor have not placed.
  await again.runNow()
  expect(trade.ordersInBooks().toSorted()).toEqual(placed.toSorted())
  await again.page.getByRole('button', { name: 'Undo' }).click()
  await again.node('Log').waitFor({ state: 'detached' })
})
