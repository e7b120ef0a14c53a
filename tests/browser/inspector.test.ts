import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import type { FlowDocument } from '#core/flow/document.ts'
import { openEditor, orderFlow, withSettings } from './inspector-fixtures.ts'
import { connectionCard } from './support/host-fixtures.ts'
import { closeBrowser } from './support/open-page.ts'

afterAll(closeBrowser)

const timeout = 90_000

async function select(page: Page, name: string) {
  await page.locator('.react-flow__node', { hasText: name }).first().click()
  const inspector = page.getByRole('complementary', { name: 'Settings' })
  await inspector.getByRole('tab', { name: 'Settings' }).waitFor()
  return inspector
}

/** The draft as the page last saved it. */
function lastDraft(asked: readonly { readonly name: string; readonly given: unknown }[]): FlowDocument | undefined {
  const saved = asked.findLast((one) => one.name === 'flow:save-draft')?.given as { readonly document: FlowDocument } | undefined
  return saved?.document
}

const settingsOf = (document: FlowDocument | undefined, id: string) => document?.nodes.find((node) => node.id === id)?.settings

describe('the form of a node', () => {
  it(
    'asks what the system asks for its kind of record, and tells a wrong value while it is typed',
    async () => {
      const { page, asked, close } = await openEditor()
      const inspector = await select(page, 'Orders of the till')
      await inspector.getByRole('textbox', { name: 'Orders per request' }).fill('0')
      await inspector.getByText('Is 0; the least is 1', { exact: true }).waitFor()
      await inspector.getByRole('list', { name: '1 problem' }).getByText('"Orders per request" is 0').waitFor()
      await inspector.getByRole('textbox', { name: 'Orders per request' }).fill('250')
      await inspector.getByRole('list', { name: '1 problem' }).waitFor({ state: 'detached' })
      await expect.poll(() => settingsOf(lastDraft(asked), 'orders')?.settings).toMatchObject({ pageSize: 250, start: 'beginning' })
      await close()
    },
    timeout,
  )

  it(
    'takes back what was typed in one step',
    async () => {
      const { page, close } = await openEditor()
      const inspector = await select(page, 'Note it')
      const message = inspector.getByLabel('Message')
      await message.pressSequentially(' again')
      await page.locator('.react-flow__node', { hasText: 'Note it' }).first().click()
      await page.keyboard.press('Control+z')
      await expect.poll(() => message.inputValue()).toBe('Order {data.number} of {data.customer.name} did not go through.')
      await close()
    },
    timeout,
  )

  it(
    'offers only what the system can write, and asks for orders what concerns orders',
    async () => {
      const { page, close } = await openEditor()
      const inspector = await select(page, 'Sales orders in Odoo')
      await inspector.getByLabel('Customer of an order').waitFor()
      await inspector.getByRole('button', { name: /Kind of record/ }).click()
      await page.getByRole('option', { name: 'Products', exact: true }).click()
      await inspector.getByLabel('Customer of an order').waitFor({ state: 'detached' })
      await close()
    },
    timeout,
  )

  it(
    'folds away what is seldom changed, and shows it when it is changed',
    async () => {
      const { page, close } = await openEditor({ document: withSettings('place', { parallel: 8 }) })
      const inspector = await select(page, 'Sales orders in Odoo')
      expect(await inspector.getByRole('textbox', { name: 'Requests at once' }).inputValue()).toBe('8')
      expect(await inspector.getByText('Create again when nobody can say').count()).toBe(0)
      await inspector.getByRole('button', { name: /more settings/ }).click()
      await inspector.getByText('Create again when nobody can say').waitFor()
      await inspector.getByRole('button', { name: 'Requests at once: back to the default' }).click()
      await expect.poll(() => inspector.getByRole('textbox', { name: 'Requests at once' }).count()).toBe(1)
      await expect.poll(() => inspector.getByRole('textbox', { name: 'Requests at once' }).inputValue()).toBe('')
      await close()
    },
    timeout,
  )

  it(
    'takes a choice from the live system, or any text while it does not answer',
    async () => {
      const { page, asked, close } = await openEditor()
      const inspector = await select(page, 'Sales orders in Odoo')
      await inspector.getByText('2 in the system').waitFor()
      const station = page.getByRole('option', { name: 'Shop at the station' })
      await inspector.getByRole('combobox', { name: /Warehouse/ }).focus()
      // The list is made with the focus; whoever is faster presses again.
      await expect.poll(async () => (await station.isVisible()) || (await page.keyboard.press('ArrowDown')) || false).toBe(true)
      await station.click()
      await expect.poll(() => settingsOf(lastDraft(asked), 'place')?.settings).toEqual({ warehouse: 'ST' })
      await close()

      const failing = await openEditor({ choicesFail: true })
      const other = await select(failing.page, 'Sales orders in Odoo')
      await other.getByText('Odoo at demo.odoo.com does not answer.').first().waitFor()
      await other.getByRole('combobox', { name: /Warehouse/ }).fill('WH-9')
      await expect.poll(() => settingsOf(lastDraft(failing.asked), 'place')?.settings).toEqual({ warehouse: 'WH-9' })
      await failing.close()
    },
    timeout,
  )

  it(
    'keeps settings nobody knows, and shows them',
    async () => {
      const { page, asked, close } = await openEditor({ document: withSettings('tell', { colour: 'red' }) })
      const inspector = await select(page, 'Note it')
      await inspector.getByRole('heading', { name: 'Other settings' }).or(inspector.getByText('Other settings')).first().waitFor()
      await inspector.getByText('"colour": "red"').waitFor()
      await inspector.getByLabel('Message').fill('x')
      await expect.poll(() => settingsOf(lastDraft(asked), 'tell')).toMatchObject({ message: 'x', colour: 'red' })
      await close()
    },
    timeout,
  )

  it(
    'leads from a problem to its setting',
    async () => {
      const { page, close } = await openEditor({ document: withSettings('place', { customers: 'default' }) })
      const inspector = await select(page, 'Sales orders in Odoo')
      await inspector.getByRole('button', { name: 'Fill in the debtor that orders are booked on.' }).click()
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.closest('[data-setting]')?.getAttribute('data-setting')))
        .toBe('defaultCustomer')
      await close()
    },
    timeout,
  )
})

