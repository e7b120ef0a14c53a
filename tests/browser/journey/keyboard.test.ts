import type { Locator } from 'playwright-core'
import { expect, it } from 'vitest'
import { keyboardOn } from './keyboard.ts'
import { openTrade } from './trade.ts'

const trade = openTrade()

it('the main job is done with the keyboard alone: connections, nodes, wires, settings, map, run', async () => {
  const { page, canvas, settings, node, mapping } = await trade.web()
  const { press, reach, type, push, fill, land } = keyboardOn(page)

  async function command(name: string): Promise<void> {
    await press('Control+k')
    await land(page.getByRole('dialog'))
    await type(name)
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .waitFor()
    await press('Enter')
  }

  for (const [system, fields] of Object.entries(trade.connections())) {
    await command('Connections')
    await push(page.getByRole('button', { name: 'Add connection' }))
    const list = page.getByRole('dialog')
    await land(list)
    await type(system)
    await push(list.getByRole('button', { name: new RegExp(`^${system}`) }))
    const form = page.getByRole('dialog', { name: `New connection to ${system}` })
    for (const [label, value] of Object.entries(fields)) await fill(form.getByLabel(label), value)
    await push(form.getByRole('button', { name: 'Test' }))
    await form.getByText(/^Connected to/).waitFor()
    await push(form.getByRole('button', { name: 'Add', exact: true }))
    await form.waitFor({ state: 'detached' })
  }

  await press('Alt+n')
  await canvas.waitFor()
  // Each is added after the one at hand, and wired to it.
  for (const [words, name] of [
    ['read orders mplus', 'Read orders'],
    ['filter', 'Filter'],
    ['map', 'Map'],
    ['create order odoo', 'Create or update orders'],
  ] as const) {
    await press('a')
    await land(page.getByRole('combobox', { name: 'Add a node' }))
    await type(words)
    await press('Enter')
    await land(node(name))
  }
  await press('ArrowLeft')
  await land(node('Map'))
  await press('x')
  await land(page.getByRole('combobox', { name: 'Cut a wire of Map' }))
  await type('create')
  await press('Enter')
  await land(node('Map'))
  await press('c')
  await land(page.getByRole('combobox', { name: 'Connect Map to' }))
  await type('create')
  await press('Enter')
  await land(node('Map'))

  await press('ArrowRight')
  await land(node('Create or update orders'))
  await press('Enter')
  await land(settings)
  const document = settings.getByRole('combobox', { name: 'Document' })
  await fill(document, 'Confirmed')
  await page.getByRole('option', { name: 'Confirmed order' }).waitFor()
  await press('ArrowDown', 'Enter')
  await expect.poll(() => document.inputValue()).toBe('Confirmed order')
  await press('Escape')
  await land(node('Create or update orders'))

  await press('ArrowLeft', 'ArrowLeft')
  await land(node('Filter'))
  await press('Enter')
  await land(settings)
  await push(settings.getByRole('button', { name: 'Condition', exact: true }))
  await fill(settings.getByRole('combobox'), 'data.paymentState')
  await press('Enter')
  await fill(settings.getByPlaceholder('Value').or(settings.getByLabel('Value')), 'paid')
  await press('Escape')
  await land(node('Filter'))

  await press('ArrowRight')
  await land(node('Map'))
  await press('Enter')
  const panel = page.getByRole('dialog', { name: 'Map' })
  await land(panel)
  await push(panel.getByRole('button', { name: 'Get records' }))
  await panel.getByText(/^1 of \d+$/).waitFor()
  await mapByTable('lines[].taxCode', 'taxCode', { 1: '21% incl.', 2: '9% incl.', 3: '0%' })
  await mapByTable('shippingMethod', 'data.shippingMethod', {
    AFHALEN: 'Afhalen in de winkel',
    FIETSKOERIER: 'Standaard bezorging',
    POSTNL: 'Standaard bezorging',
  })
  await press('Escape')
  await panel.waitFor({ state: 'detached' })
  await land(node('Map'))

  await press('Control+Enter')
  await page.locator('[data-run][data-state="finished"]').waitFor({ timeout: 120_000 })
  const placed = trade.ordersInBooks().length
  expect(placed).toBeGreaterThan(5)
  await page.getByRole('button', { name: `The run is finished, ${placed} written` }).waitFor()
  await press('ArrowLeft', 'ArrowLeft')
  await land(node('Read orders'))
  await expect.poll(() => node('Read orders').locator('.node-passed').innerText()).toBe('60 →')

  async function mapByTable(target: string, source: string, table: Readonly<Record<string, string>>): Promise<void> {
    await fill(panel.getByRole('searchbox', { name: 'Search fields', exact: true }), target.split('.').at(-1) ?? target)
    await reach(panel.getByRole('listbox', { name: 'Can be filled' }))
    await press('Enter')
    const row = mapping(target)
    await fill(row.getByRole('combobox'), source)
    await press('Escape')
    await push(row.getByRole('button', { name: 'Add a function' }))
    await type('value map')
    await press('Enter')
    const form = page.getByRole('dialog', { name: 'Value map' })
    await land(form)
    for (const [index, [from, to]] of Object.entries(table).entries()) await addValue(form, index + 1, from, to)
    await press('Escape')
    await form.waitFor({ state: 'detached' })
    await land(row)
  }

  async function addValue(form: Locator, row: number, from: string, to: string): Promise<void> {
    await push(form.getByRole('button', { name: 'Add value' }))
    await fill(form.getByLabel(`From, row ${row}`), from)
    await fill(form.getByLabel(`To, row ${row}`), to)
  }
})
