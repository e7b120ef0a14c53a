import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, expect, it } from 'vitest'
import { BusyError } from '#core/kit/errors.ts'
import { type FixtureOptions, flowId, openEditor } from './inspector-fixtures.ts'
import { closeBrowser, type openPage } from './support/open-page.ts'

afterAll(closeBrowser)

const timeout = 90_000

async function openData(
  options: FixtureOptions = {},
  { node = 'In the terms of the books', ...look }: { node?: string } & Parameters<typeof openPage>[1] = {},
) {
  const opened = await openEditor({ drawer: true, ...options }, look)
  await opened.page.locator('.react-flow__node', { hasText: node }).first().click()
  const drawer = opened.page.locator('.node-data')
  await drawer.waitFor()
  return { ...opened, drawer }
}

it(
  'shows 100,000 records with few rows on the page, the last one included',
  async () => {
    const { page, drawer, asked, close } = await openData({ records: 100_000 })
    await drawer.getByText('100,000 records').waitFor()
    await drawer.getByRole('row', { name: /^1042 / }).waitFor()
    await drawer.getByRole('grid').focus()
    await page.keyboard.press('End')
    await drawer.getByRole('row', { name: /^101041 / }).waitFor()
    expect(await drawer.getByRole('row').count()).toBeLessThan(100)
    const limits = asked.filter((one) => one.name === 'data:rows').map((one) => (one.given as { readonly limit: number }).limit)
    expect(Math.max(...limits)).toBeLessThanOrEqual(500)
    await close()
  },
  timeout,
)

it(
  'marks what a node changed in a record, old over new',
  async () => {
    const { page, drawer, close } = await openData()
    await drawer.getByRole('row', { name: /^1043 / }).click()
    const changes = drawer.getByRole('list', { name: 'Changes' })
    await changes.getByText('customer.email').waitFor()
    await changes.getByText('lines[0].taxCode').waitFor()
    expect(await changes.getByText('data.').count()).toBe(0)
    await page.keyboard.press('ArrowDown')
    await drawer.getByRole('region', { name: 'Record 1044' }).waitFor()
    await close()
  },
  timeout,
)

it(
  'finds records, and says when there is none',
  async () => {
    const { drawer, close } = await openData()
    await drawer.getByRole('searchbox', { name: 'Search records' }).fill('Yılmaz')
    await drawer.getByText('8 found').waitFor()
    await drawer.getByRole('searchbox', { name: 'Search records' }).fill('nobody')
    await drawer.getByText('Nothing found').waitFor()
    await close()
  },
  timeout,
)

it(
  'shows a record as a tree and the fields of all',
  async () => {
    const { drawer, close } = await openData()
    await drawer.getByRole('button', { name: 'Tree' }).click()
    await drawer.getByRole('button', { name: 'Copy Jan de Vries' }).first().waitFor()
    await drawer.getByRole('button', { name: 'Fields', exact: true }).click()
    const row = drawer.getByRole('row', { name: /data\.customer\.email/ })
    await row.getByText('50 of 50').waitFor()
    await close()
  },
  timeout,
)

it(
  'lets one choose and widen columns',
  async () => {
    const { page, drawer, close } = await openData()
    await drawer.getByRole('columnheader', { name: /^Status/ }).waitFor()
    await drawer.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('checkbox', { name: 'Status · data.status' }).press('Space')
    await page.getByRole('checkbox', { name: 'Order number · data.number' }).press('Space')
    await page.keyboard.press('Escape')
    await drawer.getByRole('columnheader', { name: /^Status/ }).waitFor({ state: 'detached' })
    await drawer.getByRole('columnheader', { name: /^Order number/ }).waitFor()
    const edge = drawer.getByRole('separator', { name: 'Width of Currency' })
    const before = Number(await edge.getAttribute('aria-valuenow'))
    await edge.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => edge.getAttribute('aria-valuenow')).toBe(String(before + 16))
    await close()
  },
  timeout,
)