describe('the systems of a flow', () => {
  it(
    'adds the system a node needs and names what is not bound here',
    async () => {
      const { page, asked, close } = await openEditor({
        document: orderFlow((document) => ({
          ...document,
          slots: {},
          nodes: document.nodes.map((node) => (node.id === 'orders' ? { ...node, settings: {} } : node)),
        })),
        bindings: {},
      })
      const inspector = await select(page, 'Orders of the till')
      await inspector.getByRole('button', { name: 'Choose a system' }).click()
      await page.getByRole('menuitem', { name: /MplusKASSA/ }).click()
      await inspector.getByText('No MplusKASSA connection is chosen yet').waitFor()
      await inspector.getByRole('button', { name: /On this computer/ }).click()
      await page.getByRole('option', { name: 'Till main street' }).click()
      await inspector.getByText('No MplusKASSA connection is chosen yet').waitFor({ state: 'detached' })
      await inspector.getByRole('button', { name: 'Choose What to read' }).click()
      await page.getByRole('option', { name: 'Orders' }).click()
      await expect.poll(() => settingsOf(lastDraft(asked), 'orders')).toMatchObject({ slot: 'mplus', entity: 'order' })
      expect(asked.find((one) => one.name === 'flow:bind')?.given).toMatchObject({ slot: 'mplus', connectionId: 'till-1' })
      await close()
    },
    timeout,
  )

  it(
    'adds a connection right there, and uses it',
    async () => {
      const cards = [connectionCard({ id: 'books-1', name: 'Books' })]
      const { page, asked, close } = await openEditor({
        bindings: { books: 'books-1' },
        handlers: {
          'connection:list': () => cards,
          'connection:add': ({ connectorId, name }) => {
            const added = connectionCard({ id: 'till-9', name, connectorId, state: { kind: 'unchecked' } })
            cards.push(added)
            return added
          },
        },
      })
      const inspector = await select(page, 'Orders of the till')
      await inspector.getByText('No MplusKASSA connection is chosen yet').waitFor()
      await inspector.getByRole('button', { name: 'New connection' }).click()
      const form = page.getByRole('dialog', { name: 'New connection to MplusKASSA' })
      await form.getByLabel('Name (required)').fill('Till at the market')
      await form.getByLabel('Port (required)').fill('34511')
      await form.getByLabel('Ident (required)').fill('shop')
      await form.getByLabel('Secret (required)').fill('hush')
      await form.getByRole('button', { name: 'Add', exact: true }).click()
      await inspector.getByRole('button', { name: /Till at the market/ }).waitFor()
      expect(asked.find((one) => one.name === 'flow:bind')?.given).toMatchObject({ slot: 'till', connectionId: 'till-9' })
      await close()
    },
    timeout,
  )

  it(
    'shows the flow itself while nothing is selected',
    async () => {
      const { page, asked, close } = await openEditor()
      const inspector = page.getByRole('complementary', { name: 'Settings' })
      await inspector.getByLabel('Name of the flow').fill('Orders to the books')
      await inspector.getByText('The run stops').click()
      await expect.poll(() => lastDraft(asked)).toMatchObject({ name: 'Orders to the books', options: { onFailure: 'stop' } })
      await expect.poll(() => inspector.getByRole('button', { name: /On this computer/ }).count()).toBe(2)
      await close()
    },
    timeout,
  )
})

