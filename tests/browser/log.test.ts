import { text as readText } from 'node:stream/consumers'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import { logHost } from './log-fixtures.ts'
import { closeBrowser, type OpenedPage, openPage } from './support/open-page.ts'

afterAll(closeBrowser)

const shots = process.env.SLUICE_SHOTS

async function openLog(total: number, options: Parameters<typeof openPage>[1] & { readonly hash?: string } = {}) {
  const { hash = '#/log', ...rest } = options
  const { handlers, filters } = logHost(total)
  const opened = await openPage(handlers, { ...rest, path: `/${hash}` })
  await opened.page.getByRole('grid', { name: 'Log' }).or(opened.page.getByText('Nothing')).first().waitFor()
  return { ...opened, filters }
}

const grid = (page: Page) => page.getByRole('grid', { name: 'Log' })
const record = (page: Page, number: number) => page.getByRole('gridcell', { name: `ORD-${number}`, exact: false }).first()
const focus = (page: Page) => grid(page).focus()

async function shoot({ page }: Pick<OpenedPage, 'page'>, name: string) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` })
}

describe('the log of a million rows', () => {
  it('opens at its end, with at most a hundred rows on the page', async () => {
    const { page, close } = await openLog(1_000_000)
    await record(page, 999_999).waitFor()
    expect(await page.getByRole('row').count()).toBeLessThanOrEqual(101)
    expect(await grid(page).getAttribute('aria-rowcount')).toBe('1000001')
    await close()
  })

  it('goes to the first, the last and any row by the keyboard', async () => {
    const { page, close } = await openLog(1_000_000)
    await focus(page)
    await page.keyboard.press('Home')
    await record(page, 1).waitFor()
    await page.keyboard.press('PageDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await page.getByRole('row', { selected: true }).getByText('MplusKASSA asked to wait').waitFor()
    expect(await page.getByRole('row', { selected: true }).getAttribute('aria-rowindex')).toBe('1000001')
    await close()
  })

  it('goes to a row by its number and to a moment', async () => {
    const { page, close } = await openLog(1_000_000)
    await page.getByRole('button', { name: 'Go to a row' }).click()
    await page.getByRole('textbox', { name: 'Row, 1 to' }).fill('654321')
    await page.keyboard.press('Enter')
    await page.getByRole('row', { selected: true }).getByText('ORD-654321').waitFor()
    await page.getByRole('button', { name: 'Go to a row' }).click()
    // 8:00 in UTC is 9:00 in Amsterdam; a row every ten milliseconds.
    await page.getByLabel('Moment').fill('2026-11-20T09:01:40')
    await page.getByRole('button', { name: 'Go', exact: true }).last().click()
    await page.getByRole('row', { selected: true }).getByText('ORD-10001').waitFor()
    await close()
  })

  it('shows every row whole at the place the wheel and the scroll bar lead to', async () => {
    const { page, close } = await openLog(1_000_000)
    await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight / 2))
    await page.getByRole('gridcell', { name: 'ORD-5' }).first().waitFor()
    const rowsBefore = await firstRow(page)
    expect(Math.abs(rowsBefore - 500_000)).toBeLessThan(5_000)
    await grid(page).hover()
    await page.mouse.wheel(0, 280)
    await expect.poll(() => firstRow(page)).toBe(rowsBefore + 10)
    await grid(page).evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await record(page, 999_999).waitFor()
    await close()
  })
})

describe('the log as it grows', () => {
  it('follows new rows at the end, and tells their number once it was scrolled up', async () => {
    const { page, tell, asked, close } = await openLog(1_000)
    await record(page, 999).waitFor()
    await tell('log:grew', { viewId: viewOf(asked), total: 1_002 })
    await expect.poll(() => grid(page).getAttribute('aria-rowcount')).toBe('1003')
    await expect.poll(() => lastRow(page)).toBe(1_002)
    await grid(page).hover()
    await page.mouse.wheel(0, -600)
    await expect.poll(() => lastRow(page)).toBeLessThan(1_000)
    await tell('log:grew', { viewId: viewOf(asked), total: 1_009 })
    await page.getByRole('button', { name: '7 new rows' }).click()
    await expect.poll(() => lastRow(page)).toBe(1_009)
    await page.getByRole('button', { name: 'new rows' }).waitFor({ state: 'detached' })
    await close()
  })
})

describe('finding something in the log', () => {
  it('narrows by outcome and keeps the filter in the address', async () => {
    const { page, filters, close } = await openLog(10_000)
    await page.getByRole('button', { name: 'All outcomes' }).click()
    await page.getByText('failed', { exact: true }).last().click()
    await page.keyboard.press('Escape')
    await page.getByText('1,000 rows').waitFor()
    expect(filters.at(-1)).toEqual({ outcomes: ['failed'] })
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe('#/log/{"outcomes":["failed"]}')
    await page.reload()
    await page.getByText('1,000 rows').waitFor()
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await page.getByText('10,000 rows').waitFor()
    await close()
  })

  it('searches the text once typing rests, and says when nothing is found', async () => {
    const { page, filters, close } = await openLog(10_000)
    const words = 'nothing-has-this'
    await page.getByRole('searchbox', { name: 'Search in the log' }).pressSequentially(words)
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
    // A slow machine rests between letters too, but not between all of them.
    expect(filters.filter(({ text }) => text !== undefined).length).toBeLessThan(words.length / 2)
    await page.getByRole('button', { name: 'Clear the filter' }).last().click()
    await page.getByText('10,000 rows').waitFor()
    expect(await page.getByRole('searchbox', { name: 'Search in the log' }).inputValue()).toBe('')
    await close()
  })

  it('asks for today by the word, and for a range of one’s own', async () => {
    const { page, filters, close } = await openLog(100)
    await page.getByRole('button', { name: /Time/ }).click()
    await page.getByRole('option', { name: 'Today' }).click()
    await expect.poll(() => filters.at(-1)?.from).toBeGreaterThan(0)
    expect(decodeURIComponent(new URL(page.url()).hash)).toBe('#/log/{"time":"today"}')
    await page.getByRole('button', { name: /Time/ }).click()
    await page.getByRole('option', { name: 'Between…' }).click()
    await page.getByLabel('From').fill('2026-11-20T09:00:00')
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await expect.poll(() => filters.at(-1)).toEqual({ from: Date.UTC(2026, 10, 20, 8) })
    await close()
  })
})

describe('working with rows', () => {
  it('opens a row with Enter: its facts as a tree, its changes, and the way to its record', async () => {
    const { page, close } = await openLog(1_000)
    await focus(page)
    await page.keyboard.press('Home')
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const details = page.getByRole('region', { name: 'Details of the row' })
    await details.getByText('no product with SKU 120105').waitFor()
    await details.getByText('422').waitFor()
    await details.getByText('12.', { exact: false }).first().waitFor()
    await details.getByRole('button', { name: 'All about this record' }).click()
    await expect.poll(() => new URL(page.url()).hash).toBe('#/record/ORD-6')
    await close()
  })

  it('picks a range with Shift and copies it as columns', async () => {
    const { page, close } = await openLog(1_000)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await focus(page)
    await page.keyboard.press('Home')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    expect(await page.getByRole('row', { selected: true }).count()).toBe(3)
    await page.keyboard.press('Control+c')
    await expect.poll(async () => (await page.evaluate(() => navigator.clipboard.readText())).split('\n').length).toBe(3)
    await close()
  })

  it('exports the picked rows, piece by piece, as a file', async () => {
    const { page, asked, close } = await openLog(1_000)
    await focus(page)
    await page.keyboard.press('Home')
    for (let step = 0; step < 29; step += 1) await page.keyboard.press('Shift+ArrowDown')
    await page.getByRole('button', { name: 'Export' }).click()
    const download = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'CSV' }).click()
    const file = await download
    expect(file.suggestedFilename()).toMatch(/^sluice-log-.*\.csv$/)
    const text = await readText(await file.createReadStream())
    expect(text.split('\n')).toHaveLength(31)
    expect(text.startsWith('ORD-1,created\nORD-2,updated\n')).toBe(true)
    expect(asked.filter(({ name }) => name === 'log:export')).toHaveLength(2)
    await close()
  })
})

describe('the log when there is nothing to show', () => {
  it('says what it is for while nothing was logged', async () => {
    const { page, close } = await openLog(0)
    await page.getByRole('heading', { name: 'Nothing logged yet' }).waitFor()
    await close()
  })

  it('says what went wrong, and tries again', async () => {
    const { handlers } = logHost(100)
    let isBroken = true
    const { page, close } = await openPage(
      {
        ...handlers,
        'log:open': (given, caller) => {
          if (isBroken) throw new Error('The journal is busy.')
          return handlers['log:open']?.(given, caller) as never
        },
      },
      { path: '/#/log' },
    )
    await page.getByRole('alert').getByText('The journal is busy.').waitFor()
    isBroken = false
    await page.getByRole('button', { name: 'Try again' }).click()
    await grid(page).waitFor()
    await close()
  })
})

describe('the look of the log', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing that keeps anybody out (${theme})`, async () => {
      const opened = await openLog(1_000_000, { theme })
      const { page, close } = opened
      await focus(page)
      await page.keyboard.press('End')
      for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Enter')
      await page.getByText('422').waitFor()
      await shoot(opened, `log-${theme}`)
      const { violations } = await new AxeBuilder({ page }).include('main').analyze()
      expect(
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [id, nodes[0]?.html]),
      ).toEqual([])
      await page.setViewportSize({ width: 1100, height: 720 })
      await shoot(opened, `log-small-${theme}`)
      await close()
    })
  }
})

/** The view whose rows were asked for last: the one on screen. */
function viewOf(asked: OpenedPage['asked']): string {
  const last = asked.findLast(({ name }) => name === 'log:rows')
  if (!last) throw new Error('No rows were asked for yet.')
  return (last.given as { readonly viewId: string }).viewId
}

async function firstRow(page: Page): Promise<number> {
  return await visibleRow(page, 'first')
}

async function lastRow(page: Page): Promise<number> {
  return await visibleRow(page, 'last')
}

/** The number of the first or last row that is whole on screen. */
async function visibleRow(page: Page, which: 'first' | 'last'): Promise<number> {
  return await grid(page).evaluate((element, wanted) => {
    const box = element.getBoundingClientRect()
    const seen = [...element.querySelectorAll<HTMLElement>('[data-row]')]
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return top >= box.top + 27 && bottom <= box.bottom + 1
      })
      .map((row) => Number(row.dataset.row) + 1)
    return wanted === 'first' ? Math.min(...seen) : Math.max(...seen)
  }, which)
}
