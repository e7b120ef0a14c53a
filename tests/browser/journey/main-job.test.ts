import { describe, expect, it } from 'vitest'
import type { Hands } from './hands.ts'
import { openTrade } from './trade.ts'

/**
 * The main job as a person does it, on the real app, its real run processes and the imitations of the till and the books:
 * from an empty canvas to placed orders, a failed record, its mending, and back.
 */
const trade = openTrade()

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

const drivers = [
  ['in the browser', () => trade.web()],
  ['on the desktop', () => trade.desktop()],
] as const

describe.each(drivers)('the main job %s', (_name, start) => {
  it('is built from an empty canvas, run, mended where a record failed, and run again', async () => {
    const hands = await start()
    const { page } = hands
    await trade.connect(hands)
    await buildWithTheMouse(hands)
    await hands.runNow()
    const placed = trade.ordersInBooks().length
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
    await hands.runNow()
    expect(trade.ordersInBooks().length).toBeGreaterThan(placed)

    expect(new Set(trade.ordersInBooks()).size, 'every order is there once').toBe(trade.ordersInBooks().length)

    await hands.undoAll()
    await page.getByText('Nothing happens here yet').waitFor()
    await hands.redoAll()
    await hands.node('Create or update orders').waitFor()
  })
})
