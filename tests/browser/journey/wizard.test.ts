import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { systemClock } from '#host/clock.ts'
import { openConnection } from '#host/connections/open-connection.ts'
import { type Practice, startPractice } from '#tests/templates/practice.ts'
import { closeWebBrowser, startWebApp, type WebApp } from '../support/web-app.ts'
import { type WizardHands, wizardHands } from './wizard-hands.ts'

/**
 * *New integration* on the real app, for each pair the product promises: from nothing to a flow that has run, with the credentials of the
 * imitations typed in and their pages of consent answered. One app and one browser for all of them, as on a real computer: the second
 * integration finds the connections of the first.
 */
vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 })

const systems = new Map<string, Practice>()
const dataFolder = mkdtempSync(join(tmpdir(), 'sluice-wizard-'))
let app: WebApp
let hands: WizardHands

beforeAll(async () => {
  app = await startWebApp({ dataFolder })
  app.page.setDefaultTimeout(30_000)
  hands = wizardHands(app.page)
})
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  const shots = process.env.SLUICE_SHOTS
  if (shots) {
    mkdirSync(shots, { recursive: true })
    await app.page.screenshot({ path: join(shots, `${task.name.slice(0, 40).replaceAll(/\W+/g, '-')}.png`) }).catch(() => undefined)
  }
  // What was left open must not stand in the way of the next.
  await app.page.reload()
})
afterAll(async () => {
  await app?.kill()
  await closeWebBrowser()
  await Promise.all([...systems.values()].map(({ server }) => server.close()))
  rmSync(dataFolder, { recursive: true, force: true })
})

/** The imitation of a system, in this process: what was written there is looked up afterwards. */
async function system(id: string): Promise<Practice> {
  const known = systems.get(id)
  if (known) return known
  const started = await startPractice(id, systemClock, { seed: 1, orderCount: 30 })
  systems.set(id, started)
  return started
}

/** Keys of everything the system shows of a kind, asked for over its API by a connection that has written nothing. */
async function keysIn(id: string, entity: string): Promise<readonly string[]> {
  const { connection, accessTokens } = await system(id)
  const definition = connectors[id]
  if (!definition) throw new Error(`There is no system ${id}.`)
  const opened = openConnection(definition, connection.stored, connection.secrets, { clock: systemClock, log: () => {}, accessTokens })
  const keys: string[] = []
  for await (const page of opened.entities[entity]?.read?.pages({ position: null, settings: {}, signal: new AbortController().signal }) ??
    [])
    keys.push(...page.records.map(({ key }) => key))
  return keys
}

const mplusFields = { Address: 'address', 'Port (required)': 'port', 'Ident (required)': 'ident', 'Secret (required)': 'secret' }
const ccvFields = { 'Address of the shop': 'address', 'Public key': 'publicKey', 'Secret key (required)': 'secretKey' }
const clientFields = { 'Client id': 'clientId', 'Client secret (required)': 'clientSecret' }

