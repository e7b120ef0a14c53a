import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import type { CodeTable } from '#core/codes/code-tables.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { BusyError } from '#core/kit/errors.ts'
import { codesFlow, openTables, tablesNode } from './codes-fixtures.ts'
import { closeBrowser } from './support/open-page.ts'

afterAll(closeBrowser)

const timeout = 90_000
const tableOf = (page: Page, kind: string) => page.getByRole('region', { name: kind })

it(
  'matches codes by percentage and by name, and leaves the rest to be done by hand',
  async () => {
    const { page, panel, tables, close } = await openTables()
    await panel.getByRole('button', { name: 'Add table: Tax codes' }).click()
    const taxes = tableOf(page, 'Tax codes')
    await taxes.getByText('4 not matched yet').waitFor()
    await taxes.getByRole('button', { name: 'Match by name and percentage' }).click()
    await taxes.getByText('3 matched. 1 left to do by hand.').waitFor()
    await expect
      .poll(() => tables()?.[0])
      .toEqual({
        kind: 'tax-code',
        missing: 'fail',
        rows: [
          { from: '1', to: 'VH' },
          { from: '2', to: 'VL' },
          { from: '3', to: 'V0' },
        ],
      } satisfies CodeTable)
    const left = taxes.getByRole('combobox', { name: 'To, row 4' })
    await left.fill('marge')
    await page.getByRole('option', { name: 'VM · Margeregeling' }).click()
    await expect.poll(() => tables()?.[0]?.rows.at(-1)).toEqual({ from: '7', to: 'VM' })
    await taxes.getByText('complete').waitFor()
    await close()
  },
  timeout,
)

