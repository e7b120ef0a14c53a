import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, describe, expect, it, vi } from 'vitest'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { books, connectionHost, consentUrl } from './connections-fixtures.ts'
import { info } from './support/host-fixtures.ts'
import { closeBrowser, type OpenedPage, openPage } from './support/open-page.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })
afterAll(closeBrowser)

const shots = process.env.SLUICE_SHOTS

const ledger: ConnectionCard = {
  ...books,
  id: 'ledger',
  name: 'Ledger',
  connectorId: 'eaccounting',
  settings: { clientId: 'sluice-demo' },
  secretFields: ['clientSecret'],
  state: { kind: 'unchecked' },
  signIn: 'needed',
  usedBy: [],
}

const refused = {
  code: 'sign-in-refused',
  message: 'Ledger: access was not given.',
  hint: 'Say yes on the page of the vendor, with a user who may.',
  fix: 'user',
  facts: {},
} as const

async function openLedger(
  cards: readonly ConnectionCard[] = [ledger],
  { shell = 'test', ...options }: Parameters<typeof openPage>[1] & { readonly shell?: 'electron' | 'test' } = {},
) {
  const kept = connectionHost(cards)
  const handlers = {
    ...kept.handlers,
    'app:info': () => ({ ...info, shell }),
    'app:open-external': () => ({ opened: true }),
  }
  const opened = await openPage(handlers, { ...options, path: '/#/connections' })
  await opened.page.context().route('https://identity.vendor.example/**', (route) => route.fulfill({ body: 'May Sluice come in?' }))
  await opened.page.getByRole('heading', { name: 'Connections', exact: true }).waitFor()
  /** As a host does when the browser came back with a yes. */
  const giveYes = async (connectionId: string) => {
    kept.change(connectionId, { signIn: 'done' })
    await opened.tell('connection:signed-in', { connectionId, error: null })
    await opened.tell('connection:changed', { connectionId })
  }
  return { ...opened, giveYes }
}

const namesAsked = ({ asked }: Pick<OpenedPage, 'asked'>) => asked.map(({ name }) => name)

describe('signing in', () => {
  it('opens the page of the system, waits for the yes, can be given up, and tells how it ended', async () => {
    const { page, asked, tell, giveYes, close } = await openLedger()
    await page.getByText('Waiting for your yes with Visma eAccounting').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/sign-in-needed.png` })
    const signIn = page.getByRole('button', { name: 'Sign in with Ledger', exact: true })

    const [tab] = await Promise.all([page.waitForEvent('popup'), signIn.click()])
    await tab.waitForURL(consentUrl)
    expect(await tab.evaluate(() => window.opener)).toBe(null)
    await tab.close()
    await page.getByText('Say yes in your browser').waitFor()
    await page.getByRole('button', { name: `Copy ${consentUrl}` }).waitFor()
    if (shots) await page.screenshot({ path: `${shots}/sign-in-waiting.png` })
    await page.getByRole('button', { name: 'Cancel signing in with Ledger' }).click()
    await page.getByText('Waiting for your yes with Visma eAccounting').waitFor()
    await expect.poll(() => namesAsked({ asked })).toContain('connection:cancel-sign-in')
    await tell('connection:signed-in', { connectionId: 'ledger', error: { ...refused, code: 'stopped' } })

    await signIn.click()
    await page.getByText('Say yes in your browser').waitFor()
    await tell('connection:signed-in', { connectionId: 'ledger', error: refused })
    await page.getByText('Ledger: access was not given.').waitFor()
    await page.getByText('Say yes on the page of the vendor, with a user who may.').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/sign-in-failed.png` })

    await signIn.click()
    await page.getByText('Say yes in your browser').waitFor()
    await giveYes('ledger')
    await expect.poll(() => asked.find(({ name }) => name === 'connection:test')?.given).toEqual({ connectionId: 'ledger' })
    await tell('connection:changed', { connectionId: 'ledger' })
    await page.getByText('Connected to Demo BV as sales@demo.example').waitFor()
    await page.getByRole('button', { name: 'Test Ledger' }).waitFor()
    await close()
  })

  it('follows the form of a new connection that needs it', async () => {
    const { page, giveYes, close } = await openLedger([books])
    await page.getByRole('button', { name: 'Add connection' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Visma eAccounting' }).click()
    const form = page.getByRole('dialog', { name: 'New connection to Visma eAccounting' })
    await form.getByRole('textbox', { name: 'Organisation number' }).fill('12345678')
    await form.getByRole('textbox', { name: 'Client id' }).fill('sluice-demo')
    await form.getByLabel('Client secret (required)').fill('hush')
    await form.getByRole('button', { name: 'Add', exact: true }).click()

    const step = page.getByRole('dialog', { name: 'Sign in with Visma eAccounting' })
    await step.getByText('Visma eAccounting was saved.').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/sign-in-step.png` })
    await step.getByRole('button', { name: 'Sign in', exact: true }).click()
    await step.getByText('Say yes in your browser').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/sign-in-step-waiting.png` })
    await giveYes('new-1')
    await step.getByText('Connected to Demo BV as sales@demo.example').waitFor()
    await step.getByRole('button', { name: 'Close', exact: true }).last().click()
    await step.waitFor({ state: 'detached' })
    await close()
  })

  it('goes through the shell of the desktop app', async () => {
    const { page, asked, close } = await openLedger([ledger], { shell: 'electron' })
    await page.getByRole('button', { name: 'Sign in with Ledger', exact: true }).click()
    await page.getByText('Say yes in your browser').waitFor()
    expect(asked.find(({ name }) => name === 'app:open-external')?.given).toEqual({ url: consentUrl })
    expect(page.context().pages()).toHaveLength(1)
    await close()
  })

  it('gives the address where the browser opens no window', async () => {
    const { page, close } = await openLedger()
    await page.evaluate(() => {
      window.open = () => null
    })
    await page.getByRole('button', { name: 'Sign in with Ledger', exact: true }).click()
    await page.getByText('Open this address in your browser').waitFor()
    expect(await page.getByRole('link', { name: 'Open the page of Visma eAccounting' }).getAttribute('href')).toBe(consentUrl)
    await close()
  })

  it('is asked for again when the system says that the yes was withdrawn', async () => {
    const error = { ...refused, code: 'sign-in-needed' }
    const { page, close } = await openLedger([
      { ...ledger, signIn: 'done', state: { kind: 'failing', checkedAt: Date.now(), error } },
      { ...ledger, id: 'other', name: 'Other', signIn: 'done', state: books.state },
    ])
    await page.getByRole('button', { name: 'Sign in with Ledger', exact: true }).waitFor()
    await page.getByRole('button', { name: 'More for Other' }).click()
    await page.getByRole('menuitem', { name: 'Sign in again' }).click()
    await page.getByText('Say yes in your browser').waitFor()
    await close()
  })

  it.each(['light', 'dark'] as const)('keeps nobody out (%s)', async (theme) => {
    const { page, close } = await openLedger([ledger], { theme, size: { width: 1100, height: 720 } })
    const serious = async () =>
      (await new AxeBuilder({ page }).include('main').analyze()).violations.filter(
        ({ impact }) => impact === 'serious' || impact === 'critical',
      )
    expect(await serious()).toEqual([])
    await page.getByRole('button', { name: 'Sign in with Ledger', exact: true }).click()
    await page.getByText('Say yes in your browser').waitFor()
    if (shots) await page.screenshot({ path: `${shots}/sign-in-${theme}.png` })
    expect(await serious()).toEqual([])
    await close()
  })
})
