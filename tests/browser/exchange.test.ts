import { text as readText } from 'node:stream/consumers'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it } from 'vitest'
import type { Handlers } from '#core/contract/dispatch.ts'
import type { ImportPreview, OpenedFlow } from '#core/contract/flows.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { books, connectionHost } from './connections-fixtures.ts'
import { closeBrowser, openPage } from './support/open-page.ts'

afterAll(closeBrowser)

const shots = process.env.SLUICE_SHOTS
const text = '{ "format": 1, "name": "Orders" }'

const preview: ImportPreview = {
  name: 'Webshop orders',
  nodeCount: 5,
  reads: [{ slot: 'till', connector: 'mplus', entity: 'order', nodeName: 'Read orders' }],
  writes: [{ slot: 'books', connector: 'odoo', entity: 'order', nodeName: 'Write quotations' }],
  schedules: ['every 15 minutes'],
  problems: [{ path: 'nodes[2].settings.mappings[0].to', message: 'names no field of an order' }],
  slots: [
    { slot: 'till', label: 'The till', connector: 'mplus', candidates: [] },
    { slot: 'books', label: 'The books', connector: 'odoo', candidates: [{ id: 'books', name: 'Odoo of the shop' }] },
  ],
  existing: null,
  hasPinnedData: true,
}

const opened = {
  ...{
    id: 'orders',
    file: 'orders.flow.json',
    history: { steps: [], done: 0 },
    bindings: {},
    fileChange: null,
    schedule: { kind: 'none' },
  },
  draft: {
    format: 1,
    id: 'orders',
    name: 'Webshop orders',
    nodes: [],
    wires: [],
    slots: {},
    options: { onFailure: 'continue', timeZone: 'UTC' },
  },
  pinned: ['till'],
} satisfies Partial<OpenedFlow>

function host(given: Partial<Handlers> = {}): Partial<Handlers> {
  const kept = connectionHost([books])
  return {
    ...kept.handlers,
    'flow:inspect-import': () => ({
      ...preview,
      slots: preview.slots.map((slot) => ({
        ...slot,
        candidates: kept
          .cards()
          .filter(({ connectorId }) => connectorId === slot.connector)
          .map(({ id, name }) => ({ id, name })),
      })),
    }),
    'flow:import': () => ({ id: 'orders-imported' }),
    'flow:open': () => ({
      ...opened,
      published: { version: 3, at: 1, document: { ...opened.draft, slots: { books: { connector: 'odoo', label: 'The books' } } } },
    }),
    'flow:export': ({ which }) => ({ fileName: 'webshop-orders.flow.json', text: `{ "which": "${which}" }\n` }),
    ...given,
  }
}

async function openHome(given: Partial<Handlers> = {}, options: Parameters<typeof openPage>[1] = {}) {
  const one = await openPage(host(given), { ...options, path: '/' })
  await one.page.getByRole('button', { name: 'Import' }).first().waitFor()
  return one
}

async function paste(page: Page, what: string) {
  await page.getByRole('button', { name: 'Import' }).first().click()
  await page.getByRole('textbox', { name: 'Or paste the text of a flow' }).fill(what)
  await page.getByRole('button', { name: 'Look at it' }).click()
}

/** As the browser tells it when a file of the desktop is dragged into the window. */
async function dropFile(page: Page, name: string, content: string) {
  const transfer = await page.evaluateHandle(
    ([fileName, fileText]) => {
      const data = new DataTransfer()
      data.items.add(new File([fileText ?? ''], fileName ?? '', { type: 'application/json' }))
      return data
    },
    [name, content],
  )
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: transfer })
}

