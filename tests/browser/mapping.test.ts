import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import type { FlowDocument } from '#core/flow/document.ts'
import type { Json } from '#core/kit/record.ts'
import { type FixtureOptions, openEditor, withSettings } from './inspector-fixtures.ts'
import { closeBrowser, type openPage } from './support/open-page.ts'

afterAll(closeBrowser)

const timeout = 90_000

async function openMappings(options: FixtureOptions = {}, look: Parameters<typeof openPage>[1] = {}) {
  const opened = await openEditor(options, look)
  await opened.page.locator('.react-flow__node', { hasText: 'In the terms of the books' }).first().click()
  await opened.page.getByRole('button', { name: 'Open mappings' }).click()
  const panel = opened.page.getByRole('dialog', { name: 'In the terms of the books' })
  await panel.getByRole('grid', { name: 'Comes in' }).waitFor()
  const mappings = () => {
    const saved = opened.asked.findLast((one) => one.name === 'flow:save-draft')?.given as { readonly document: FlowDocument } | undefined
    return saved?.document.nodes.find((node) => node.id === 'books-terms')?.settings.mappings as
      | readonly Readonly<Record<string, Json>>[]
      | undefined
  }
  return { ...opened, panel, mappings }
}

const rowOf = (page: Page, target: string) => page.getByRole('group', { name: `Mapping of ${target}`, exact: true })

it(
  'shows what each mapping makes of the chosen record, line by line, and why it makes nothing',
  async () => {
    const { page, panel, close } = await openMappings()
    await rowOf(page, 'customer.email').getByText('jan@voorbeeld.nl').waitFor()
    const lines = rowOf(page, 'lines[].taxCode').getByRole('list', { name: 'Result for each line' })
    await lines.getByText('21% incl.').waitFor()
    await lines.getByText('9% incl.').waitFor()
    for (let count = 0; count < 6; count++) await panel.getByRole('button', { name: 'Next record' }).click()
    await panel.getByText('7 of 50').waitFor()
    await rowOf(page, 'lines[].taxCode').getByText('Order 1048, line 1: tax code "9" has no mapping.').waitFor()
    await close()
  },
  timeout,
)

it(
  'mends a value map where it fails',
  async () => {
    const { page, panel, mappings, close } = await openMappings()
    for (let count = 0; count < 6; count++) await panel.getByRole('button', { name: 'Next record' }).click()
    await rowOf(page, 'lines[].taxCode').getByText('has no mapping').waitFor()
    await rowOf(page, 'lines[].taxCode')
      .getByRole('button', { name: /Value map/ })
      .click()
    const step = page.getByRole('dialog', { name: 'Value map' })
    await step.getByRole('button', { name: 'Add value' }).click()
    await step.getByLabel('From, row 4').fill('9')
    await step.getByLabel('To, row 4').fill('0%')
    await page.keyboard.press('Escape')
    await rowOf(page, 'lines[].taxCode').getByText('has no mapping').waitFor({ state: 'detached' })
    await rowOf(page, 'lines[].taxCode').getByText('0%').waitFor()
    await expect.poll(() => mappings()?.[0]?.steps).toMatchObject([{ do: 'value-map', table: { '9': '0%' } }])
    await close()
  },
  timeout,
)

it(
  'maps a field by dragging it onto a target',
  async () => {
    const { panel, page, mappings, close } = await openMappings()
    const source = panel.getByRole('grid', { name: 'Comes in' }).locator('[data-key="data.customer.name"]')
    const target = panel.getByRole('listbox', { name: 'Can be filled' }).getByRole('option', { name: /Customer reference/ })
    await panel.getByRole('searchbox', { name: 'Search fields', exact: true }).fill('reference')
    await source.dragTo(target)
    await rowOf(page, 'customerReference').getByText('Jan de Vries').waitFor()
    await expect.poll(() => mappings()?.at(-1)).toEqual({ target: 'customerReference', path: 'data.customer.name' })
    await close()
  },
  timeout,
)

it(
  'maps, adds a function and moves a row with nothing but the keyboard',
  async () => {
    const { panel, page, mappings, close } = await openMappings()
    await panel.getByRole('searchbox', { name: 'Search fields', exact: true }).fill('note')
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('option')
    await page.keyboard.press('Enter')
    const row = rowOf(page, 'note')
    await row.waitFor()
    await expect
      .poll(() => row.getByRole('combobox', { name: 'Value of note' }).evaluate((field) => field === document.activeElement))
      .toBe(true)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('data.customer.name')
    await page.keyboard.press('Escape')
    await row.getByRole('button', { name: 'Add a function' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('upper')
    await page.keyboard.press('Enter')
    await row.getByText('JAN DE VRIES').waitFor()
    await row.getByRole('button', { name: /Move note/ }).focus()
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => mappings()?.map((one) => one.target)).toEqual(['lines[].taxCode', 'shippingMethod', 'note', 'customer.email'])
    expect(mappings()?.[2]).toEqual({ target: 'note', path: 'data.customer.name', steps: [{ do: 'upper' }] })
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    await close()
  },
  timeout,
)

it(
  'keeps the keyboard in a value map as its rows come and go',
  async () => {
    const { page, close } = await openMappings()
    const isFocused = (element: Element) => element === document.activeElement
    await rowOf(page, 'lines[].taxCode')
      .getByRole('button', { name: /Value map/ })
      .press('Enter')
    const step = page.getByRole('dialog', { name: 'Value map' })
    await step.getByRole('button', { name: 'Add value' }).press('Enter')
    await expect.poll(() => step.getByLabel('From, row 4').evaluate(isFocused)).toBe(true)
    await page.keyboard.type('9')
    await page.keyboard.press('Tab')
    await page.keyboard.type('0%')
    const remove = step.locator('.value-table-row button')
    await remove.nth(1).press('Enter')
    await expect.poll(() => remove.count()).toBe(3)
    await expect.poll(() => remove.nth(1).evaluate(isFocused)).toBe(true)
    await remove.nth(2).press('Enter')
    await expect.poll(() => remove.count()).toBe(2)
    await expect.poll(() => remove.nth(1).evaluate(isFocused)).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => remove.count()).toBe(1)
    await page.keyboard.press('Enter')
    await expect.poll(() => step.getByRole('button', { name: 'Add value' }).evaluate(isFocused)).toBe(true)
    await close()
  },
  timeout,
)