it(
  'shows input and output side by side, and how records ended where they end',
  async () => {
    const { drawer, close } = await openData({}, { node: 'Sales orders in Odoo' })
    await drawer.getByText('previews write nothing').waitFor()
    await drawer.getByRole('row', { name: /^1042 created/ }).waitFor()
    await drawer.getByRole('button', { name: 'Input and output side by side' }).click()
    await drawer.getByRole('region', { name: 'Input' }).waitFor()
    await drawer.getByRole('region', { name: 'Output' }).waitFor()
    await close()
  },
  timeout,
)

it(
  'runs up to a node with writes blocked, can be stopped, and says why it failed',
  async () => {
    const { drawer, asked, tell, close } = await openData({ records: 0 })
    await drawer.getByText('Nothing has run up to here yet').waitFor()
    await drawer.getByRole('button', { name: 'First 100', exact: true }).click()
    await drawer.page().getByRole('menuitem', { name: 'First 1,000' }).click()
    await drawer.getByRole('button', { name: 'Run to here' }).first().click()
    await drawer.getByText('A preview is running. Nothing is written.').waitFor()
    expect(asked.find((one) => one.name === 'data:preview')?.given).toMatchObject({ nodeId: 'books-terms', scope: 'to-here', limit: 1_000 })
    await drawer.getByRole('button', { name: 'Stop' }).click()
    await expect.poll(() => asked.some((one) => one.name === 'data:stop-preview')).toBe(true)
    const error = { code: 'busy', message: 'MplusKASSA does not answer.', fix: 'wait', facts: {} } as const
    await tell('data:preview-ended', { flowId, previewId: 'p1', state: 'failed', error })
    await drawer.getByText('MplusKASSA does not answer.').waitFor()
    await close()
  },
  timeout,
)

it(
  'marks data that is out of date and runs again from there',
  async () => {
    const { drawer, asked, close } = await openData({ stale: true })
    await drawer.getByText('out of date').waitFor()
    await drawer.getByRole('button', { name: 'Run again' }).click()
    await expect.poll(() => asked.some((one) => one.name === 'data:preview')).toBe(true)
    await close()
  },
  timeout,
)

it(
  'pins records as they were edited, refuses what is none, and lets go of them',
  async () => {
    const { page, drawer, asked, tell, close } = await openData()
    await drawer.getByRole('button', { name: 'Pin records of your own' }).click()
    const dialog = page.getByRole('dialog', { name: 'Pinned data of In the terms of the books' })
    const text = dialog.getByRole('textbox', { name: 'Records' })
    await text.fill('[{ "key": "1" }]')
    await dialog.getByRole('button', { name: 'Pin these records' }).click()
    await dialog.getByText('Record 1 lacks an entity, a key or data.').waitFor()
    await text.fill('[{ "entity": "order", "key": "1", "data": { "number": "1" } }]')
    await dialog.getByRole('button', { name: 'Pin these records' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(asked.find((one) => one.name === 'data:pin')?.given).toMatchObject({ nodeId: 'books-terms', records: [{ key: '1' }] })
    await tell('data:changed', { flowId })
    await drawer.getByText('pinned', { exact: true }).waitFor()
    await drawer.getByRole('button', { name: 'Unpin' }).click()
    await drawer.getByText('pinned', { exact: true }).waitFor({ state: 'detached' })
    await close()
  },
  timeout,
)

it(
  'says why data cannot be shown, and asks again',
  async () => {
    let isBroken = true
    const { drawer, close } = await openData({
      handlers: {
        'data:rows': () => {
          if (isBroken) throw new BusyError('The data folder cannot be read now.')
          return { rows: [], total: 0 }
        },
      },
    })
    await drawer.getByText('The data folder cannot be read now.').waitFor()
    isBroken = false
    await drawer.getByRole('button', { name: 'Try again' }).click()
    await drawer.getByText('No records', { exact: true }).waitFor()
    await close()
  },
  timeout,
)

it.each(['light', 'dark'] as const)(
  'has no serious fault for screen readers, in %s',
  async (theme) => {
    const { page, drawer, close } = await openData({ stale: true }, { theme })
    await drawer.getByRole('row', { name: /^1043 / }).click()
    await drawer.getByRole('list', { name: 'Changes' }).waitFor()
    const { violations } = await new AxeBuilder({ page }).include('.node-data').analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))])).toEqual([])
    await close()
  },
  timeout,
)