it(
  'adds a row for one country with nothing but the keyboard, and takes it out again',
  async () => {
    const { page, panel, tables, close } = await openTables({
      tables: [{ kind: 'tax-code', rows: [{ from: '1', to: 'VH' }], missing: 'fail' }],
    })
    const taxes = tableOf(page, 'Tax codes')
    await taxes.getByRole('combobox', { name: 'From, row 1' }).waitFor()
    await taxes.getByRole('button', { name: 'Add row' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('hoog')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('belg')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type('VB')
    await expect.poll(() => tables()?.[0]?.rows.at(-1)).toEqual({ from: '1', country: 'BE', to: 'VB' })
    await taxes.getByRole('combobox', { name: 'To, row 5' }).waitFor()
    await panel.getByText('not in Odoo').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect.poll(() => tables()?.[0]?.rows).toEqual([{ from: '1', to: 'VH' }])
    await close()
  },
  timeout,
)

it(
  'says at its row that a code stands there twice',
  async () => {
    const { page, close } = await openTables({
      tables: [
        {
          kind: 'tax-code',
          rows: [
            { from: '1', to: 'VH' },
            { from: '1', to: 'VL' },
          ],
          missing: 'fail',
        },
      ],
    })
    await tableOf(page, 'Tax codes').getByText('There is a row for this code and country already').waitFor()
    await close()
  },
  timeout,
)

it(
  'asks for the default where it is used, and writes it',
  async () => {
    const { page, tables, close } = await openTables({ tables: [{ kind: 'tax-code', rows: [], missing: 'fail' }] })
    const taxes = tableOf(page, 'Tax codes')
    await taxes.getByRole('radio', { name: 'Use the default' }).click({ force: true })
    await taxes.getByText('Choose the code that is used.').waitFor()
    await taxes.getByRole('combobox', { name: 'Default of Tax codes' }).fill('VH')
    await taxes.getByText('Choose the code that is used.').waitFor({ state: 'detached' })
    await expect.poll(() => tables()?.[0]).toEqual({ kind: 'tax-code', rows: [], missing: 'default', default: 'VH' })
    await close()
  },
  timeout,
)

it(
  'asks for the connection that is missing, and takes typed codes meanwhile',
  async () => {
    const { page, panel, tables, close } = await openTables({
      tables: [{ kind: 'tax-code', rows: [], missing: 'fail' }],
      bindings: { till: 'till-1' },
    })
    const taxes = tableOf(page, 'Tax codes')
    await taxes.getByText(/Bind .Books. to a connection/).waitFor()
    await taxes.getByRole('combobox', { name: 'To, row 1' }).fill('21% incl.')
    await expect.poll(() => tables()?.[0]?.rows).toEqual([{ from: '1', to: '21% incl.' }])
    await panel.getByRole('button', { name: /Codes go to/ }).click()
    await page.getByRole('option', { name: 'Odoo Demo BV' }).click()
    await taxes.getByText('not in Odoo').waitFor()
    await close()
  },
  timeout,
)

it(
  'tells that a list could not be had, and asks for it again',
  async () => {
    let isDown = true
    const { page, close } = await openTables({
      tables: [{ kind: 'tax-code', rows: [], missing: 'fail' }],
      choices: (list) => {
        if (list === 'taxes' && isDown) throw new BusyError('Odoo at demo.odoo.com does not answer.')
        return undefined
      },
    })
    const taxes = tableOf(page, 'Tax codes')
    await taxes.getByText('Odoo at demo.odoo.com does not answer.').waitFor()
    isDown = false
    await taxes.getByRole('button', { name: 'Try again' }).click()
    await taxes.getByRole('button', { name: 'Match by name and percentage' }).click()
    await taxes.getByText('3 matched.').waitFor()
    await close()
  },
  timeout,
)

it(
  'shows five hundred codes with few rows on the page, the last one within reach',
  async () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ value: String(index + 1), label: `${index + 1} · code` }))
    const { page, tables, close } = await openTables({
      tables: [{ kind: 'tax-code', rows: [], missing: 'fail' }],
      choices: (list) => (list === 'vat-groups' ? many : undefined),
    })
    const taxes = tableOf(page, 'Tax codes')
    await taxes.getByText('500 not matched yet').waitFor()
    expect(await taxes.getByRole('combobox', { name: /^To, row/ }).count()).toBeLessThan(60)
    await taxes.getByRole('button', { name: 'Add row' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id !== '' && document.activeElement?.tagName)).toBe('INPUT')
    await page.keyboard.type('501')
    await taxes.getByRole('combobox', { name: 'To, row 501' }).fill('VH')
    await expect.poll(() => tables()?.[0]?.rows).toEqual([{ from: '501', to: 'VH' }])
    await close()
  },
  timeout,
)

it(
  'goes back with the flow’s own undo',
  async () => {
    const { page, tables, close } = await openTables({ tables: [{ kind: 'tax-code', rows: [{ from: '1', to: 'VH' }], missing: 'fail' }] })
    await tableOf(page, 'Tax codes').getByRole('button', { name: 'Match by name and percentage' }).click()
    await expect.poll(() => tables()?.[0]?.rows.length).toBe(3)
    await page.keyboard.press('Escape')
    await page.locator('.react-flow__node', { hasText: 'Codes of the books' }).first().focus()
    await page.keyboard.press('Control+z')
    await expect.poll(() => tables()?.[0]?.rows.length).toBe(1)
    await close()
  },
  timeout,
)

it(
  'has nothing serious for axe to find, in light and in dark',
  async () => {
    for (const theme of ['light', 'dark'] as const) {
      const { page, close } = await openTables(
        {
          tables: [
            {
              kind: 'tax-code',
              rows: [
                { from: '1', to: 'VH' },
                { from: '1', to: 'X' },
              ],
              missing: 'default',
            },
          ],
        },
        { theme },
      )
      await tableOf(page, 'Tax codes').getByText('not in Odoo').waitFor()
      const { violations } = await new AxeBuilder({ page }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      await close()
    }
  },
  timeout,
)

it('keeps the fixture a flow with its node', () => {
  const document: FlowDocument = codesFlow([])
  expect(document.nodes.some(({ id }) => id === tablesNode)).toBe(true)
})