it(
  'goes to the next mapping when one is removed',
  async () => {
    const { page, mappings, close } = await openMappings()
    await rowOf(page, 'lines[].taxCode').getByRole('button', { name: 'Remove the mapping of lines[].taxCode' }).press('Enter')
    await expect.poll(() => mappings()?.map((one) => one.target)).toEqual(['shippingMethod', 'customer.email'])
    const next = rowOf(page, 'shippingMethod').getByRole('button', { name: 'Remove the mapping of shippingMethod' })
    await expect.poll(() => next.evaluate((button) => button === document.activeElement)).toBe(true)
    await close()
  },
  timeout,
)

it(
  'moves and removes functions of a chain',
  async () => {
    const { page, mappings, close } = await openMappings()
    const row = rowOf(page, 'customer.email')
    await row.getByRole('button', { name: /^Lower case/ }).focus()
    await page.keyboard.press('Alt+ArrowLeft')
    await expect.poll(() => mappings()?.[2]?.steps).toEqual([{ do: 'lower' }, { do: 'trim' }])
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Lower case')
    await page.keyboard.press('Delete')
    await expect.poll(() => mappings()?.[2]?.steps).toEqual([{ do: 'trim' }])
    await close()
  },
  timeout,
)

it(
  'begins a value as a text with fields, a fixed value or the first of several',
  async () => {
    const { page, mappings, close } = await openMappings()
    const row = rowOf(page, 'shippingMethod')
    await row.getByRole('button', { name: /begins with/ }).click()
    await page.getByRole('menuitem', { name: 'First that is filled' }).click()
    await row.getByRole('button', { name: 'Add value' }).click()
    await row.getByRole('button', { name: /part 2 begins with/ }).click()
    await page.getByRole('menuitem', { name: 'Fixed value' }).click()
    await row.getByRole('textbox', { name: 'Value of shippingMethod, part 2' }).fill('POSTNL')
    await expect.poll(() => mappings()?.[1]).toMatchObject({ firstOf: [{ path: 'data.shippingMethod' }, { constant: 'POSTNL' }] })
    await row.getByText('Standaard bezorging').waitFor()
    await close()
  },
  timeout,
)

it(
  'tells a target that two rows fill at its row',
  async () => {
    const twice: Json = [
      { target: 'note', path: 'data.number' },
      { target: 'note', constant: 'x' },
    ]
    const { page, close } = await openMappings({ document: withSettings('books-terms', { mappings: twice }) })
    await rowOf(page, 'note').last().getByText('"note" is filled by another mapping already').waitFor()
    await close()
  },
  timeout,
)

it(
  'tries things on a made-up record while the flow has none, and offers to get some',
  async () => {
    const { page, panel, asked, tell, close } = await openMappings({ records: 0 })
    await panel.getByText('Made up', { exact: true }).waitFor()
    await rowOf(page, 'customer.email').getByText('jan@voorbeeld.nl').waitFor()
    await panel.getByRole('button', { name: 'Get records' }).click()
    await expect
      .poll(() => asked.find((one) => one.name === 'data:preview')?.given)
      .toMatchObject({ nodeId: 'books-terms', scope: 'to-here' })
    await tell('data:preview-ended', { flowId: 'mplus-orders-to-odoo', previewId: 'p1', state: 'finished', error: null })
    await close()
  },
  timeout,
)

it(
  'marks what Odoo cannot do without',
  async () => {
    const { panel, close } = await openMappings()
    const targets = panel.getByRole('listbox', { name: 'Can be filled' })
    await targets
      .getByRole('option', { name: /E-mail/ })
      .getByText('for Odoo')
      .waitFor()
    await targets
      .getByRole('option', { name: /Currency/ })
      .getByText('required')
      .waitFor()
    await close()
  },
  timeout,
)

it.each(['light', 'dark'] as const)(
  'has no serious fault for screen readers, in %s',
  async (theme) => {
    const { page, close } = await openMappings({}, { theme })
    const { violations } = await new AxeBuilder({ page }).include('.map-panel').analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))])).toEqual([])
    await close()
  },
  timeout,
)
