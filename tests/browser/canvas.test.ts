import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import type { FlowDocument } from '#core/flow/document.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { editorHost, emptyFlow, type FakeHost, template } from './canvas-fixtures.ts'
import { connectionCard, runSummary } from './support/host-fixtures.ts'
import { closeBrowser, type OpenedPage, openPage } from './support/open-page.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

let opened: OpenedPage | undefined

afterEach(async () => {
  await opened?.close()
  opened = undefined
})
afterAll(closeBrowser)

async function open(draft: FlowDocument, host: FakeHost = editorHost(draft, { bindings: { till: 'till-1', books: 'odoo-1' } })) {
  opened = await openPage(host.handlers, { path: '/#/flow/orders' })
  await opened.page.getByRole('application').waitFor({ timeout: 45_000 })
  return { page: opened.page, host, tell: opened.tell }
}

function node(page: Page, name: string): Locator {
  return page.locator('.node').filter({ hasText: name })
}

function entry(page: Page, name: string, system?: string): Locator {
  const palette = page.getByRole('complementary', { name: 'Palette' })
  return (system ? palette.getByRole('region', { name: system }) : palette).getByRole('button', { name, exact: true })
}

async function centre(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await locator.boundingBox()
  if (!box) throw new Error('It is not on the screen.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 })
  await page.mouse.move(to.x, to.y, { steps: 4 })
  await page.mouse.up()
}

/** From an output's dot to a node, as a hand does. */
async function wire(page: Page, from: string, to: string, port = 'out') {
  const dot = node(page, from).locator(`.port-out[data-handleid="${port}"]`)
  await drag(page, await centre(dot), await centre(node(page, to)))
}

/** The wires as `a > b`, by the names on the canvas. */
function wires({ nodes, wires }: FlowDocument): readonly string[] {
  const name = (id: string) => nodes.find((one) => one.id === id)?.name ?? id
  return wires.map(({ from, to }) => `${name(from[0])}${from[1] === 'out' ? '' : `.${from[1]}`} > ${name(to)}`)
}

async function undoAll(page: Page) {
  const undo = page.getByRole('button', { name: 'Undo' })
  while (await undo.isEnabled()) await undo.press('Enter')
}

async function redoAll(page: Page) {
  const redo = page.getByRole('button', { name: 'Redo' })
  while (await redo.isEnabled()) await redo.press('Enter')
}

describe('with the mouse', () => {
  it('builds a flow from an empty canvas, undoes all of it and does all of it again', async () => {
    const { page, host } = await open(emptyFlow)
    await page.getByText('Nothing happens here yet').waitFor()
    const canvas = await centre(page.getByRole('application'))
    await entry(page, 'Read orders', 'MplusKASSA').dragTo(page.getByRole('application'), { targetPosition: { x: 160, y: 200 } })
    await node(page, 'Read orders').waitFor()
    await entry(page, 'Filter').dragTo(page.getByRole('application'), { targetPosition: { x: 420, y: 320 } })
    await entry(page, 'Create or update orders', 'Odoo').dragTo(page.getByRole('application'), { targetPosition: { x: 620, y: 160 } })
    await wire(page, 'Read orders', 'Filter')
    await wire(page, 'Filter', 'Create or update orders')
    await expect.poll(() => wires(host.draft)).toEqual(['read-order > filter', 'filter > upsert-order'])
    expect(Object.keys(host.draft.slots).toSorted()).toEqual(['mplus', 'odoo'])

    const built = serializeFlow(host.draft)
    await undoAll(page)
    await expect.poll(() => serializeFlow(host.draft)).toBe(serializeFlow(emptyFlow))
    await page.getByText('Nothing happens here yet').waitFor()
    await redoAll(page)
    await expect.poll(() => serializeFlow(host.draft)).toBe(built)
    expect(canvas.x).toBeGreaterThan(0)
  })

  it('splices a node from the palette into the wire it is dropped on', async () => {
    const { page, host } = await open(template())
    const box = await page.getByRole('application').boundingBox()
    const from = await centre(node(page, 'In the terms of the books'))
    const to = await centre(node(page, 'Sales orders in Odoo'))
    const middle = { x: (from.x + to.x) / 2 - (box?.x ?? 0), y: (from.y + to.y) / 2 - (box?.y ?? 0) }
    await entry(page, 'Log').dragTo(page.getByRole('application'), { targetPosition: middle })
    await expect.poll(() => wires(host.draft)).toContain('In the terms of the books > log')
    expect(wires(host.draft)).toContain('log > Sales orders in Odoo')
    expect(wires(host.draft)).not.toContain('In the terms of the books > Sales orders in Odoo')
    expect(host.history.steps.map(({ label }) => label)).toEqual(['Added Log'])
  })

  it('splices a node without wires that is dragged onto one', async () => {
    const flow = template()
    const { page, host } = await open({ ...flow, wires: flow.wires.filter(({ to }) => to !== 'tell') })
    const from = await centre(node(page, 'Paid, not cancelled'))
    const to = await centre(node(page, 'In the terms of the books'))
    await drag(page, await centre(node(page, 'Note it').locator('.node-title')), { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 })
    await expect.poll(() => wires(host.draft)).toContain('Paid, not cancelled > Note it')
    expect(wires(host.draft)).toContain('Note it > In the terms of the books')
  })

  it('cuts the wires a knife is drawn through, as one step', async () => {
    const { page, host } = await open(template())
    const orders = await centre(node(page, 'Orders of the till'))
    const paid = await centre(node(page, 'Paid, not cancelled'))
    const x = (orders.x + paid.x) / 2
    await page.keyboard.down('Alt')
    await drag(page, { x, y: orders.y - 40 }, { x, y: orders.y + 40 })
    await page.keyboard.up('Alt')
    await expect.poll(() => wires(host.draft)).not.toContain('Orders of the till > Paid, not cancelled')
    expect(host.history.steps.map(({ label }) => label)).toEqual(['Cut a wire'])
  })

  it('lights up what a wire may lead to, and says why not of the others', async () => {
    const { page } = await open(template())
    const dot = await centre(node(page, 'In the terms of the books').locator('.port-out'))
    await page.mouse.move(dot.x, dot.y)
    await page.mouse.down()
    await page.mouse.move(dot.x + 40, dot.y + 60, { steps: 4 })
    await expect.poll(() => node(page, 'Note it').getAttribute('class')).toContain('node-lit')
    await expect.poll(() => node(page, 'Orders of the till').innerText()).toContain('takes no input')
    await expect.poll(() => node(page, 'Paid, not cancelled').innerText()).toContain('round in a circle')
    await expect.poll(() => node(page, 'Sales orders in Odoo').innerText()).toContain('wired already')
    await page.mouse.up()
  })

  it('offers what can be added where a wire is dropped on empty canvas', async () => {
    const { page, host } = await open(template())
    const dot = await centre(node(page, 'Paid, not cancelled').locator('.port-out[data-handleid="rest"]'))
    await drag(page, dot, { x: dot.x + 20, y: dot.y + 180 })
    const search = page.getByRole('combobox', { name: 'Add a node' })
    await search.fill('log')
    expect(await page.getByRole('option').allInnerTexts()).not.toContain('Catch')
    await search.press('Enter')
    await expect.poll(() => wires(host.draft)).toContain('Paid, not cancelled.rest > log')
  })

  it('deletes a node and leads what came before on to what came after', async () => {
    const { page, host } = await open(template())
    await node(page, 'Paid, not cancelled').click()
    await page.keyboard.press('Control+Delete')
    await expect.poll(() => wires(host.draft)).toContain('Orders of the till > In the terms of the books')
    expect(host.draft.nodes.some(({ id }) => id === 'paid')).toBe(false)
  })

  it('groups what is selected, and the group moves as one', async () => {
    const { page, host } = await open(template())
    await node(page, 'What did not go through').click()
    await page.keyboard.down('Shift')
    await node(page, 'Note it').click()
    await page.keyboard.up('Shift')
    await page.keyboard.press('Control+g')
    await page.getByRole('textbox', { name: 'Name of the group' }).fill('Failures')
    await page.keyboard.press('Enter')
    await expect.poll(() => host.draft.groups).toMatchObject([{ name: 'Failures', members: ['failed', 'tell'] }])

    const before = host.draft.nodes.filter(({ id }) => id === 'failed' || id === 'tell').map(({ position }) => position)
    const name = await centre(page.locator('.group-name'))
    await drag(page, name, { x: name.x + 80, y: name.y + 60 })
    await expect.poll(() => host.history.steps.at(-1)?.label).toBe('Moved Failures')
    const after = host.draft.nodes.filter(({ id }) => id === 'failed' || id === 'tell').map(({ position }) => position)
    const by = after.map(([x, y], place) => [x - (before[place]?.[0] ?? 0), y - (before[place]?.[1] ?? 0)])
    expect(by[0]).toEqual(by[1])
    expect(by[0]?.[0]).toBeGreaterThan(40)
  })

  it('lines up what is selected and colours its group with the bar that comes with a selection', async () => {
    const { page, host } = await open(template())
    await node(page, 'What did not go through').click()
    await page.keyboard.down('Shift')
    await node(page, 'Note it').click()
    await page.keyboard.up('Shift')
    const bar = page.getByRole('toolbar', { name: 'What can be done with the selection' })
    await bar.getByText('2 selected').waitFor()
    await bar.getByRole('button', { name: 'Align left' }).click()
    const places = () => host.draft.nodes.filter(({ id }) => id === 'failed' || id === 'tell').map(({ position }) => position[0])
    await expect.poll(() => places()[0] === places()[1]).toBe(true)
    await bar.getByRole('button', { name: 'Group', exact: true }).click()
    await page.getByRole('textbox', { name: 'Name of the group' }).press('Enter')
    await bar.getByRole('button', { name: 'Amber' }).click()
    await expect.poll(() => host.draft.groups?.[0]?.colour).toBe('amber')
    await bar.getByRole('button', { name: 'Ungroup' }).click()
    await expect.poll(() => host.draft.groups ?? []).toEqual([])
  })

  it('goes back to a step of the history that is pressed', async () => {
    const { page, host } = await open(template())
    await node(page, 'Note it').click()
    await page.keyboard.press('Delete')
    await node(page, 'What did not go through').click()
    await page.keyboard.press('Delete')
    await page.getByRole('button', { name: 'History of changes' }).click()
    const list = page.getByRole('list', { name: 'History of changes' })
    expect((await list.getByRole('button').allInnerTexts()).map((text) => text.split('\n')[0])).toEqual([
      'Deleted What did not go through',
      'Deleted Note it',
      'Where this began',
    ])
    await list.getByRole('button', { name: 'Where this began' }).click()
    await expect.poll(() => serializeFlow(host.draft)).toBe(serializeFlow(template()))
  })
})

describe('with the keyboard only', () => {
  it('builds a flow: adds after the node at hand, connects, moves, walks and deletes', async () => {
    const { page, host } = await open(emptyFlow)
    await page.getByRole('application').focus()
    await page.keyboard.press('a')
    await page.getByRole('combobox', { name: 'Add a node' }).fill('read orders')
    await page.keyboard.press('Enter')
    await expect.poll(() => host.draft.nodes.length).toBe(1)
    await focusOn(page, 'Read orders')
    await page.keyboard.press('a')
    await page.getByRole('combobox', { name: 'Add a node' }).fill('filter')
    await page.keyboard.press('Enter')
    await focusOn(page, 'Filter')
    await page.keyboard.press('a')
    await page.getByRole('combobox', { name: 'Add a node' }).fill('create order odoo')
    await page.keyboard.press('Enter')
    await focusOn(page, 'Create or update orders')
    await expect.poll(() => wires(host.draft)).toEqual(['read-order > filter', 'filter > upsert-order'])

    await page.keyboard.press('ArrowLeft')
    await focusOn(page, 'Filter')
    await page.keyboard.press('c')
    await page.getByRole('combobox', { name: 'Connect Filter to' }).fill('rest create')
    await page.keyboard.press('Enter')
    await expect.poll(() => wires(host.draft)).toContain('filter.rest > upsert-order')

    await focusOn(page, 'Filter')
    await page.keyboard.press('x')
    await page.getByRole('combobox', { name: 'Cut a wire of Filter' }).fill('rest')
    await page.keyboard.press('Enter')
    await expect.poll(() => wires(host.draft)).toEqual(['read-order > filter', 'filter > upsert-order'])

    await focusOn(page, 'Filter')
    const before = host.draft.nodes.find(({ id }) => id === 'filter')?.position
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(() => host.draft.nodes.find(({ id }) => id === 'filter')?.position).toEqual([before?.[0], (before?.[1] ?? 0) + 16])
    expect(host.history.steps.at(-1)?.label).toBe('Moved Filter')

    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.editor-inspector') !== null)).toBe(true)
    await page.keyboard.press('Escape')
    await focusOn(page, 'Filter')
    await page.keyboard.press('Delete')
    await expect.poll(() => host.draft.nodes.map(({ id }) => id)).toEqual(['read-order', 'upsert-order'])
    await focusOn(page, 'Read orders')
    await undoAll(page)
    await expect.poll(() => serializeFlow(host.draft)).toBe(serializeFlow(emptyFlow))
  })

  it('renames a node where it stands, and keeps the old name after Escape', async () => {
    const { page, host } = await open(template())
    await node(page, 'Note it').click()
    await page.keyboard.press('F2')
    const name = node(page, '').getByRole('textbox', { name: 'Name of the node' })
    await expect.poll(() => name.inputValue()).toBe('Note it')
    await page.keyboard.type('Write it down')
    await page.keyboard.press('Enter')
    await expect.poll(() => host.draft.nodes.find(({ id }) => id === 'tell')?.name).toBe('Write it down')
    await focusOn(page, 'Write it down')
    await page.keyboard.press('F2')
    await page.keyboard.type('Something else')
    await page.keyboard.press('Escape')
    await focusOn(page, 'Write it down')
    expect(host.draft.nodes.find(({ id }) => id === 'tell')?.name).toBe('Write it down')
  })

  it('walks along the wires, and says what each node is', async () => {
    const { page } = await open(template())
    await node(page, 'Orders of the till').focus()
    await page.keyboard.press('ArrowRight')
    await focusOn(page, 'Paid, not cancelled')
    await page.keyboard.press('ArrowRight')
    await focusOn(page, 'In the terms of the books')
    await page.keyboard.press('ArrowDown')
    await focusOn(page, 'What did not go through')
    const said = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
    expect(said).toBe('What did not go through. Catch. all failures')
  })

  it('finds nodes by their settings and goes there', async () => {
    const { page } = await open(template())
    await page.keyboard.press('Control+f')
    await page.getByRole('combobox', { name: 'Find in this flow' }).fill('fietskoerier')
    await page.keyboard.press('Enter')
    await focusOn(page, 'In the terms of the books')
  })
})

describe('a node added by hand', () => {
  const bound = () => opened?.asked.filter(({ name }) => name === 'flow:bind').map(({ given }) => given)

  it('uses the connection of this computer when only one fits, and says so', async () => {
    const { page, host } = await open(emptyFlow, editorHost(emptyFlow))
    await entry(page, 'Create or update orders', 'Odoo').dblclick()
    await page.getByText('Uses the connection Odoo main').waitFor()
    expect(bound()).toEqual([{ flowId: 'orders', slot: 'odoo', connectionId: 'odoo-1' }])
    // The host had the slot before it was asked to bind it.
    expect(Object.keys(host.draft.slots)).toEqual(['odoo'])
    // Its slot is there now: nothing is chosen a second time.
    await entry(page, 'Create or update orders', 'Odoo').dblclick()
    await expect.poll(() => host.draft.nodes.length).toBe(2)
    expect(bound()).toHaveLength(1)
  })

  it('leaves the choice to the user when several fit', async () => {
    const { page } = await open(emptyFlow, editorHost(emptyFlow))
    await entry(page, 'Read orders', 'MplusKASSA').dblclick()
    await page.getByText('No MplusKASSA connection is chosen yet').first().waitFor()
    await entry(page, 'Create or update orders', 'Odoo').dblclick()
    await page.getByText('Uses the connection Odoo main').waitFor()
    expect(bound()).toEqual([{ flowId: 'orders', slot: 'odoo', connectionId: 'odoo-1' }])
  })

  it('does not write with a connection that only reads', async () => {
    const host = editorHost(emptyFlow)
    const cards = [connectionCard({ readOnly: true }), connectionCard({ id: 'till-1', name: 'Till', connectorId: 'mplus', readOnly: true })]
    const { page } = await open(emptyFlow, { ...host, handlers: { ...host.handlers, 'connection:list': () => cards } })
    await entry(page, 'Create or update orders', 'Odoo').dblclick()
    await page.getByText('No Odoo connection is chosen yet').first().waitFor()
    await entry(page, 'Read orders', 'MplusKASSA').dblclick()
    await page.getByText('Uses the connection Till').waitFor()
    expect(bound()).toEqual([{ flowId: 'orders', slot: 'mplus', connectionId: 'till-1' }])
  })
})

describe('what is copied', () => {
  it('is readable text, and comes in beside the original with wires and slots of its own flow', async () => {
    const { page, host } = await open(template())
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await node(page, 'Orders of the till').click()
    await page.keyboard.down('Shift')
    await node(page, 'Paid, not cancelled').click()
    await page.keyboard.up('Shift')
    await page.keyboard.press('Control+c')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('"Orders of the till"')
    const text = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
    expect(text).toMatchObject({ format: 1, slots: { till: { connector: 'mplus' } }, wires: [{ from: ['orders', 'out'], to: 'paid' }] })

    await page.keyboard.press('Control+v')
    await expect.poll(() => host.draft.nodes.length).toBe(8)
    expect(host.draft.wires.at(-1)).toEqual({ from: ['orders-2', 'out'], to: 'paid-2' })
    expect(Object.keys(host.draft.slots).toSorted()).toEqual(['books', 'till'])
    await page.keyboard.press('Control+z')
    await expect.poll(() => serializeFlow(host.draft)).toBe(serializeFlow(template()))
  })

  it('is refused when it is no part of a flow', async () => {
    const { page, host } = await open(template())
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate(() => navigator.clipboard.writeText('milk, eggs'))
    await page.getByRole('application').focus()
    await page.keyboard.press('Control+v')
    await page.getByText('What was copied is no part of a flow.').waitFor()
    expect(serializeFlow(host.draft)).toBe(serializeFlow(template()))
  })
})

it('leaves a tidied flow as it is when it is tidied again', async () => {
  const { page, host } = await open(template())
  await page.getByRole('application').focus()
  await page.keyboard.press('Shift+T')
  await expect.poll(() => host.history.steps.length).toBe(1)
  const once = serializeFlow(host.draft)
  await page.keyboard.press('Shift+T')
  await page.keyboard.press('Shift+C')
  await page.keyboard.press('Escape')
  await expect.poll(() => host.history.steps.length).toBe(2)
  await page.keyboard.press('Control+z')
  await expect.poll(() => serializeFlow(host.draft)).toBe(once)
})

describe('publishing', () => {
  it('lists what changed since the published version, old beside new', async () => {
    const flow = template()
    const published = { version: 3, at: Date.now() - 3_600_000, document: flow }
    const changed: FlowDocument = {
      ...flow,
      nodes: flow.nodes
        .filter(({ id }) => id !== 'tell')
        .map((one) => (one.id === 'orders' ? { ...one, settings: { ...one.settings, limit: 5 } } : one)),
      wires: flow.wires.filter(({ to }) => to !== 'tell'),
    }
    const { page, host } = await open(changed, editorHost(changed, { bindings: { till: 'till-1', books: 'odoo-1' }, published }))
    await page.getByRole('button', { name: 'Publish 3 changes' }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish this flow' })
    const rows = (await dialog.locator('.difference').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').trim())
    expect(rows).toEqual([
      'Settings of Orders of the till changed At most – 5',
      'Note it removed',
      'What did not go through no longer leads to Note it',
    ])
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('Version 4 is published.').waitFor()
    await page.getByRole('button', { name: 'Version 4' }).waitFor()
    expect(serializeFlow(host.draft)).toBe(serializeFlow(changed))
  })

  it('shows that the file was changed elsewhere, compares, and takes what the user chooses', async () => {
    const flow = template()
    const theirs: FlowDocument = { ...flow, name: 'Orders, mended by hand' }
    const host = editorHost(flow, {
      bindings: { till: 'till-1', books: 'odoo-1' },
      published: { version: 1, at: Date.now(), document: flow },
      fileChange: { kind: 'changed', problems: [], document: theirs },
    })
    const chosen: string[] = []
    const { page } = await open(flow, {
      ...host,
      handlers: {
        ...host.handlers,
        'flow:resolve-file': async ({ choice, flowId }, caller) => {
          chosen.push(choice)
          const there = await host.handlers['flow:open']?.({ flowId }, caller)
          if (!there) throw new Error('There is no such flow.')
          return { ...there, draft: theirs, fileChange: null }
        },
      },
    })
    await page.getByRole('button', { name: 'Compare' }).click()
    await page.getByText('Flow renamed from MplusKASSA orders → Odoo to Orders, mended by hand').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: "Take the file's" }).click()
    await expect.poll(() => page.getByRole('button', { name: 'Compare' }).count()).toBe(0)
    expect(chosen).toEqual(['take'])
  })
})

it('names the missing connection of a refused run, and runs once it is chosen right there', async () => {
  const host = editorHost(template(), { bindings: { till: 'till-1' } })
  const started: string[] = []
  let refused = false
  const { page } = await open(template(), {
    ...host,
    handlers: {
      ...host.handlers,
      'run:start': ({ mode }) => {
        if (started.length === 0 && !refused) {
          refused = true
          throw new SettingsError('The flow needs a connection for "Books".', { code: 'slot-unbound' })
        }
        started.push(mode)
        return { runId: 1 }
      },
    },
  })
  await page.keyboard.press('Control+Enter')
  const dialog = page.getByRole('dialog', { name: 'The run could not begin' })
  await dialog.getByText('The flow needs a connection for "Books".').waitFor()
  await dialog.getByRole('button', { name: /Connection for Books/ }).click()
  await page.getByRole('option', { name: 'Odoo main' }).click()
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect.poll(() => started).toEqual(['run'])
})

it('shows what a run counts, on nodes, wires and in the title bar, while it goes on', async () => {
  const { page, tell } = await open(template())
  const run = runSummary({ id: 7, flowId: 'orders', state: 'running', endedAt: null, cause: 'hand', totals: {} })
  await tell('run:started', { run, resumes: [] })
  const progress = {
    emitted: 312,
    nodes: { orders: { received: 0, sent: 312, failed: 0 }, place: { received: 300, sent: 298, failed: 2 } },
    wires: { 'orders.out>paid': 312 },
    outcomes: { created: 298, failed: 2 },
  }
  await tell('run:progress', { runId: 7, flowId: 'orders', progress })
  await expect.poll(() => node(page, 'Orders of the till').locator('.node-passed').innerText()).toBe('312 →')
  expect(await node(page, 'Sales orders in Odoo').locator('.node-failed').innerText()).toBe('2 ✕')
  expect(await page.locator('.wire-label').allTextContents()).toContain('312')
  await page.getByRole('button', { name: 'Running, 312 read, 298 written, 2 failed' }).waitFor()
  await tell('run:ended', { run: { ...run, state: 'finished', endedAt: Date.now(), totals: progress.outcomes }, progress, error: null })
  await page.getByRole('button', { name: 'The run is finished, 298 written, 2 failed' }).waitFor()
})

it('shows the name of the open flow in full on a small window', async () => {
  const { page } = await open(template())
  await page.setViewportSize({ width: 1100, height: 720 })
  const name = page.locator('.flow-tab-current .cut')
  await name.waitFor()
  await expect.poll(() => name.evaluate((words) => words.scrollWidth - words.clientWidth)).toBeLessThanOrEqual(0)
  await page.getByRole('button', { name: /Search and commands/ }).waitFor()
})

it('says while it runs that a vendor has few calls left, and until when', async () => {
  const { page, tell } = await open(template())
  const run = runSummary({ id: 7, flowId: 'orders', state: 'running', endedAt: null, cause: 'hand', totals: {} })
  await tell('run:started', { run, resumes: [] })
  const at = new Date('2026-11-22T10:42:00+01:00').getTime()
  const calls = { used: 497, limit: 500, per: 'hour', freesAt: at, waitsUntil: null } as const
  // The bar listens once it has drawn that a run goes on; a host tells the calls again and again.
  await expect
    .poll(async () => {
      await tell('connection:calls', { connectionId: 'odoo-1', calls })
      return page.getByText('3 calls left until 10:42').count()
    })
    .toBe(1)
  await tell('connection:calls', { connectionId: 'odoo-1', calls: { ...calls, used: 500, waitsUntil: at } })
  await page.getByText('Waits until 10:42').waitFor()
  await tell('connection:calls', { connectionId: 'odoo-1', calls: { ...calls, used: 20 } })
  await page.getByText('Waits until 10:42').waitFor({ state: 'detached' })
})

it.each(['light', 'dark'] as const)('has nothing serious to say to axe, in the %s', async (theme) => {
  const flow = { ...template(), groups: [{ id: 'g', name: 'Failures', colour: 'amber', members: ['failed', 'tell'] }] }
  const host = editorHost(flow, { bindings: { till: 'till-1' } })
  opened = await openPage(host.handlers, { path: '/#/flow/orders', theme })
  const { page } = opened
  await node(page, 'Orders of the till').click()
  await page.keyboard.press('a')
  await page.getByRole('combobox', { name: 'Add a node' }).waitFor()
  // Two packages bring their own Playwright types for one and the same page.
  const { violations } = await new AxeBuilder({ page: page as never }).include('.editor').analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))])).toEqual([])
})

it('keeps the draft and its history over a reload', async () => {
  const { page, host } = await open(template())
  await node(page, 'Note it').click()
  await page.keyboard.press('Delete')
  await expect.poll(() => host.history.steps.length).toBe(1)
  await page.reload()
  await node(page, 'Orders of the till').waitFor()
  expect(await node(page, 'Note it').count()).toBe(0)
  await page.keyboard.press('Control+z')
  await node(page, 'Note it').waitFor()
})

async function focusOn(page: Page, name: string): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain(name)
}
