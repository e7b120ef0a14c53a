import type { Page } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { Handlers } from '#core/contract/dispatch.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { hostWith, info } from './support/host-fixtures.ts'
import { closeBrowser, type OpenedPage, openPage } from './support/open-page.ts'

// A loaded machine opens a page slowly; nothing here measures time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let opened: OpenedPage | undefined

async function open(handlers: Partial<Handlers> = {}): Promise<Page> {
  opened = await openPage(hostWith(handlers), { path: '/#/settings' })
  await opened.page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
  return opened.page
}

const changes = () => opened?.asked.filter(({ name }) => name === 'app:change-preferences').map(({ given }) => given) ?? []

afterEach(async () => {
  await opened?.close()
  opened = undefined
})

afterAll(closeBrowser)

describe('settings', () => {
  it('change the language of everything at once', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('option', { name: 'Nederlands' }).click()
    await page.getByRole('heading', { name: 'Instellingen', level: 1 }).waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Verbindingen' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('nl')
    expect(changes()).toEqual([{ language: 'nl' }])
  })

  it('change the theme, and follow another window that does', async () => {
    const page = await open()
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const light = await background()
    await page.getByText('Dark', { exact: true }).click()
    await expect.poll(background).not.toBe(light)
    const { preferences } = { preferences: { language: 'system', theme: 'light', keys: {}, panels: {}, closeToTray: true } as const }
    await opened?.tell('app:preferences-changed', {
      ...preferences,
      ...{ startAtLogin: false, notifyFailures: true, keepDays: 90, firstStepsDone: true },
    })
    await expect.poll(background).toBe(light)
  })

  it('say what only a desktop app can do', async () => {
    const page = await open()
    await page.getByText('You are using Sluice in a browser.', { exact: false }).waitFor()
    expect(await page.getByRole('switch', { name: /Start when I log in/ }).isDisabled()).toBe(true)
    await opened?.close()
    const desktop = await open({ 'app:info': () => ({ ...info, shell: 'electron' }) })
    await desktop.getByText('Start when I log in').click()
    await expect.poll(changes).toEqual([{ startAtLogin: true }])
  })

  it('go back when the host refuses', async () => {
    const page = await open({
      'app:change-preferences': () => {
        throw new SettingsError('The settings cannot be written.', { hint: 'The disk is full.' })
      },
    })
    const notify = page.getByRole('switch', { name: /Notify me/ })
    await page.getByText('Notify me when a run fails').click()
    await page.getByRole('log').getByText('The settings cannot be written.').waitFor()
    await expect.poll(() => notify.isChecked()).toBe(true)
  })

  it('tell where data and keys are kept', async () => {
    const page = await open()
    await page.getByText('/home/demo/.local/share/sluice').waitFor()
    await page.getByText('In the keychain of this computer').waitFor()
  })
})

describe('keys', () => {
  it('are changed by pressing them, work at once, and are put back', async () => {
    const page = await open()
    await page.getByRole('button', { name: /^Change keys of Runs / }).click()
    await page.keyboard.press('Control+Shift+U')
    await expect.poll(changes).toEqual([{ keys: { 'go.runs': 'Mod+Shift+U' } }])
    await page.keyboard.press('Control+Shift+U')
    await expect.poll(() => page.evaluate(() => location.hash)).toBe('#/runs')
    await page.goBack()
    await page.getByRole('button', { name: 'Default keys for Runs', exact: true }).click()
    await expect.poll(() => changes().at(-1)).toEqual({ keys: {} })
  })

  it('that two commands share are told at both', async () => {
    const page = await open()
    await page.getByRole('searchbox', { name: 'Search commands' }).fill('log')
    await page.getByRole('button', { name: /^Change keys of Log Alt/ }).click()
    await page.keyboard.press('Alt+1')
    await page.getByText('Also used by: Home').waitFor()
    await page.getByRole('searchbox', { name: 'Search commands' }).fill('home')
    await page.getByText('Also used by: Log').waitFor()
  })

  it('are left alone by Escape, and can be taken away', async () => {
    const page = await open()
    const button = page.getByRole('button', { name: /^Change keys of Runs / })
    await button.click()
    await page.keyboard.press('Escape')
    await button.waitFor()
    expect(changes()).toEqual([])
    await page.getByRole('button', { name: 'Take the keys from Runs', exact: true }).click()
    await expect.poll(changes).toEqual([{ keys: { 'go.runs': '' } }])
  })
})