describe('a new integration', () => {
  it('brings orders of MplusKASSA to Odoo', async () => {
    const [till, books] = [await system('mplus'), await system('odoo')]
    const before = await keysIn('odoo', 'order')
    await hands.begin()
    await hands.systems('MplusKASSA', 'Odoo')
    await hands.goOn('Connections')
    await hands.connect('MplusKASSA', till, mplusFields)
    await hands.connect('Odoo', books, { Address: 'url', Database: 'database', 'API key (required)': 'apiKey' })
    await hands.goOn('What goes across')
    await hands.send('Orders to Odoo')
    // The other way round is refused, and says why.
    await hands.body.getByText('Both ways at once, each change would be sent back').waitFor()
    expect(await hands.body.getByRole('checkbox', { name: 'Orders to MplusKASSA' }).isDisabled()).toBe(true)
    await hands.goOn('Orders: MplusKASSA → Odoo')
    await hands.goOn('Codes')
    await hands.matchByHand('Shipping methods', 'POSTNL', 'Standaard bezorging')
    await hands.matchByHand('Shipping methods', 'FIETSKOERIER', 'Standaard bezorging')
    await hands.goOn('Try it')
    await hands.seeTry()
    await hands.goOn('Switch it on')
    await hands.switchOn('Webshop orders')
    expect((await keysIn('odoo', 'order')).length).toBeGreaterThan(before.length + 5)
    await app.page.getByText(/^Next run (in|now)/).waitFor()
  })

  it('brings orders of MplusKASSA to Visma.net, signed in with the browser', async () => {
    const [till, erp] = [await system('mplus'), await system('visma-net')]
    const before = await keysIn('visma-net', 'order')
    await hands.begin()
    await hands.systems('MplusKASSA', 'Visma.net')
    await hands.goOn('Connections')
    await hands.connect('MplusKASSA', till, mplusFields)
    await hands.connect(
      'Visma.net',
      { settings: { ...erp.settings, signIn: 'browser' } },
      {
        ...clientFields,
        ...{ 'Tenant id': 'tenantId', 'Calls per hour': 'callsPerHour', 'Address of the ERP': 'address' },
        ...{ 'Address of the sales order service': 'salesOrderAddress', 'Address of Visma Connect': 'signInAddress' },
      },
    )
    await hands.goOn('What goes across')
    await hands.send('Orders to Visma.net')
    await hands.goOn('Orders: MplusKASSA → Visma.net')
    await hands.body.getByText('Paid', { exact: true }).click()
    await hands.goOn('Codes')
    await hands.matchByHand('Shipping methods', 'FIETSKOERIER', 'POSTNL')
    await hands.goOn('Try it')
    await hands.seeTry()
    await hands.goOn('Switch it on')
    await hands.switchOn('Paid orders')
    expect((await keysIn('visma-net', 'order')).length).toBeGreaterThan(before.length)
  })

  it('brings customers and products of AccountView to MplusKASSA', async () => {
    const [books, till] = [await system('accountview'), await system('mplus')]
    const before = await keysIn('mplus', 'customer')
    await hands.begin()
    await hands.systems('AccountView', 'MplusKASSA')
    // What AccountView cannot do is said where one would ask for it.
    await hands.body.getByText('AccountView does not publish how an article is added or changed').waitFor()
    await hands.goOn('Connections')
    await hands.connect('AccountView', books, { ...clientFields, Administration: 'company', Address: 'address' })
    await hands.connect('MplusKASSA', till, mplusFields)
    await hands.goOn('What goes across')
    await hands.send('Customers to MplusKASSA', 'Products to MplusKASSA')
    await hands.goOn('Customers: AccountView → MplusKASSA')
    await hands.goOn('Products: AccountView → MplusKASSA')
    await hands.goOn('Codes · Customers')
    // Neither system lists its payment terms: the try tells which there are, and leads back to the table.
    await hands.goOnPastCodes('Try it')
    await hands.body.getByText('payment terms "14" is in no row').first().waitFor()
    await hands.body.getByRole('button', { name: 'Complete the codes' }).first().click()
    await hands.addCode('Payment terms', '14', '14')
    await hands.addCode('Payment terms', '30', '30')
    await hands.goOnPastCodes('Try it')
    await hands.seeTry()
    await hands.goOn('Switch it on')
    await hands.switchOn('Customers and articles')
    expect((await keysIn('mplus', 'customer')).length).toBeGreaterThan(before.length)
  })

  it('brings orders of CCV SalesPOS to eAccounting', async () => {
    const [shop, books] = [await system('ccv-salespos'), await system('eaccounting')]
    const before = await keysIn('eaccounting', 'order')
    await hands.begin()
    await hands.systems('CCV SalesPOS', 'Visma eAccounting')
    await hands.goOn('Connections')
    await hands.connect('CCV SalesPOS', shop, ccvFields)
    await hands.connect('Visma eAccounting', books, {
      ...clientFields,
      ...{ 'Organisation number': 'company', 'Address of a practice system': 'address' },
    })
    await hands.goOn('What goes across')
    await hands.send('Orders to Visma eAccounting')
    await hands.goOn('Orders: CCV SalesPOS → Visma eAccounting')
    // What the books cannot do without is asked for before one may go on.
    await app.page.getByRole('button', { name: 'Continue' }).click()
    await app.page.getByText(/still needed here/).waitFor()
    await hands.answerFromList('Terms of payment for new customers', 'Contant')
    await hands.answer('Article for shipping costs', '900001')
    await hands.goOn('Codes')
    for (const [from, to] of [
      ['shipping', 'Pakketpost'],
      ['delivery', 'Pakketpost'],
      ['pickup', 'Afhalen'],
    ] as const)
      await hands.matchByHand('Shipping methods', from, to)
    await hands.goOn('Try it')
    await hands.seeTry()
    await hands.goOn('Switch it on')
    await hands.switchOn('Shop orders')
    expect((await keysIn('eaccounting', 'order')).length).toBeGreaterThan(before.length)
  })

  it('brings customers and categories of CCV SalesPOS to MplusKASSA', async () => {
    const [shop, till] = [await system('ccv-salespos'), await system('mplus')]
    const before = await keysIn('mplus', 'customer')
    await hands.begin()
    await hands.systems('CCV SalesPOS', 'MplusKASSA')
    await hands.goOn('Connections')
    await hands.connect('CCV SalesPOS', shop, ccvFields)
    await hands.connect('MplusKASSA', till, mplusFields)
    await hands.goOn('What goes across')
    await hands.send('Customers to MplusKASSA', 'Categories to MplusKASSA')
    await hands.goOn('Customers: CCV SalesPOS → MplusKASSA')
    await hands.goOn('Categories: CCV SalesPOS → MplusKASSA')
    await hands.goOnPastCodes('Try it')
    await hands.seeTry()
    await hands.goOn('Switch it on')
    await hands.switchOn('Customers and groups')
    expect((await keysIn('mplus', 'customer')).length).toBeGreaterThan(before.length)
  })

  it('is gone through with imitations alone, without an account', async () => {
    await hands.begin()
    await hands.systems('Odoo', 'MplusKASSA')
    await hands.goOn('Connections')
    await hands.practise('Odoo')
    await hands.practise('MplusKASSA')
    await hands.goOn('What goes across')
    await hands.send('Categories to MplusKASSA')
    await hands.goOn('Categories: Odoo → MplusKASSA')
    await hands.goOn('Try it')
    await hands.seeTry()
    await hands.goOn('Switch it on')
    await hands.switchOn('Practice groups')
    await app.page
      .getByText(/created|✓/)
      .first()
      .waitFor()
  })
})
