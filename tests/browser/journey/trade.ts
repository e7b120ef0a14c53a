import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, vi } from 'vitest'
import { startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import { shopOfTheTill } from '#host/practice/practice-systems.ts'
import { projectRoot } from '#tests/support/project-sources.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { type StartedApp, startApp } from '../electron/start-app.ts'
import { closeWebBrowser, startWebApp, type WebApp } from '../support/web-app.ts'
import { type Hands, handsOn } from './hands.ts'

/** Records wait for nobody, and machines are slow: a journey takes the time it takes. */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 180_000 })

/** The ready-made flow of the main job, as the file somebody sends. */
export const readyFlow = readFileSync(join(projectRoot, 'assets/templates/mplus-orders-to-odoo.flow.json'), 'utf8')

/**
 * For every test of the file a till and books of its own, on the network, and the real app, started as often as it likes.
 * With `SLUICE_SHOTS` what the apps show when a test fails is kept as pictures in that folder.
 */
export function openTrade() {
  let till: Awaited<ReturnType<typeof startMplusSandbox>>
  let books: Awaited<ReturnType<typeof startOdooSandbox>>
  const open: (WebApp | StartedApp)[] = []

  beforeEach(async () => {
    till = await startMplusSandbox({ seed: 1, orderCount: 60 })
    books = await startOdooSandbox({ seed: 1, shop: shopOfTheTill() })
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail' && process.env.SLUICE_SHOTS) {
      for (const [index, { page }] of open.entries())
        await page.screenshot({ path: `${process.env.SLUICE_SHOTS}/failed-${index}.png` }).catch(() => {})
    }
    for (const app of open.splice(0)) await app.kill()
    await till.close()
    await books.close()
  })
  afterAll(closeWebBrowser)

  const handsOnOpened = (app: WebApp | StartedApp): Hands => {
    open.push(app)
    app.page.setDefaultTimeout(60_000)
    return handsOn(app.page)
  }

  return {
    books: () => books,
    secrets: (): readonly string[] => [till.credentials.secret, books.credentials.apiKey ?? ''],

    /** What the forms of the two connections ask. */
    connections: (): Readonly<Record<'MplusKASSA' | 'Odoo', Readonly<Record<string, string>>>> => ({
      MplusKASSA: {
        Address: 'http://127.0.0.1',
        'Port (required)': String(till.port),
        'Ident (required)': till.credentials.ident,
        'Secret (required)': till.credentials.secret,
      },
      Odoo: { Address: books.origin, Database: books.database, 'API key (required)': books.credentials.apiKey ?? '' },
    }),

    async connect({ addConnection }: Hands): Promise<void> {
      for (const [system, fields] of Object.entries(this.connections())) await addConnection(system, fields)
    },

    /** The till's numbers of the orders in the books, one for each order. */
    ordersInBooks: (): readonly string[] => {
      const rows = books.call('sale.order', 'search_read', [[], ['client_order_ref']]) as readonly { client_order_ref: string }[]
      return rows.map((row) => row.client_order_ref)
    },

    async web(dataFolder = temporaryFolder()): Promise<Hands> {
      return handsOnOpened(await startWebApp({ dataFolder }))
    },

    /** The built desktop app on the stand-in for Electron; `words` are what it is opened with. */
    async desktop(words: readonly string[] = []): Promise<Hands> {
      const environment = { SLUICE_DATA: temporaryFolder(), SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: 'a passphrase for tests' }
      const hands = handsOnOpened(await startApp({ environment, words }))
      await hands.page.getByRole('navigation').first().waitFor()
      return hands
    },

    /** The power goes: the process of the app that was started last ends without a word. */
    async killApp(): Promise<void> {
      await open.pop()?.kill()
    },
  }
}

export type Trade = ReturnType<typeof openTrade>