describe('the condition builder', () => {
  it(
    'builds a condition in a nested group and says it in words',
    async () => {
      const { page, asked, close } = await openEditor()
      const inspector = await select(page, 'Paid, not cancelled')
      await inspector.getByText('payment state is "paid" and status is not "cancelled"').waitFor()
      await inspector.getByRole('button', { name: 'Group' }).click()
      await page.getByRole('menuitem', { name: 'A group of which any holds' }).click()
      const field = inspector.getByRole('combobox', { name: 'Field', exact: true }).last()
      await field.fill('totals.incl')
      await page.getByRole('option', { name: /data\.totals\.incl/ }).click()
      await inspector.getByRole('button', { name: /How data\.totals\.incl is compared/ }).click()
      await page.getByRole('option', { name: 'is more than' }).click()
      await inspector.getByLabel('What data.totals.incl is compared with').fill('100')
      await inspector.getByText('and total incl. tax is more than "100"').waitFor()
      await expect
        .poll(() => settingsOf(lastDraft(asked), 'paid')?.condition)
        .toMatchObject({
          all: [{}, {}, { any: [{ path: 'data.totals.incl', is: 'greater', value: '100' }] }],
        })
      await close()
    },
    timeout,
  )
})

it(
  'names a node in several words, letter by letter',
  async () => {
    const { page, asked, close } = await openEditor()
    const inspector = await select(page, 'Paid, not cancelled')
    const name = inspector.getByRole('textbox', { name: 'Name of this node' })
    await name.fill('')
    await name.pressSequentially('Paid by card ')
    await expect.poll(() => name.inputValue()).toBe('Paid by card ')
    await page.keyboard.press('Tab')
    await expect.poll(() => name.inputValue()).toBe('Paid by card')
    await expect.poll(() => lastDraft(asked)?.nodes.find(({ id }) => id === 'paid')?.name).toBe('Paid by card')
    await close()
  },
  timeout,
)

