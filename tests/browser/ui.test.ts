import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { hostWith } from './support/host-fixtures.ts'
import { closeBrowser, type OpenedPage, openPage } from './support/open-page.ts'

// A loaded machine opens a page slowly; nothing here measures time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let opened: OpenedPage
let page: Page

beforeAll(async () => {
  opened = await openPage(hostWith(), { path: '/gallery/' })
  page = opened.page
  await page.getByRole('heading', { name: 'Primitives' }).waitFor()
}, 120_000)

afterAll(closeBrowser)

const state = async () => JSON.parse((await page.getByLabel('State').textContent()) ?? '{}') as Record<string, unknown>
const done = () => page.getByLabel('Done', { exact: true }).textContent()
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key)
}
const hasFocus = (locator: ReturnType<Page['locator']>) => locator.evaluate((element) => element === document.activeElement)

describe('fields, by keyboard', () => {
  it('a select opens, moves and chooses with arrows and Enter, and takes the focus back', async () => {
    const button = page.getByRole('button', { name: 'Tax' })
    await button.focus()
    await press('Enter')
    await page.getByRole('option', { name: '9 %' }).waitFor()
    await press('ArrowDown', 'Enter')
    await expect.poll(state).toMatchObject({ tax: 'low' })
    await expect.poll(() => hasFocus(button)).toBe(true)
  })

  it('a combo box offers choices and keeps free text', async () => {
    const field = page.getByRole('combobox', { name: 'Field' })
    await field.focus()
    await page.keyboard.type('custom_7')
    await press('Tab')
    await expect.poll(state).toMatchObject({ field: 'custom_7' })
    await field.fill('')
    await page.keyboard.type('9')
    await page.getByRole('option', { name: '9 %' }).waitFor()
    await press('ArrowDown', 'Enter')
    await expect.poll(state).toMatchObject({ field: '9 %' })
    await page.getByRole('listbox').waitFor({ state: 'detached' })
  })

  it('a number goes up and down with arrows, stays within its bounds and may be empty', async () => {
    const field = page.getByRole('textbox', { name: 'Page size' })
    await field.focus()
    await press('ArrowUp')
    await expect.poll(state).toMatchObject({ count: 101 })
    await field.fill('9000')
    await press('Tab')
    await expect.poll(state).toMatchObject({ count: 500 })
    await field.fill('')
    await press('Tab')
    await expect.poll(state).toMatchObject({ count: null })
  })

  it('a secret stays hidden until it is shown', async () => {
    const field = page.getByLabel('API key', { exact: true })
    await field.fill('s3cret')
    expect(await field.getAttribute('type')).toBe('password')
    await press('Tab', 'Enter')
    await expect.poll(() => field.getAttribute('type')).toBe('text')
  })

  it('switches, boxes and rounds answer to space and arrows', async () => {
    await page.getByRole('switch', { name: 'Schedule' }).focus()
    await press('Space')
    await page.getByRole('checkbox', { name: 'With pinned data' }).focus()
    await press('Space')
    await page.getByRole('radio', { name: 'Run' }).focus()
    await press('ArrowDown')
    await expect.poll(state).toMatchObject({ isOn: true, isChecked: true, mode: 'plan' })
  })

  it('a problem is tied to its field', async () => {
    const field = page.getByLabel('Address')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const described = (await field.getAttribute('aria-describedby')) ?? ''
    const words = await Promise.all(described.split(' ').map((id) => page.locator(`[id="${id}"]`).textContent()))
    expect(words.join(' ')).toContain('An address begins with https://.')
  })
})

describe('what floats, by keyboard', () => {
  it('a menu runs what is chosen, passes over what cannot be, and gives the focus back on Escape', async () => {
    const button = page.getByRole('button', { name: 'More', exact: true })
    await button.focus()
    await press('Enter')
    await expect.poll(() => hasFocus(page.getByRole('menuitem', { name: 'Copy' }))).toBe(true)
    await press('ArrowDown', 'Enter')
    await expect.poll(done).toBe('deleted')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await button.focus()
    await press('Enter')
    await expect.poll(() => hasFocus(page.getByRole('menuitem', { name: 'Copy' }))).toBe(true)
    await press('Escape')
    await expect.poll(() => hasFocus(button)).toBe(true)
  })

  it('a dialog keeps the focus inside, closes on Escape and gives it back', async () => {
    const button = page.getByRole('button', { name: 'Open dialog' })
    await button.focus()
    await press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Rename' })
    await dialog.waitFor()
    for (let turn = 0; turn < 6; turn += 1) {
      await press('Tab')
      expect(await dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true)
    }
    await press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => hasFocus(button)).toBe(true)
  })

  it('a question about removing begins at Cancel', async () => {
    await page.getByRole('button', { name: 'Remove', exact: true }).focus()
    await press('Enter')
    const dialog = page.getByRole('alertdialog')
    await expect.poll(() => hasFocus(dialog.getByRole('button', { name: 'Cancel' }))).toBe(true)
    await press('Tab', 'Enter')
    await expect.poll(done).toBe('removed')
  })

  it('a tooltip says the name of a button that has the focus', async () => {
    await page.getByRole('button', { name: 'More', exact: true }).focus()
    await press('Tab')
    await page.getByRole('tooltip', { name: 'Pin' }).waitFor()
  })

  it('a toast can be acted on', async () => {
    await page.getByRole('button', { name: 'Tell' }).press('Enter')
    await page.getByRole('log').getByRole('button', { name: 'Undo' }).press('Enter')
    await expect.poll(done).toBe('undone')
    await expect.poll(() => page.getByText('Flow published').count()).toBe(0)
  })
})

describe('places, by keyboard', () => {
  it('tabs move with arrows', async () => {
    await page.getByRole('tab', { name: 'Data' }).focus()
    await press('ArrowRight')
    await page.getByRole('tabpanel', { name: 'Log' }).waitFor()
  })

  it('an edge moves with arrows, stops at its bounds and is remembered', async () => {
    const edge = page.getByRole('separator', { name: 'Width of Sample' })
    await edge.focus()
    await press('ArrowRight')
    await expect.poll(() => edge.getAttribute('aria-valuenow')).toBe('216')
    expect(opened.asked.findLast(({ name }) => name === 'app:change-preferences')?.given).toEqual({ panels: { sample: 216 } })
    for (let turn = 0; turn < 8; turn += 1) await press('ArrowRight')
    await expect.poll(() => edge.getAttribute('aria-valuenow')).toBe('300')
  })

  it('a value is copied by a press', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy ORD-2026-0001042' }).press('Enter')
    await page.getByText('Copied').waitFor({ state: 'attached' })
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('ORD-2026-0001042')
  })
})
