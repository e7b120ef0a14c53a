import type { Page } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { SettingsError } from '#core/kit/errors.ts'
import { connectionCard, failedNotice, flowCard, hostWith, info, runSummary } from './support/host-fixtures.ts'
import { closeBrowser, type OpenedPage, openPage } from './support/open-page.ts'

// A loaded machine opens a page slowly; nothing here measures time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let opened: OpenedPage | undefined

async function open(...given: Parameters<typeof openPage>): Promise<Page> {
  opened = await openPage(...given)
  return opened.page
}

const askedFor = (wanted: string) => opened?.asked.filter(({ name }) => name === wanted).map(({ given }) => given) ?? []

afterEach(async () => {
  await opened?.close()
  opened = undefined
})

afterAll(closeBrowser)

describe('open flows', () => {
  const flows = [flowCard({ id: 'a', name: 'Orders' }), flowCard({ id: 'b', name: 'Stock' }), flowCard({ id: 'c', name: 'Prices' })]
  const withThree = async () => {
    const page = await open(hostWith({ 'flow:list': () => flows }))
    for (const name of ['Orders', 'Stock', 'Prices']) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Home' }).click()
      await page.getByRole('main').getByRole('link', { name, exact: true }).click()
      await tab(page, name).waitFor()
    }
    return page
  }
  const tabs = (page: Page) => page.getByRole('navigation', { name: 'Open flows' })
  const tab = (page: Page, name: string) => tabs(page).getByRole('link', { name, exact: true })
  const names = (page: Page) => tabs(page).getByRole('link').allTextContents()

  it('have a tab each, that closes by its cross and by the middle button, and leaves its neighbour on screen', async () => {
    const page = await withThree()
    expect(await names(page)).toEqual(['Orders', 'Stock', 'Prices'])
    await tab(page, 'Orders').click({ button: 'middle' })
    await expect.poll(() => names(page)).toEqual(['Stock', 'Prices'])
    await tabs(page).getByRole('button', { name: 'Close Prices' }).click()
    await expect.poll(() => names(page)).toEqual(['Stock'])
    await expect.poll(() => tab(page, 'Stock').getAttribute('aria-current')).toBe('page')
    await tabs(page).getByRole('button', { name: 'Close Stock' }).click()
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  })

  it('are walked and moved by keys, and stay after a reload', async () => {
    const page = await withThree()
    await page.keyboard.press('Control+Tab')
    await expect.poll(() => tab(page, 'Orders').getAttribute('aria-current')).toBe('page')
    await page.keyboard.press('Control+Shift+Tab')
    await expect.poll(() => tab(page, 'Prices').getAttribute('aria-current')).toBe('page')
    await page.keyboard.press('Alt+Shift+PageUp')
    await expect.poll(() => names(page)).toEqual(['Orders', 'Prices', 'Stock'])
    await page.reload()
    await tab(page, 'Prices').waitFor()
    expect(await names(page)).toEqual(['Orders', 'Prices', 'Stock'])
  })

  it('are put elsewhere by dragging', async () => {
    const page = await withThree()
    await tab(page, 'Prices').dragTo(tab(page, 'Orders'))
    await expect.poll(() => names(page)).toEqual(['Prices', 'Orders', 'Stock'])
  })

  it('lose their tab when they are removed', async () => {
    let list = flows
    const page = await open(hostWith({ 'flow:list': () => list }), { path: '/#/flow/a' })
    await tab(page, 'Orders').waitFor()
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Home' }).click()
    list = flows.slice(1)
    await opened?.tell('flow:changed', { flowId: 'a', what: 'list' })
    await expect.poll(() => names(page)).toEqual([])
  })
})

