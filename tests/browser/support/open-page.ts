import { type Browser, chromium, type Page } from 'playwright-core'
import type { EventName, Events } from '#core/contract/contract.ts'
import type { PayloadOf } from '#core/contract/define.ts'
import { createDispatch, type Handlers } from '#core/contract/dispatch.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { findSwiftChromium } from './find-chromium.ts'
import { startPageServer } from './page-server.ts'
import { type SharedPage, sharedPageVariable } from './shared-page.ts'

export interface OpenedPage {
  readonly page: Page
  /** Tells the page something, as a host would. */
  tell<Name extends EventName>(name: Name, payload: PayloadOf<Events[Name]>): Promise<void>
  /** As if the host were gone, or back. */
  setConnected(isConnected: boolean): Promise<void>
  /** Requests the page made, in order. */
  readonly asked: readonly { readonly name: string; readonly given: unknown }[]
  close(): Promise<void>
}

interface Started {
  readonly address: string
  readonly browser: Browser
  close(): Promise<void>
}

let shared: Promise<Started> | undefined

/** What the test run shares, or all of its own for a script. */
async function start(): Promise<Started> {
  const given = process.env[sharedPageVariable]
  if (given !== undefined) {
    // Written by shared-page.ts of the same run.
    const { address, browsers } = JSON.parse(given) as SharedPage
    const browser = await chromium.connect(browsers[Number(process.env.VITEST_POOL_ID ?? 1) - 1] ?? browsers[0] ?? '')
    return { address, browser, close: () => browser.close() }
  }
  const server = await startPageServer()
  const browser = await chromium.launch({ ...(await findSwiftChromium()), headless: true })
  const close = async () => {
    await browser.close()
    await server.close()
  }
  return { address: server.address, browser, close }
}

/**
 * The real page in a real browser, on handlers of the test's own behind the real contract: arguments are checked as in the app.
 * What has no handler answers with an error that says so. Close the last page with `closeBrowser()`.
 */
export async function openPage(
  handlers: Partial<Handlers>,
  {
    path = '/',
    theme = 'light',
    size = { width: 1440, height: 900 },
  }: { readonly path?: string; readonly theme?: 'light' | 'dark'; readonly size?: { width: number; height: number } } = {},
): Promise<OpenedPage> {
  shared ??= start()
  const { address, browser } = await shared
  const context = await browser.newContext({ viewport: size, colorScheme: theme, locale: 'en-GB', timezoneId: 'Europe/Amsterdam' })
  const page = await context.newPage()
  const asked: { name: string; given: unknown }[] = []
  const all = new Proxy(handlers, {
    get: (own, name) =>
      Reflect.get(own, name) ??
      (() => {
        throw new SettingsError(`This page's host has no answer to "${String(name)}".`, { code: 'no-handler' })
      }),
  }) as Handlers
  const dispatch = createDispatch(all)
  const caller = { id: 'test', signal: new AbortController().signal }
  await page.exposeFunction('askHost', (name: string, given: unknown) => {
    asked.push({ name, given })
    return dispatch(name, given, caller)
  })
  await page.addInitScript(() => {
    const listeners = new Set<(name: string, payload: unknown) => void>()
    const states = new Set<(isConnected: boolean) => void>()
    Object.assign(window, {
      sluice: {
        request: (name: string, given: unknown) =>
          (window as unknown as { askHost(name: string, given: unknown): Promise<unknown> }).askHost(name, given),
        listen: (listener: (name: string, payload: unknown) => void) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
        onState: (listener: (isConnected: boolean) => void) => {
          states.add(listener)
          return () => states.delete(listener)
        },
      },
      setPageConnected: (isConnected: boolean) => {
        for (const state of states) state(isConnected)
      },
      tellPage: (name: string, payload: unknown) => {
        for (const listener of listeners) listener(name, payload)
      },
    })
  })
  await page.goto(new URL(path, address).href)
  return {
    page,
    asked,
    tell: async (name, payload) => {
      // As unknown: the payloads' types are too deep for Playwright's own.
      const told: readonly [string, unknown] = [name, payload]
      await page.evaluate(
        ([eventName, what]) => (window as unknown as { tellPage(name: unknown, payload: unknown): void }).tellPage(eventName, what),
        told,
      )
    },
    setConnected: (isConnected) =>
      page.evaluate((is) => (window as unknown as { setPageConnected(is: boolean): void }).setPageConnected(is), isConnected),
    close: () => context.close(),
  }
}

export async function closeBrowser(): Promise<void> {
  const started = await shared
  shared = undefined
  await started?.close()
}
