import type { Page } from 'playwright-core'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { editorHost, template } from './canvas-fixtures.ts'
import { closeBrowser, type OpenedPage, openPage } from './support/open-page.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

let opened: OpenedPage | undefined

afterEach(async () => {
  await opened?.close()
  opened = undefined
})
afterAll(closeBrowser)

async function open(size?: { width: number; height: number }, panels: Readonly<Record<string, boolean>> = {}) {
  const host = editorHost(template(), { bindings: { till: 'till-1', books: 'odoo-1' } })
  opened = await openPage(host.handlers, { path: '/#/flow/orders', ...(size && { size }) })
  const { page } = opened
  await page.getByRole('application').waitFor({ timeout: 45_000 })
  if (panels.drawer) await page.keyboard.press('Control+j')
  return { page, host, palette: page.getByRole('complementary', { name: 'Palette' }) }
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim())
const focusStays = (page: Page, text: string) => expect.poll(() => focused(page)).toBe(text)

it('is one stop of Tab, walked with the arrow keys over the names of its sections too', async () => {
  const { page, palette } = await open()
  const search = palette.getByRole('searchbox', { name: 'Find a node' })
  await search.focus()
  await page.keyboard.press('Tab')
  const first = (await palette.locator('.palette-entry').first().innerText()).trim()
  await focusStays(page, first)
  await page.keyboard.press('ArrowUp')
  await focusStays(page, (await palette.locator('.palette-heading').first().innerText()).trim())
  await page.keyboard.press('End')
  await focusStays(page, (await palette.locator('.palette-entry').last().innerText()).trim())
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.palette') === null)).toBe(true)
  await page.keyboard.press('Shift+Tab')
  await focusStays(page, (await palette.locator('.palette-entry').last().innerText()).trim())
  await page.keyboard.press('Home')
  await focusStays(page, (await palette.locator('.palette-heading').first().innerText()).trim())
  expect(await palette.locator('.palette-list [tabindex="0"]').count()).toBe(1)
})

it('folds a section with Left and opens it with Right', async () => {
  const { page, palette } = await open()
  const heading = palette.locator('.palette-heading').first()
  const entries = palette.locator('.palette-section').first().locator('.palette-entry')
  const name = (await heading.innerText()).trim()
  await entries.nth(1).focus()
  await page.keyboard.press('ArrowLeft')
  await focusStays(page, name)
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => heading.getAttribute('aria-expanded')).toBe('false')
  await expect.poll(() => entries.count()).toBe(0)
  await focusStays(page, name)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => heading.getAttribute('aria-expanded')).toBe('true')
  await page.keyboard.press('ArrowRight')
  await focusStays(page, (await entries.first().innerText()).trim())
})

it('finds by typing and adds with Enter from the list', async () => {
  const { page, host, palette } = await open()
  await palette.getByRole('searchbox', { name: 'Find a node' }).fill('filter')
  await expect.poll(() => palette.getByRole('button', { name: 'Filter', exact: true }).count()).toBe(1)
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.evaluate(() => document.activeElement?.classList.contains('palette-entry'))).toBe(true)
  const name = await focused(page)
  await page.keyboard.press('Enter')
  await expect.poll(() => host.history.steps.map(({ label }) => label)).toEqual([`Added ${name}`])
})

it('shows the map small on a small canvas, and shows and hides it by a key', async () => {
  const { page } = await open({ width: 1100, height: 720 }, { drawer: true })
  const map = page.locator('.minimap')
  await expect.poll(async () => (await map.boundingBox())?.width).toBeLessThan(120)
  await map.hover()
  await expect.poll(async () => (await map.boundingBox())?.width).toBeGreaterThan(170)
  await page.getByRole('application').focus()
  await page.keyboard.press('Shift+Digit3')
  await map.waitFor({ state: 'detached' })
  await page.keyboard.press('Shift+Digit3')
  await map.waitFor()
})

it('leaves room for the map and the tools when all of the flow is shown', async () => {
  const { page } = await open({ width: 1100, height: 720 }, { drawer: true })
  await page.mouse.move(5, 5)
  const isCovered = () =>
    page.evaluate(() => {
      const over = [...document.querySelectorAll('.minimap, .canvas-tools')].map((one) => one.getBoundingClientRect())
      const nodes = [...document.querySelectorAll('[data-thing]')].map((one) => one.getBoundingClientRect())
      return nodes.some((node) =>
        over.some((one) => node.left < one.right && one.left < node.right && node.top < one.bottom && one.top < node.bottom),
      )
    })
  await page.getByRole('application').focus()
  await page.keyboard.press('Shift+Digit1')
  await expect.poll(isCovered).toBe(false)
})