describe('the search everywhere', () => {
  it('finds a command by a few letters and runs it', async () => {
    const page = await open(hostWith())
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox').fill('sett')
    await page.getByRole('option', { name: 'Settings' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    await page.keyboard.press('Control+K')
    await page.getByRole('group', { name: 'Recent' }).getByRole('option', { name: 'Settings' }).waitFor()
    await page.keyboard.press('Control+K')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('finds flows, connections and records', async () => {
    const found = [{ key: '1042', entity: 'order', kind: 'failed', runId: 1, message: 'No product 120101', at: 1 }]
    const page = await open(hostWith({ 'record:search': () => found }))
    await page.getByRole('button', { name: 'Search and commands' }).click()
    await page.getByRole('combobox').fill('station')
    await page.getByRole('option', { name: /Stock of the warehouse/ }).waitFor()
    await page.getByRole('option', { name: 'Till station' }).waitFor()
    await page.getByRole('combobox').fill('1042')
    await page.getByRole('option', { name: '1042' }).click()
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/record/1042')
  })

  it('says so when there is nothing', async () => {
    const page = await open(hostWith())
    await page.getByRole('button', { name: 'Search and commands' }).click()
    await page.getByRole('combobox').fill('zzzz')
    await page.getByText('Nothing found.', { exact: false }).waitFor()
  })
})

describe('keys', () => {
  it('lead to pages, but not out of a text field', async () => {
    const page = await open(hostWith(), { path: '/#/settings' })
    const field = page.getByRole('searchbox', { name: 'Search commands' })
    await field.fill('what')
    await field.press('?')
    await expect.poll(() => field.inputValue()).toBe('what?')
    await field.press('Alt+1')
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  })

  it('and the menus of the shell run the same commands', async () => {
    const page = await open(hostWith())
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
    await opened?.tell('app:command', { id: 'run.open', given: '7' })
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/run/7')
    await opened?.tell('app:command', { id: 'go.back' })
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  })
})

describe('what goes on', () => {
  it('is told in the status bar', async () => {
    const page = await open(hostWith({ 'run:list': () => ({ rows: [runSummary({ totals: { created: 312, failed: 2 } })], next: null }) }))
    const bar = page.getByRole('contentinfo')
    await bar.getByRole('link', { name: '3 connections' }).waitFor()
    expect(await bar.getByText('Till station: fails').count()).toBe(1)
    await bar.getByText('Next run').waitFor()
    expect(await bar.getByRole('link', { name: /Last run/ }).textContent()).toMatch(/312went well2went wrong/)
    expect(await bar.getByText('Connected').count()).toBe(1)
  })

  it('a failing run is told at once until it has been looked at, and stays under the bell until dismissed', async () => {
    let notices: (typeof failedNotice)[] = []
    const page = await open(
      hostWith({
        'app:notices': () => notices,
        'app:dismiss-notice': () => {
          notices = []
        },
      }),
    )
    await page.getByRole('button', { name: '0 notices' }).waitFor()
    notices = [failedNotice]
    await opened?.tell('app:notice', failedNotice)
    const card = page.getByRole('alert').filter({ hasText: '12 orders failed' })
    await card.getByText('No product with SKU 120101', { exact: false }).waitFor()
    await card.getByRole('button', { name: 'Show run' }).click()
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/run/1')
    await expect.poll(() => card.count()).toBe(0)
    await page.getByRole('button', { name: '1 notice' }).click()
    await page.getByRole('dialog', { name: 'Notices' }).getByRole('button', { name: 'Dismiss' }).click()
    await expect.poll(() => askedFor('app:dismiss-notice')).toHaveLength(1)
    expect(askedFor('app:dismiss-notice')).toEqual([{ id: 'n1' }])
  })

  it('a connection that a planned run could not use is told, and leads to that connection', async () => {
    const lost = {
      ...failedNotice,
      kind: 'connection-lost',
      runId: undefined,
      flowId: undefined,
      connectionId: 'c2',
      title: 'Odoo main cannot be used',
    } as const
    const cards = ['c1', 'c2'].map((id) => connectionCard({ id, name: id === 'c2' ? 'Odoo main' : 'Till' }))
    const page = await open(hostWith({ 'app:notices': () => [lost], 'connection:list': () => cards }))
    await page
      .getByRole('button', { name: /notice/i })
      .first()
      .click()
    await page.getByText('Odoo main cannot be used').first().waitFor()
    await page.getByRole('button', { name: 'Show connection', exact: true }).first().click()
    const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Odoo main' }) })
    await expect.poll(() => row.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('a host that is gone is told, and everything is asked again when it is back', async () => {
    const page = await open(hostWith())
    await page.getByRole('contentinfo').getByText('Connected').waitFor()
    const before = askedFor('flow:list').length
    await opened?.setConnected(false)
    await page.getByRole('alert').filter({ hasText: 'Sluice itself cannot be reached' }).waitFor()
    await page.getByRole('contentinfo').getByText('Not connected').waitFor()
    await opened?.setConnected(true)
    await page.getByRole('contentinfo').getByText('Connected', { exact: true }).waitFor()
    await expect.poll(() => askedFor('flow:list').length).toBeGreaterThan(before)
  })
})

describe('before anything else', () => {
  it('a locked vault is opened, and a wrong passphrase is told where it was typed', async () => {
    let isOpen = false
    const page = await open(
      hostWith({
        'app:info': () => ({
          ...info,
          vault: isOpen ? { state: 'open', kind: 'file' } : { state: 'locked', problem: 'No keychain on this computer.' },
        }),
        'app:unlock-vault': ({ passphrase }) => {
          if (passphrase !== 'correct horse') throw new SettingsError('This passphrase does not open the vault.', { hint: 'Try again.' })
          isOpen = true
          return info
        },
      }),
    )
    await page.getByRole('heading', { name: 'Open the vault' }).waitFor()
    await page.getByLabel('Passphrase', { exact: true }).fill('short')
    await page.keyboard.press('Enter')
    await page.getByText('At least 8 characters.').waitFor()
    await page.getByLabel('Passphrase', { exact: true }).fill('wrong horse')
    await page.keyboard.press('Enter')
    await page.getByText('This passphrase does not open the vault.').waitFor()
    await page.getByLabel('Passphrase', { exact: true }).fill('correct horse')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  })

  it('a new vault asks for its passphrase twice, and can wait', async () => {
    const page = await open(
      hostWith({ 'app:info': () => ({ ...info, vault: { state: 'new', problem: 'No keychain on this computer.' } }) }),
    )
    await page.getByRole('heading', { name: 'Make a vault for your keys' }).waitFor()
    await page.getByLabel('Passphrase', { exact: true }).fill('correct horse')
    await page.getByLabel('Passphrase again').fill('correct house')
    await page.keyboard.press('Enter')
    await page.getByText('The two passphrases differ.').waitFor()
    expect(askedFor('app:unlock-vault')).toEqual([])
    await page.getByRole('button', { name: 'Not now' }).click()
    await page.getByRole('contentinfo').getByText('Keys locked').waitFor()
  })

  it('a damaged journal is explained and accepted', async () => {
    let damage: typeof info.damage = { file: '/data/journal.damaged-1.db', reason: 'checksum of page 12', at: 1_750_000_000_000 }
    const page = await open(
      hostWith({
        'app:info': () => ({ ...info, damage }),
        'app:accept-damage': () => {
          damage = null
          return info
        },
      }),
    )
    await page.getByText('checksum of page 12').waitFor()
    await page.getByText('/data/journal.damaged-1.db').waitFor()
    await page.getByRole('button', { name: 'Go on with a new journal' }).click()
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  })

  it('a host that does not answer is told, with a way to try again', async () => {
    let isThere = false
    const page = await open(
      hostWith({
        'app:info': () => {
          if (!isThere) throw new SettingsError('The data folder cannot be read.', { hint: 'Check its rights.' })
          return info
        },
      }),
    )
    await page.getByText('Check its rights.').waitFor()
    isThere = true
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
  })

  it('a page that breaks leaves the others working', async () => {
    // An answer no host gives: the page's own code fails on it.
    const broken = { ...flowCard(), connectors: null as never }
    const page = await open(hostWith({ 'flow:list': () => [broken] }))
    await page.getByText('This page has failed').waitFor()
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  })
})