describe('the keyboard in the condition builder', () => {
  it(
    'goes into the row that was added, and to a neighbour of the one that went',
    async () => {
      const { page, close } = await openEditor()
      const inspector = await select(page, 'Paid, not cancelled')
      const fields = inspector.getByRole('combobox', { name: 'Field', exact: true })
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent)
      // A field may open its list with the focus, a moment later: nothing else can be reached until it is closed.
      const pressOn = (button: Locator) =>
        expect
          .poll(async () => {
            if ((await button.count()) === 0) await page.keyboard.press('Escape')
            return await button
              .first()
              .press('Enter', { timeout: 1_000 })
              .then(
                () => true,
                () => false,
              )
          })
          .toBe(true)
      await fields.nth(1).waitFor()
      await inspector.getByRole('button', { name: 'Condition', exact: true }).press('Enter')
      await expect.poll(() => fields.nth(2).evaluate((field) => field === document.activeElement)).toBe(true)
      await pressOn(inspector.getByRole('button', { name: 'Group' }))
      await page.getByRole('menuitem', { name: 'A group of which any holds' }).press('Enter')
      await expect.poll(() => fields.nth(3).evaluate((field) => field === document.activeElement)).toBe(true)

      const remove = inspector.getByRole('button', { name: /^Remove/ })
      await expect.poll(async () => (await remove.count()) > 1 || (await page.keyboard.press('Escape')) || false).toBe(true)
      const second = await remove.nth(1).getAttribute('aria-label')
      await pressOn(remove)
      await expect.poll(focused).toBe(second)
      // The group at the end goes: the row before it is the nearest.
      const last = inspector.getByRole('button', { name: 'Remove this group' })
      const before = await remove.nth(1).getAttribute('aria-label')
      await last.press('Enter')
      await expect.poll(focused).toBe(before)
      for (let left = await fields.count(); left > 0; left -= 1) {
        await remove.first().press('Enter')
        await expect.poll(() => fields.count()).toBe(left - 1)
      }
      await expect.poll(focused).toBe('Condition')
      await close()
    },
    timeout,
  )
})

describe('the schedule', () => {
  it(
    'understands plain words and marks the night the clocks change',
    async () => {
      const { page, asked, close } = await openEditor()
      const inspector = await select(page, 'Schedule')
      await inspector.getByLabel('In your own words').fill('daily at 2:30')
      await inspector.getByRole('button', { name: 'Set' }).click()
      await expect.poll(() => settingsOf(lastDraft(asked), 'clock')).toMatchObject({ how: 'daily', times: ['02:30'] })
      const times = inspector.getByRole('region', { name: 'Next runs' })
      await times.getByText('clocks go back').waitFor()
      await expect.poll(() => times.getByRole('listitem').count()).toBe(10)
      await inspector.getByLabel('In your own words').fill('when the moon is full')
      await inspector.getByRole('button', { name: 'Set' }).click()
      await inspector.getByText('"when the moon is full" was not understood').waitFor()
      await close()
    },
    timeout,
  )
})

it(
  'explains a node offline, with an example from the flow’s own data',
  async () => {
    const { page, close } = await openEditor()
    const inspector = await select(page, 'In the terms of the books')
    await inspector.getByRole('tab', { name: 'Help' }).click()
    await inspector.getByText('From the last run of this flow.').waitFor()
    await inspector.getByText('Comes in: 1042').waitFor()
    await close()
  },
  timeout,
)

it.each(['light', 'dark'] as const)(
  'has no serious fault for screen readers, in %s',
  async (theme) => {
    const { page, close } = await openEditor({}, { theme })
    for (const name of ['Orders of the till', 'Paid, not cancelled', 'Sales orders in Odoo', 'Schedule']) {
      await select(page, name)
      const { violations } = await new AxeBuilder({ page }).include('.inspector').analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect({ name, serious: serious.map(({ id, nodes }) => [id, nodes.map((node) => node.html.slice(0, 200))]) }).toEqual({
        name,
        serious: [],
      })
    }
    await close()
  },
  timeout,
)
