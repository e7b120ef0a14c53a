import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import { shopOfTheTill } from '#host/practice/practice-systems.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { type StartedApp, startApp } from '../electron/start-app.ts'
import { closeWebBrowser, startWebApp, type WebApp } from '../support/web-app.ts'
import { type Hands, handsOn } from './hands.ts'

/**
 * The main job as a person does it, on the real app, its real run processes and the imitations of the till and the books:
 * from an empty canvas to placed orders, a failed record, its mending, and back.
 */
vi.setConfig({ testTimeout: 400_000, hookTimeout: 180_000 })

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

const ordersInBooks = () => books.call('sale.order', 'search', [[]]) as readonly number[]

async function web(dataFolder = temporaryFolder()): Promise<Hands> {
  const app = await startWebApp({ dataFolder })
  open.push(app)
  app.page.setDefaultTimeout(60_000)
  return handsOn(app.page)
}

/** The built desktop app on the stand-in for Electron. */
async function desktop(dataFolder = temporaryFolder()): Promise<Hands> {
  const app = await startApp({
    environment: { SLUICE_DATA: dataFolder, SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: 'a passphrase for tests' },
  })
  open.push(app)
  app.page.setDefaultTimeout(60_000)
  await app.page.getByRole('navigation').first().waitFor()
  return handsOn(app.page)
}

async function connect({ addConnection }: Hands): Promise<void> {
  const { ident, secret } = till.credentials
  await addConnection('MplusKASSA', {
    Address: 'http://127.0.0.1',
    'Port (required)': String(till.port),
    'Ident (required)': ident,
    'Secret (required)': secret,
  })
  await addConnection('Odoo', { Address: books.origin, Database: books.database, 'API key (required)': books.credentials.apiKey ?? '' })
}

/** Read orders → Filter paid → Map → Odoo, with one tax code forgotten in the map. */
async function buildWithTheMouse(hands: Hands): Promise<void> {
  const { page, settings, choose } = hands
  await hands.newFlow()
  await hands.drop('Read orders', [200, 120], 'MplusKASSA')
  await hands.bind('MplusKASSA')
  await hands.drop('Filter', [540, 120])
  await hands.drop('Map', [200, 320])
  await hands.drop('Create or update orders', [540, 320], 'Odoo')
  await hands.bind('Odoo')
  await choose(settings.getByRole('button', { name: /Document/ }), 'Confirmed order')
  await hands.wire('Read orders', 'Filter')
  await hands.wire('Filter', 'Map')
  await hands.wire('Map', 'Create or update orders')

  await hands.select('Filter')
  await settings.getByRole('button', { name: 'Condition', exact: true }).click()
  await settings.getByRole('combobox').fill('data.paymentState')
  await page.keyboard.press('Enter')
  await settings.getByPlaceholder('Value').or(settings.getByLabel('Value')).first().fill('paid')
  await page.keyboard.press('Tab')

  await hands.node('Map').dblclick()
  const panel = page.getByRole('dialog', { name: 'Map' })
  await panel.getByRole('button', { name: 'Get records' }).click()
  await panel.getByText(/^1 of \d+$/).waitFor()
  await mapByTable(hands, 'lines[].taxCode', 'taxCode', { 1: '21% incl.', 3: '0%' })
  await mapByTable(hands, 'shippingMethod', 'data.shippingMethod', {
    AFHALEN: 'Afhalen in de winkel',
    FIETSKOERIER: 'Standaard bezorging',
    POSTNL: 'Standaard bezorging',
  })
  await panel.getByRole('button', { name: 'Close' }).click()
}

async function mapByTable(
  { page, mapping, addToValueMap }: Hands,
  target: string,
  source: string,
  table: Readonly<Record<string, string>>,
) {
  const panel = page.getByRole('dialog', { name: 'Map' })
  await panel.getByRole('searchbox', { name: 'Search fields', exact: true }).fill(target.split('.').at(-1) ?? target)
  await panel.getByRole('option').first().dblclick()
  const row = mapping(target)
  await row.getByRole('combobox').first().fill(source)
  await page.keyboard.press('Escape')
  await row.getByRole('button', { name: 'Add a function' }).click()
  await page.keyboard.type('value map')
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Value map' })
  for (const [index, [from, to]] of Object.entries(table).entries()) await addToValueMap(form, index + 1, from, to)
  await page.keyboard.press('Escape')
  await form.waitFor({ state: 'detached' })
}

/** Runs what stands on the canvas and waits for its end. */
async function runNow({ page }: Hands): Promise<void> {
  // A short run is over before anyone has seen that it went on; its number tells it from the one before.
  const last = page.locator('[data-run]')
  const before = (await last.count()) > 0 ? await last.getAttribute('data-run') : ''
  await page.getByRole('button', { name: runButton }).click()
  await page.locator(`[data-run]:not([data-run="${before}"]):not([data-state="running"])`).waitFor({ timeout: 120_000 })
}

/** With its keys. */
const runButton = /^Run \(/

const drivers = [
  ['in the browser', web],
  ['on the desktop', desktop],
] as const

describe.each(drivers)('the main job %s', (_name, start) => {
  it('is built from an empty canvas, run, mended where a record failed, and run again', async () => {
    const hands = await start()
    const { page } = hands
    await connect(hands)
    await buildWithTheMouse(hands)
    await runNow(hands)
    const placed = ordersInBooks().length
    expect(placed).toBeGreaterThan(5)

    // From the failure to the record, from there to the node, and the missing code into its map.
    await page.getByRole('button', { name: 'Show run' }).first().click()
    await page.getByRole('heading', { name: 'Why records failed' }).waitFor()
    await page
      .getByText(/tax code "2" has no mapping/)
      .first()
      .waitFor()
    await page
      .getByRole('link', { name: /^2026-/ })
      .first()
      .click()
    await page
      .getByText(/tax code "2" has no mapping/)
      .first()
      .waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Open the node' }).first().click()
    await page
      .getByRole('dialog', { name: 'Map' })
      .getByText(/^1 of \d+$/)
      .waitFor()
    await hands
      .mapping('lines[].taxCode')
      .getByRole('button', { name: /Value map/ })
      .click()
    await hands.addToValueMap(page.getByRole('dialog', { name: 'Value map' }), 3, '2', '9% incl.')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog', { name: 'Map' }).getByRole('button', { name: 'Close' }).click()
    await runNow(hands)
    expect(ordersInBooks().length).toBeGreaterThan(placed)

    // Every order once: its number in the books is there only once.
    const rows = books.call('sale.order', 'search_read', [[], ['client_order_ref']]) as readonly { client_order_ref: string }[]
    expect(new Set(rows.map((row) => row.client_order_ref)).size).toBe(rows.length)

    await hands.undoAll()
    await page.getByText('Nothing happens here yet').waitFor()
    await hands.redoAll()
    await hands.node('Create or update orders').waitFor()
  })
})
