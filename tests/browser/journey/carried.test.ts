import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import type { Hands } from './hands.ts'
import { openTrade, readyFlow } from './trade.ts'

/** A flow goes from one computer to another: as text, as a file that is chosen, as a file the app is opened with. */
const trade = openTrade()

async function exportFlow({ page, command }: Hands): Promise<{ readonly name: string; readonly path: string }> {
  await command('Export this flow')
  const dialog = page.getByRole('dialog', { name: /^Export/ })
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Download' }).click()
  const download = await downloading
  return { name: download.suggestedFilename(), path: await download.path() }
}

it('is pasted, exported as a file, chosen in a second profile, bound there slot by slot, and places nothing twice', async () => {
  const here = await trade.web()
  await trade.connect(here)
  await here.pasteFlow(readyFlow)
  await here.importWith({ Till: 'MplusKASSA', Books: 'Odoo' })
  const { name, path } = await exportFlow(here)
  expect(name).toMatch(/\.flow\.json$/)
  const text = await readFile(path, 'utf8')
  for (const secret of trade.secrets()) expect(text).not.toContain(secret)

  const there = await trade.web()
  await trade.connect(there)
  await there.goTo('Home')
  await there.page.getByRole('button', { name: 'Import' }).first().click()
  const choosing = there.page.waitForEvent('filechooser')
  await there.page.getByRole('dialog').getByRole('button', { name: 'Choose a file' }).click()
  await (await choosing).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  const dialog = there.page.getByRole('dialog', { name: /^Import MplusKASSA/ })
  await dialog.getByText('Nothing of it is kept yet').waitFor()
  await dialog.getByText('Without a connection for now').waitFor()
  expect(trade.ordersInBooks()).toEqual([])
  await there.importWith({ Till: 'MplusKASSA', Books: 'Odoo' })
  await there.runNow()
  const placed = trade.ordersInBooks()
  expect(placed.length).toBeGreaterThan(5)

  await here.runNow()
  expect(trade.ordersInBooks().toSorted()).toEqual(placed.toSorted())
})

it('is what the desktop app is opened with, gets its two connections right there, and runs', async () => {
  const file = join(temporaryFolder(), 'orders.flow.json')
  await writeFile(file, readyFlow)
  const { page, fillConnection, importWith, runNow } = await trade.desktop([file])
  const dialog = page.getByRole('dialog', { name: /^Import MplusKASSA/ })
  await dialog.getByText('Nothing of it is kept yet').waitFor()
  for (const [slot, system] of [
    ['Till', 'MplusKASSA'],
    ['Books', 'Odoo'],
  ] as const) {
    await dialog.getByRole('button', { name: `New connection for ${slot}` }).click()
    await fillConnection(system, trade.connections()[system])
    await dialog.getByRole('button', { name: new RegExp(`^${system}.*${slot}$`) }).waitFor()
  }
  await importWith({})
  await runNow()
  expect(trade.ordersInBooks().length).toBeGreaterThan(5)
})
