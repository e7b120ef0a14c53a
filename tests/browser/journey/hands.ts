import type { Locator, Page } from 'playwright-core'

/** With its keys. */
const runButton = /^Run \(/

/** What a person does with the editor, in a person's words. */
export function handsOn(page: Page) {
  const canvas = page.getByRole('application')
  const palette = page.getByRole('complementary', { name: 'Palette' })
  const settings = page.getByRole('complementary', { name: 'Settings' })
  const node = (name: string): Locator => page.locator('.node').filter({ hasText: name }).first()
  const mapping = (target: string): Locator => page.getByRole('group', { name: `Mapping of ${target}`, exact: true })

  async function centre(locator: Locator): Promise<{ readonly x: number; readonly y: number }> {
    const box = await locator.boundingBox()
    if (!box) throw new Error('It is not on the screen.')
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }

  async function goTo(name: string): Promise<void> {
    await page.getByRole('navigation').getByText(name, { exact: true }).first().click()
  }

  /** Opens a list and chooses; looks again, as a person does, when the list went away meanwhile. */
  async function choose(button: Locator, option: string): Promise<void> {
    const wanted = page.getByRole('option', { name: option, exact: true }).first()
    for (let tries = 0; tries < 3; tries++) {
      await button.click()
      if (
        await wanted.waitFor({ timeout: 5_000 }).then(
          () => true,
          () => false,
        )
      )
        break
    }
    await wanted.click()
  }

  /** Fills in the form of a new connection, which is tested before it is kept. */
  async function fillConnection(system: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const form = page.getByRole('dialog', { name: `New connection to ${system}` })
    for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).first().fill(value)
    await form.getByRole('button', { name: 'Test' }).click()
    await form.getByText(/^Connected to/).waitFor()
    await form.getByRole('button', { name: 'Add', exact: true }).click()
    await form.waitFor({ state: 'detached' })
  }

  /** A short run is over before anyone has seen that it went on; its number tells it from the one before. */
  async function lastRun(): Promise<string> {
    const last = page.locator('[data-run]')
    return (await last.count()) > 0 ? ((await last.getAttribute('data-run')) ?? '') : ''
  }

  return {
    page,
    canvas,
    settings,
    node,
    mapping,
    goTo,
    choose,

    /** Adds a connection through its form, tested before it is kept. */
    async addConnection(system: string, fields: Readonly<Record<string, string>>): Promise<void> {
      await goTo('Connections')
      await page.getByRole('button', { name: 'Add connection' }).first().click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: new RegExp(`^${system}`) })
        .click()
      await fillConnection(system, fields)
    },

    fillConnection,

    /** Looks at a flow that was sent as text. */
    async pasteFlow(text: string): Promise<void> {
      await goTo('Home')
      await page.getByRole('button', { name: 'Import' }).first().click()
      const dialog = page.getByRole('dialog', { name: 'Import a flow' })
      await dialog.getByRole('textbox', { name: 'Or paste the text of a flow' }).fill(text)
      await dialog.getByRole('button', { name: 'Look at it' }).click()
    },

    /** Takes in the flow that is looked at, with one connection for each slot. */
    async importWith(picks: Readonly<Record<string, string>>): Promise<void> {
      const dialog = page.getByRole('dialog', { name: /^Import / })
      for (const [slot, connection] of Object.entries(picks)) {
        await choose(dialog.getByRole('button', { name: `Pick a connection ${slot}` }), connection)
      }
      await dialog.getByRole('button', { name: 'Import', exact: true }).click()
      await canvas.waitFor()
    },

    async command(name: string): Promise<void> {
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill(name)
      await page.keyboard.press('Enter')
    },

    /** Runs what stands on the canvas and waits for its end. */
    async runNow(): Promise<void> {
      const before = await lastRun()
      await page.getByRole('button', { name: runButton }).click()
      await page.locator(`[data-run]:not([data-run="${before}"]):not([data-state="running"])`).waitFor({ timeout: 120_000 })
    },

    async startRun(): Promise<void> {
      await page.getByRole('button', { name: runButton }).click()
    },

    async newFlow(): Promise<void> {
      await goTo('Home')
      await page.getByRole('button', { name: 'New flow' }).first().click()
      await canvas.waitFor()
    },

    /** Drags an entry of the palette onto a place of the canvas. */
    async drop(entry: string, [x, y]: readonly [number, number], system?: string): Promise<void> {
      const group = system === undefined ? palette : palette.getByRole('region', { name: system })
      await group.getByRole('button', { name: entry, exact: true }).dragTo(canvas, { targetPosition: { x, y } })
      await node(entry).waitFor()
    },

    /** Draws a wire from an exit to a node. */
    async wire(from: string, to: string, port = 'out'): Promise<void> {
      const start = await centre(node(from).locator(`.port-out[data-handleid="${port}"]`))
      const end = await centre(node(to))
      await page.mouse.move(start.x, start.y)
      await page.mouse.down()
      await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
      await page.mouse.move(end.x, end.y, { steps: 4 })
      await page.mouse.up()
    },

    async select(name: string): Promise<void> {
      await node(name).click()
      await settings.getByRole('tab', { name: 'Settings' }).waitFor()
    },

    /** Binds the slot of the selected node to a connection of this computer. */
    async bind(connection: string): Promise<void> {
      await choose(settings.getByRole('button', { name: /On this computer/ }), connection)
    },

    /** One more row of a value map in its open form. */
    async addToValueMap(form: Locator, row: number, from: string, to: string): Promise<void> {
      await form.getByRole('button', { name: 'Add value' }).click()
      await form.getByLabel(`From, row ${row}`).fill(from)
      await form.getByLabel(`To, row ${row}`).fill(to)
    },

    async undoAll(): Promise<void> {
      const undo = page.getByRole('button', { name: 'Undo' })
      while (await undo.isEnabled()) await undo.press('Enter')
    },

    async redoAll(): Promise<void> {
      const redo = page.getByRole('button', { name: 'Redo' })
      while (await redo.isEnabled()) await redo.press('Enter')
    },
  }
}

export type Hands = ReturnType<typeof handsOn>
