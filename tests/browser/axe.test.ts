import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { defaultPreferences } from '#core/contract/app.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import { failedNotice, hostWith, info } from './support/host-fixtures.ts'
import { closeBrowser, openPage } from './support/open-page.ts'

// A loaded machine opens a page slowly; nothing here measures time.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

interface Screen {
  readonly name: string
  readonly handlers?: Partial<Handlers>
  readonly path?: string
  /** What shows that the screen is there. */
  readonly ready: (page: Page) => Promise<unknown>
}

const homeIsThere = (page: Page) => page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()

const screens: readonly Screen[] = [
  {
    name: 'home',
    handlers: { 'app:notices': () => [failedNotice] },
    ready: (page) => page.getByRole('article').first().waitFor(),
  },
  {
    name: 'the first start',
    handlers: { 'app:preferences': () => defaultPreferences, 'flow:list': () => [], 'connection:list': () => [] },
    ready: (page) => page.getByRole('button', { name: 'Start practice' }).waitFor(),
  },
  { name: 'settings', path: '/#/settings', ready: (page) => page.getByRole('heading', { name: 'Keys' }).waitFor() },
  {
    name: 'the search everywhere',
    ready: async (page) => {
      await homeIsThere(page)
      await page.keyboard.press('Control+K')
      await page.getByRole('option').first().waitFor()
    },
  },
  {
    name: 'the sheet of shortcuts',
    ready: async (page) => {
      await homeIsThere(page)
      await page.keyboard.press('?')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'a question',
    ready: async (page) => {
      await page.getByRole('button', { name: 'More for Products' }).click()
      await page.getByRole('menuitem', { name: 'Remove' }).click()
      await page.getByRole('alertdialog').waitFor()
    },
  },
  {
    name: 'the vault',
    handlers: { 'app:info': () => ({ ...info, vault: { state: 'new', problem: 'No keychain here.' } }) },
    ready: (page) => page.getByLabel('Passphrase again').waitFor(),
  },
  {
    name: 'a damaged journal',
    handlers: { 'app:info': () => ({ ...info, damage: { file: '/data/old.db', reason: 'checksum', at: 1 } }) },
    ready: (page) => page.getByText('checksum').waitFor(),
  },
  {
    name: 'the primitives',
    path: '/gallery/',
    ready: (page) => page.getByText('Reading orders').waitFor(),
  },
]

afterAll(closeBrowser)

describe.each(['light', 'dark'] as const)('axe finds nothing serious, %s, on', (theme) => {
  it.each(screens)(
    '$name',
    async ({ handlers, path = '/', ready }) => {
      const opened = await openPage(hostWith(handlers), { path, theme })
      await ready(opened.page)
      // What fades in has half its contrast on the way.
      await opened.page.evaluate(() =>
        Promise.all(
          document
            .getAnimations()
            .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
            .map(({ finished }) => finished),
        ),
      )
      const { violations } = await new AxeBuilder({ page: opened.page as never }).analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(
        serious.map(({ id, nodes }) => ({ id, where: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`) })),
      ).toEqual([])
      await opened.close()
    },
    60_000,
  )
})
