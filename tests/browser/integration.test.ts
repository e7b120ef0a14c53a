import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { begunDraft, books, integrationHost, till } from './integration-fixtures.ts'
import { closeBrowser, openPage } from './support/open-page.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })
afterAll(closeBrowser)

const shots = process.env.SLUICE_SHOTS

async function openWizard(given: Parameters<typeof integrationHost>[0] = {}, options: Parameters<typeof openPage>[1] = {}) {
  const kept = integrationHost(given)
  const opened = await openPage(kept.handlers, { path: '/#/integration', ...options })
  await opened.page.locator('.wizard-title').waitFor()
  return { ...opened, drafts: kept.drafts }
}

const goOn = (page: Page) => page.getByRole('button', { name: 'Continue' }).click()
const titled = (page: Page, title: string) => page.locator('.wizard-title').filter({ hasText: title }).waitFor()
const choose = (page: Page, side: 'First' | 'Second', system: string) =>
  page
    .getByRole('radiogroup', { name: `${side} system` })
    .getByText(system, { exact: true })
    .click()

describe('new integration', () => {
  it('finds systems by search, and says what can go between two and why the rest cannot', async () => {
    const { page, close } = await openWizard()
    await page.getByRole('searchbox', { name: 'Search systems' }).fill('till')
    const first = page.getByRole('radiogroup', { name: 'First system' })
    await expect.poll(() => first.getByRole('radio').count()).toBe(2)
    await choose(page, 'First', 'MplusKASSA')
    await page.getByRole('searchbox', { name: 'Search systems' }).fill('')
    await choose(page, 'Second', 'Odoo')
    const table = page.getByRole('table')
    await table
      .getByRole('row', { name: /^Orders/ })
      .getByText('possible')
      .first()
      .waitFor()
    await table
      .getByRole('row', { name: /^Prices/ })
      .getByText(/MplusKASSA/)
      .first()
      .waitFor()
    await close()
  })

  it('does not go on before two systems are chosen, and says so', async () => {
    const { page, close } = await openWizard()
    await goOn(page)
    await page.getByText('Choose a system.').first().waitFor()
    await titled(page, 'Two systems')
    await close()
  })

  it('practises with imitations, asks for connections where they are missing, and keeps every answer', async () => {
    const { page, asked, drafts, close } = await openWizard()
    await choose(page, 'First', 'MplusKASSA')
    await choose(page, 'Second', 'Odoo')
    await goOn(page)
    await titled(page, 'Connections')
    await goOn(page)
    await page.getByText('Choose or add a connection first.').first().waitFor()
    for (const system of ['MplusKASSA', 'Odoo']) {
      await page.getByRole('button', { name: `Practise instead with ${system}` }).click()
      await page
        .getByRole('region', { name: system })
        .getByText(/^Connected to/)
        .waitFor()
    }
    expect(asked.filter(({ name }) => name === 'practice:systems').map(({ given }) => given)).toEqual([
      { connectorIds: ['mplus'] },
      { connectorIds: ['odoo'] },
    ])
    await goOn(page)
    await titled(page, 'What goes across')
    await page.getByText('Orders to Odoo', { exact: true }).click()
    expect(await page.getByRole('checkbox', { name: 'Orders to MplusKASSA' }).isDisabled()).toBe(true)
    await expect.poll(() => drafts()[0]?.answers.lanes).toMatchObject([{ entity: 'order', from: 'left' }])
    expect(drafts()[0]?.connections).toEqual({ left: 'practice-mplus', right: 'practice-odoo' })
    await expect.poll(() => new URL(page.url()).hash).toBe('#/integration/fresh')
    await close()
  })

  it('goes on where it was left, from the list of what was begun', async () => {
    const { page, close } = await openWizard({ cards: [till, books], drafts: [begunDraft()] })
    await page.getByRole('button', { name: 'Go on with MplusKASSA ↔ Odoo' }).click()
    await titled(page, 'Orders: MplusKASSA → Odoo')
    await page.getByRole('navigation', { name: 'Steps' }).getByText('Till main street · Odoo of the shop').waitFor()
    await close()
  })

  it('throws away what was begun', async () => {
    const { page, drafts, close } = await openWizard({ drafts: [begunDraft()] })
    await page.getByRole('button', { name: 'Throw away MplusKASSA ↔ Odoo' }).click()
    await expect.poll(() => drafts()).toEqual([])
    await close()
  })

  it('brings the first missing answer into sight', async () => {
    const { page, close } = await openWizard({ cards: [till, books], drafts: [begunDraft()] }, { path: '/#/integration/begun' })
    await titled(page, 'Orders: MplusKASSA → Odoo')
    await page.getByRole('button', { name: /Customer of an order/ }).click()
    await page.getByRole('option', { name: 'Always the default debtor' }).click()
    await goOn(page)
    await page.getByText('1 answer is still needed here').waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('.setting')?.getAttribute('data-setting')))
      .toBe('defaultCustomer')
    await page.keyboard.type('42')
    await goOn(page)
    await titled(page, 'Codes')
    await close()
  })

  it('matches codes by itself, tries records side by side, and leads from a missing code to its table', async () => {
    const { page, drafts, close } = await openWizard({ cards: [till, books], drafts: [begunDraft()] }, { path: '/#/integration/begun' })
    await titled(page, 'Orders: MplusKASSA → Odoo')
    await goOn(page)
    await titled(page, 'Codes')
    const taxes = page.getByRole('region', { name: /^Tax codes/ })
    await taxes.getByText('complete').waitFor()
    await expect
      .poll(() => drafts()[0]?.answers.lanes[0]?.tables.find(({ kind }) => kind === 'tax-code')?.rows)
      .toEqual([
        { from: '1', to: '21%' },
        { from: '2', to: '9%' },
      ])
    await goOn(page)
    await titled(page, 'Try it')
    const table = page.getByRole('table')
    await table.getByText('would be created', { exact: true }).waitFor()
    await page.getByText('25 records read, 22 left out by your choices').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/integration-try.png` })
    await page.getByRole('button', { name: '1042' }).click()
    const codes = page.getByRole('row', { name: /^Lines 1 · Tax code/ })
    expect(await codes.getByRole('cell').allInnerTexts()).toEqual(['1', '21%'])
    await page.getByRole('button', { name: 'Complete the codes' }).click()
    await titled(page, 'Codes')
    await close()
  })

  it('says how far a try has come, and stops it at once', async () => {
    // A system that never answers.
    const tries = () => new Promise<never>(() => undefined)
    const { page, asked, tell, close } = await openWizard(
      { cards: [till, books], drafts: [begunDraft()], tries },
      { path: '/#/integration/begun' },
    )
    await titled(page, 'Orders: MplusKASSA → Odoo')
    await goOn(page)
    await titled(page, 'Codes')
    await page
      .getByRole('region', { name: /^Tax codes/ })
      .getByText('complete')
      .waitFor()
    await goOn(page)
    await titled(page, 'Try it')
    const lanes = page.getByRole('list', { name: 'Reading a few records and deciding about them' })
    await lanes.getByText('reading from MplusKASSA').waitFor()
    await expect.poll(() => asked.some(({ name }) => name === 'integration:try')).toBe(true)
    await tell('integration:trying', { id: 'begun', lane: 0, read: 25 })
    await lanes.getByText('25 records read, looking at what Odoo has').waitFor()
    // Another draft's news is none of this one's.
    await tell('integration:trying', { id: 'other', lane: 0, read: 7 })
    expect(await lanes.getByText('25 records read').count()).toBe(1)
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped before its end.').waitFor()
    await expect.poll(() => asked.some(({ name }) => name === 'integration:stop-try')).toBe(true)
    await page.getByRole('button', { name: 'Try again' }).click()
    await lanes.getByText('reading from MplusKASSA').waitFor()
    await close()
  })

  it('says why a flow could not be made, and stays where it is', async () => {
    const draft = { ...begunDraft(), step: 'finish' }
    const { page, close } = await openWizard({ cards: [till, books], drafts: [draft] }, { path: '/#/integration/begun' })
    for (const title of ['Codes', 'Try it', 'Switch it on']) {
      if ((await page.locator('.wizard-title').innerText()) !== 'Switch it on') {
        await goOn(page)
        await titled(page, title)
      }
    }
    await page.getByText('Chosen orders of MplusKASSA are placed in Odoo').waitFor()
    await page.getByRole('button', { name: 'Switch it on' }).last().click()
    await page.getByText('The disk is full.').waitFor()
    await titled(page, 'Switch it on')
    await close()
  })

  it.each([
    ['leaves orders of before today alone', false, /^Leave them alone/],
    ['between practice systems places every order', true, /^Place all there are/],
  ])('%s, unless it is told otherwise', async (_does, isPractice, chosen) => {
    const cards = [till, books].map((card) => ({ ...card, isPractice }))
    const { page, close } = await openWizard({ cards, drafts: [{ ...begunDraft(), step: 'finish' }] }, { path: '/#/integration/begun' })
    for (const title of ['Codes', 'Try it', 'Switch it on']) {
      if ((await page.locator('.wizard-title').innerText()) !== 'Switch it on') {
        await goOn(page)
        await titled(page, title)
      }
    }
    const old = page.getByRole('radiogroup', { name: 'Orders placed before today' })
    await old.getByRole('radio', { name: chosen, checked: true }).waitFor({ state: 'attached' })
    await close()
  })

  it('works by the keyboard alone', async () => {
    const { page, close } = await openWizard()
    const first = page.getByRole('radiogroup', { name: 'First system' })
    await page.getByRole('searchbox', { name: 'Search systems' }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => first.getByRole('radio', { checked: true }).count()).toBe(1)
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.getByRole('button', { name: 'Continue' }).focus()
    await page.keyboard.press('Enter')
    await titled(page, 'Connections')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Connections')
    await close()
  })

  it.each([
    ['light', 1440, 900],
    ['dark', 1440, 900],
    ['light', 1100, 720],
    ['dark', 1100, 720],
  ] as const)('keeps nobody out (%s, %i wide)', async (theme, width, height) => {
    const given = { cards: [till, books], drafts: [begunDraft()] }
    const { page, close } = await openWizard(given, { theme, size: { width, height } })
    const look = async (name: string) => {
      await page.evaluate(() => document.fonts.ready)
      if (shots) await page.screenshot({ path: `${shots}/integration-${name}-${theme}-${width}.png` })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(
        violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => [id, nodes[0]?.html]),
      ).toEqual([])
    }
    await choose(page, 'First', 'MplusKASSA')
    await choose(page, 'Second', 'Odoo')
    await look('systems')
    await goOn(page)
    await titled(page, 'Connections')
    await look('connections')
    await goOn(page)
    await titled(page, 'What goes across')
    await page.getByText('Orders to Odoo', { exact: true }).click()
    await look('kinds')
    await goOn(page)
    await titled(page, 'Orders')
    await look('questions')
    await goOn(page)
    await titled(page, 'Codes')
    await page
      .getByRole('region', { name: /^Tax codes/ })
      .getByText('complete')
      .waitFor()
    await look('codes')
    await goOn(page)
    await titled(page, 'Try it')
    await page.getByText('would be created', { exact: true }).waitFor()
    await page.getByRole('button', { name: '1042' }).click()
    await look('try')
    await goOn(page)
    await titled(page, 'Switch it on')
    await look('finish')
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await close()
  })
})