describe('importing a flow', () => {
  it('shows what it would do before anything is kept, and takes one connection for each slot', async () => {
    const { page, asked, close } = await openHome()
    await paste(page, text)
    const dialog = page.getByRole('dialog', { name: 'Import Webshop orders' })
    await dialog.getByText('MplusKASSA').first().waitFor()
    await dialog.getByText('every 15 minutes').waitFor()
    await dialog.getByText('nodes[2].settings.mappings[0].to').waitFor()
    expect(asked.some(({ name }) => name === 'flow:import')).toBe(false)
    await dialog
      .getByRole('button', { name: /The books/ })
      .first()
      .click()
    await page.getByRole('option', { name: 'Odoo of the shop' }).click()
    await dialog.getByText('Without a connection for now: The till.').waitFor()

    await dialog.getByRole('button', { name: 'New connection for The till' }).click()
    const form = page.getByRole('dialog', { name: 'New connection to MplusKASSA' })
    await form.getByLabel('Port (required)').fill('34511')
    await form.getByLabel('Ident (required)').fill('shop')
    await form.getByLabel('Secret (required)').fill('hush')
    await form.getByRole('button', { name: 'Add', exact: true }).click()
    await form.waitFor({ state: 'detached' })
    await dialog.getByText('Without a connection for now').waitFor({ state: 'detached' })

    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await expect.poll(() => new URL(page.url()).hash).toBe('#/flow/orders-imported')
    expect(asked.find(({ name }) => name === 'flow:import')?.given).toEqual({
      text,
      as: 'new',
      bindings: { books: 'books', till: 'new-1' },
    })
    await close()
  })

  it('takes a file that is dragged anywhere into the window', async () => {
    const { page, asked, close } = await openHome()
    await dropFile(page, 'orders.flow.json', text)
    await page.getByRole('dialog', { name: 'Import Webshop orders' }).waitFor()
    expect(asked.find(({ name }) => name === 'flow:inspect-import')?.given).toEqual({ text })
    await close()
  })

  it('takes a file that is chosen', async () => {
    const { page, close } = await openHome()
    await page.getByRole('button', { name: 'Import' }).first().click()
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose a file' }).click()
    await (await chooser).setFiles({ name: 'orders.flow.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await page.getByRole('dialog', { name: 'Import Webshop orders' }).waitFor()
    await close()
  })

  it('asks whether a flow that is here already becomes a copy or the new draft', async () => {
    const { page, asked, close } = await openHome({
      'flow:inspect-import': () => ({ ...preview, existing: { id: 'orders', name: 'Orders here' } }),
    })
    await paste(page, text)
    const dialog = page.getByRole('dialog', { name: 'Import Webshop orders' })
    await dialog.getByRole('radiogroup', { name: 'This flow is here already, as Orders here' }).waitFor()
    await dialog.getByText('In its place').click()
    await dialog.getByRole('button', { name: 'Replace the draft' }).click()
    await expect.poll(() => asked.find(({ name }) => name === 'flow:import')?.given).toMatchObject({ as: 'replace' })
    await close()
  })

  it('says place by place why a text is no flow, and takes another one', async () => {
    const { page, close } = await openHome({
      'flow:inspect-import': () => {
        throw new SettingsError('This cannot be opened as a flow:\n  nodes[1]: has no type', {
          code: 'flow-invalid',
          hint: 'Ask for the file again, or mend it in a text editor.',
          facts: { problems: [{ path: 'nodes[1]', message: 'has no type' }] },
        })
      },
    })
    await paste(page, '{}')
    await page.getByText('This cannot be opened as a flow.').waitFor()
    await page.getByText('nodes[1]').waitFor()
    await page.getByRole('button', { name: 'Another file' }).click()
    await page.getByRole('button', { name: 'Choose a file' }).waitFor()
    await close()
  })
})

describe('exporting a flow', () => {
  async function openExport(page: Page) {
    await page.getByRole('button', { name: /More/ }).first().click()
    await page.getByRole('menuitem', { name: /Export/ }).click()
  }

  it('says what is left out and gives the file', async () => {
    const { page, close } = await openHome()
    await openExport(page)
    const dialog = page.getByRole('dialog', { name: 'Export Webshop orders' })
    await dialog.getByText('Whoever imports it picks one for each slot: The books').waitFor()
    await dialog.getByText('Pinned data of 1 node', { exact: true }).waitFor()
    if (shots) await page.screenshot({ path: `${shots}/export.png` })
    await dialog.getByText('The draft as it stands in the editor').click()
    await dialog.getByText('With the pinned data of 1 node').click()
    await dialog.getByText('Pinned data of 1 node', { exact: true }).waitFor({ state: 'detached' })
    const download = page.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download' }).click()
    const file = await download
    expect(file.suggestedFilename()).toBe('webshop-orders.flow.json')
    expect(await readText(await file.createReadStream())).toBe('{ "which": "draft" }\n')
    await close()
  })

  it('names the place of a secret that was found', async () => {
    const { page, close } = await openHome({
      'flow:export': () => {
        throw new SettingsError('nodes[3].settings.note looks like a secret; the flow was not exported.', {
          code: 'secret-in-flow',
          hint: 'Take it out of the flow. What opens a system belongs into its connection.',
          facts: { path: 'nodes[3].settings.note' },
        })
      },
    })
    await openExport(page)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('looks like a secret; the flow was not exported.').first().waitFor()
    expect(await dialog.getByRole('button', { name: 'Download' }).isDisabled()).toBe(true)
    await close()
  })
})

describe('the look of import and export', () => {
  for (const theme of ['light', 'dark'] as const) {
    it(`has nothing that keeps anybody out (${theme})`, async () => {
      const { page, close } = await openHome({}, { theme })
      const serious = async () =>
        (await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => [id, nodes[0]?.html])
      await page.getByRole('button', { name: 'Import' }).first().click()
      await page.getByRole('textbox', { name: 'Or paste the text of a flow' }).fill(text)
      if (shots) await page.screenshot({ path: `${shots}/import-source-${theme}.png` })
      expect(await serious()).toEqual([])
      await page.getByRole('button', { name: 'Look at it' }).click()
      await page.getByRole('dialog', { name: 'Import Webshop orders' }).waitFor()
      if (shots) await page.screenshot({ path: `${shots}/import-${theme}.png` })
      expect(await serious()).toEqual([])
      await close()
    })
  }
})
