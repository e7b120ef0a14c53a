import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { books, connectionHost, practice, till } from './connections-fixtures.ts'
import { closeBrowser, openPage } from './support/open-page.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })
afterAll(closeBrowser)

const shots = process.env.SLUICE_SHOTS

async function openConnections(cards: readonly ConnectionCard[], options: Parameters<typeof openPage>[1] = {}) {
  const kept = connectionHost(cards)
  const opened = await openPage(kept.handlers, { ...options, path: '/#/connections' })
  await opened.page.getByRole('heading', { name: cards.length > 0 ? 'Connections' : 'No connections yet', exact: true }).waitFor()
  return { ...opened, cards: kept.cards }
}

describe('the list of connections', () => {
  it('says whom each one reaches, what it may do and who uses it', async () => {
    const { page, close } = await openConnections([books, till, practice])
    const [first, second, third] = await page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading') })
      .all()
    await first?.getByText('Connected to Demo BV as sales@demo.example').waitFor()
    await first?.getByText('The Inventory app is not installed').waitFor()
    await second?.getByText('MplusKASSA refused ident and secret.').waitFor()
    await second?.getByText('Ask MplusKASSA whether').waitFor()
    await second?.getByText('read only').waitFor()
    await third?.getByText('practice', { exact: true }).waitFor()
    await first?.getByRole('button', { name: 'Stock back to the till' }).click()
    await expect.poll(() => new URL(page.url()).hash).toBe('#/flow/stock')
    await close()
  })

  it('shows how many calls of the hour are used, as they are made', async () => {
    const at = new Date('2026-11-22T10:42:00+01:00').getTime()
    const calls = { used: 420, limit: 500, per: 'hour', freesAt: at, waitsUntil: null } as const
    const { page, tell, close } = await openConnections([{ ...books, calls }])
    await page.getByRole('meter', { name: '420 of 500 calls this hour' }).waitFor()
    await tell('connection:calls', { connectionId: 'books', calls: { ...calls, used: 497 } })
    await page.getByText('3 calls left until 10:42').waitFor()
    await close()
  })

  it('says what connections are for while there are none', async () => {
    const { page, close } = await openConnections([])
    await page.getByRole('button', { name: 'Add connection' }).click()
    await page.getByRole('dialog', { name: 'Connect to which system?' }).waitFor()
    await close()
  })

  it('names the flows that lose a connection before it is removed', async () => {
    const { page, cards, close } = await openConnections([books, till])
    await page.getByRole('button', { name: 'More for Odoo of the shop' }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Remove Odoo of the shop?' })
    await dialog.getByText('Webshop orders to Odoo').waitFor()
    await dialog.getByText('Stock back to the till').waitFor()
    await dialog.getByText('Its secrets are taken out of the keychain.').waitFor()
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('heading', { name: 'Odoo of the shop' }).waitFor({ state: 'detached' })
    expect(cards().map(({ id }) => id)).toEqual(['till'])
    await close()
  })

  it('makes a connection read only', async () => {
    const { page, asked, close } = await openConnections([books])
    await page.getByRole('button', { name: 'More for Odoo of the shop' }).click()
    await page.getByRole('menuitem', { name: 'Make read only' }).click()
    await expect
      .poll(() => asked.find(({ name }) => name === 'connection:change')?.given)
      .toEqual({ connectionId: 'books', readOnly: true })
    await close()
  })
})

describe('adding a connection', () => {
  it('finds the system, asks what it needs, is tested before it is kept, and never shows a secret', async () => {
    const { page, asked, cards, tell, close } = await openConnections([books])
    await page.getByRole('button', { name: 'Add connection' }).click()
    await page.getByRole('searchbox', { name: 'Search systems' }).fill('odoo database')
    await expect.poll(() => page.getByRole('dialog').getByRole('listitem').count()).toBe(1)
    await page.getByRole('dialog').getByRole('button', { name: 'Odoo' }).click()

    const dialog = page.getByRole('dialog', { name: 'New connection to Odoo' })
    expect(await dialog.getByRole('textbox', { name: 'Name (required)' }).inputValue()).toBe('Odoo')
    await dialog.getByRole('button', { name: 'Test' }).click()
    await dialog.getByText('Is needed to connect.').first().waitFor()
    expect(asked.some(({ name }) => name === 'connection:test')).toBe(false)

    await dialog.getByRole('textbox', { name: 'Address' }).fill('https://demo.odoo.example')
    await dialog.getByRole('textbox', { name: 'Database' }).fill('demo')
    const key = dialog.getByLabel('API key (required)')
    expect(await key.getAttribute('type')).toBe('password')
    await key.fill('wrong-key')
    await dialog.getByRole('button', { name: 'Where do I find this? API key' }).click()
    await dialog.getByText('Account security → New API key').waitFor()
    await dialog.getByRole('button', { name: 'Test' }).click()
    // Said at the field it is about, which has the focus, and in full below.
    const refused = dialog.getByText('Odoo refused the API key for database "demo".')
    await expect.poll(() => refused.count()).toBe(2)
    await expect.poll(() => key.evaluate((field) => field === document.activeElement && field.getAttribute('aria-invalid'))).toBe('true')
    await key.fill('good-key')
    await expect.poll(() => refused.count()).toBe(0)
    await dialog.getByRole('button', { name: 'Test' }).click()
    await dialog.getByText('Connected to Demo BV as sales@demo.example').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/connection-form.png` })
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('heading', { name: 'Odoo', exact: true }).waitFor()
    expect(cards().at(-1)).toMatchObject({ name: 'Odoo', settings: { database: 'demo', language: 'en_US' }, secretFields: ['apiKey'] })
    expect(await page.content()).not.toContain('good-key')

    // What was tested a moment ago stays tested.
    const id = cards().at(-1)?.id ?? ''
    await expect.poll(() => cards().at(-1)?.state.kind).toBe('working')
    await tell('connection:changed', { connectionId: id })
    const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Odoo', exact: true }) })
    await row.getByText('Connected to Demo BV as sales@demo.example').waitFor()
    await close()
  })

  it('works by the keyboard alone', async () => {
    const { page, cards, close } = await openConnections([])
    await page.getByRole('button', { name: 'Add connection' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('Mplus')
    await page.getByRole('dialog').getByRole('listitem').getByText('MplusKASSA', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^MplusKASSA/ }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Port (required)').focus()
    await page.keyboard.type('34511')
    await page.getByLabel('Ident (required)').focus()
    await page.keyboard.type('shop')
    await page.getByLabel('Secret (required)').focus()
    await page.keyboard.type('hush')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'MplusKASSA', exact: true }).waitFor()
    expect(cards()[0]?.settings).toMatchObject({ port: 34511, currency: 'EUR' })
    await close()
  })
})

describe('changing a connection', () => {
  it('says that a secret is kept, leaves it alone, and tests with it', async () => {
    const { page, asked, close } = await openConnections([books])
    await page.getByRole('button', { name: 'More for Odoo of the shop' }).click()
    await page.getByRole('menuitem', { name: 'Change' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change Odoo of the shop' })
    const key = dialog.getByLabel('API key', { exact: true })
    expect(await key.inputValue()).toBe('')
    expect(await key.getAttribute('placeholder')).toContain('Kept in the keychain')
    await dialog.getByRole('textbox', { name: 'Name (required)' }).fill('Odoo, Demo BV')
    await dialog.getByRole('button', { name: 'Test' }).click()
    await dialog.getByText('Connected to Demo BV').waitFor()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Odoo, Demo BV' }).waitFor()
    for (const name of ['connection:test', 'connection:change']) {
      const given = asked.find((one) => one.name === name)?.given as { settings: object }
      expect(given.settings).not.toHaveProperty('apiKey')
      expect(given.settings).toMatchObject({ url: 'https://demo.odoo.example' })
    }
    await close()
  })
})

describe('the look of connections', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing that keeps anybody out (${theme})`, async () => {
      const { page, close } = await openConnections([books, till, practice], { theme })
      const serious = async (within: string) =>
        (await new AxeBuilder({ page }).include(within).analyze()).violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => [id, nodes[0]?.html])
      if (shots) await page.screenshot({ path: `${shots}/connections-${theme}.png` })
      expect(await serious('main')).toEqual([])
      await page.getByRole('button', { name: 'More for Till in Utrecht' }).click()
      await page.getByRole('menuitem', { name: 'Change' }).click()
      await page.getByRole('button', { name: 'Where do I find this? Port' }).click()
      if (shots) await page.screenshot({ path: `${shots}/connection-change-${theme}.png` })
      expect(await serious('[role=dialog]')).toEqual([])
      await close()
    })
  }
})
