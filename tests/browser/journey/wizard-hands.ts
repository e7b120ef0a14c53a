import type { Locator, Page } from 'playwright-core'
import type { Practice } from '#tests/templates/practice.ts'

/** What a person does in *New integration*, in a person's words. */
export function wizardHands(page: Page) {
  const body = page.locator('.wizard-main')
  const title = page.locator('.wizard-title')

  async function pick(field: Locator, wanted: string): Promise<void> {
    await field.click()
    await field.fill(wanted)
    await page.getByRole('option').filter({ hasText: wanted }).first().click()
  }

  return {
    page,
    body,

    async begin(): Promise<void> {
      await page.getByRole('navigation').getByText('Home', { exact: true }).first().click()
      await page.getByRole('button', { name: 'New integration' }).first().click()
      await title.getByText('Two systems').waitFor()
    },

    async systems(first: string, second: string): Promise<void> {
      await page.getByRole('searchbox', { name: 'Search systems' }).fill(first.slice(0, 4))
      await page.getByRole('radiogroup', { name: 'First system' }).getByText(first, { exact: true }).click()
      await page.getByRole('searchbox', { name: 'Search systems' }).fill('')
      await page.getByRole('radiogroup', { name: 'Second system' }).getByText(second, { exact: true }).click()
      await page.getByRole('heading', { name: 'What can go between them' }).waitFor()
    },

    /** On to the screen of this name. */
    async goOn(to: string | RegExp): Promise<void> {
      await page.getByRole('button', { name: 'Continue' }).click()
      await title.filter({ hasText: to }).waitFor()
    },

    /** Past tables that are complete as they were matched. */
    async goOnPastCodes(to: string): Promise<void> {
      for (let count = 0; count < 12; count++) {
        const before = await title.innerText()
        const next = title.filter({ hasNotText: before })
        const lacking = page.locator('.wizard-lacking')
        await page.getByRole('button', { name: 'Continue' }).click()
        await next.or(lacking).first().waitFor()
        // Codes that match by themselves were still on their way: they come, and one goes on.
        if (await lacking.isVisible()) {
          await lacking.waitFor({ state: 'detached' })
          await page.getByRole('button', { name: 'Continue' }).click()
          await next.waitFor()
        }
        if ((await title.innerText()) === to) return
        await page.locator('.code-tables').waitFor()
      }
    },

    /** The connection that is there, or a new one: typed, tested, and its page answered where the system asks a person. */
    async connect(system: string, { settings }: Pick<Practice, 'settings'>, fields: Readonly<Record<string, string>>): Promise<void> {
      const side = page.getByRole('region', { name: system, exact: true })
      const works = side.getByText(/^Connected to/)
      await works
        .or(side.getByText(`There is no connection to ${system}`))
        .first()
        .waitFor()
      if (await works.isVisible()) return
      await side.getByRole('button', { name: `Add a connection to ${system}` }).click()
      const form = page.getByRole('dialog', { name: `New connection to ${system}` })
      for (const [label, name] of Object.entries(fields)) {
        await form
          .getByLabel(new RegExp(`^${label.replaceAll(/[()]/g, '\\$&')}`))
          .first()
          .fill(String(settings[name] ?? name))
      }
      const signsIn = settings.signIn === 'browser' || system === 'AccountView' || system === 'Visma eAccounting'
      if (settings.signIn === 'browser') {
        await form.getByRole('button', { name: /Sign-in/ }).click()
        await page.getByRole('option', { name: 'In the browser' }).click()
      }
      if (!signsIn) {
        await form.getByRole('button', { name: 'Test', exact: true }).click()
        await form.getByText(/^Connected to/).waitFor()
      }
      await form.getByRole('button', { name: 'Add', exact: true }).click()
      if (signsIn) {
        const asked = page.getByRole('dialog', { name: `Sign in with ${system}` })
        const [tab] = await Promise.all([page.waitForEvent('popup'), asked.getByRole('button', { name: 'Sign in', exact: true }).click()])
        await tab.getByRole('button', { name: 'Allow' }).click()
        await asked.getByText(/^Connected to/).waitFor()
        await tab.close()
        await asked.getByRole('button', { name: 'Close', exact: true }).last().click()
      }
      await works.waitFor()
    },

    async practise(system: string): Promise<void> {
      const side = page.getByRole('region', { name: system, exact: true })
      await side.getByRole('button', { name: `Practise instead with ${system}` }).click()
      await side.getByText('practice', { exact: true }).waitFor()
      await side.getByText(/^Connected to/).waitFor()
    },

    async send(...kinds: readonly string[]): Promise<void> {
      for (const kind of kinds) await body.getByText(kind, { exact: true }).click()
    },

    async answer(label: string, value: string): Promise<void> {
      await body.getByLabel(label).first().fill(value)
    },

    /** A value of a live list. */
    async answerFromList(label: string, value: string): Promise<void> {
      await pick(body.getByRole('combobox', { name: label }).first(), value)
    },

    /** A code by hand that nothing resembled. */
    async matchByHand(table: string, from: string, to: string): Promise<void> {
      const section = page.getByRole('region', { name: new RegExp(`^${table}`) })
      await section.getByText(/matched yet|complete/).waitFor()
      const rows = section.locator('.code-row')
      for (let index = 0; index < (await rows.count()); index++) {
        const fields = rows.nth(index).getByRole('combobox')
        if (!(await fields.first().inputValue()).includes(from)) continue
        return pick(fields.last(), to)
      }
      throw new Error(`There is no row for ${from} in ${table}.`)
    },

    /** A code that the target does not list: in the row of the source's code, which one adds where the source lists none either. */
    async addCode(table: string, from: string, to: string): Promise<void> {
      const section = page.getByRole('region', { name: new RegExp(`^${table}`) })
      const add = section.getByRole('button', { name: 'Add row' })
      await section.getByText(/matched yet|complete/).waitFor()
      const rows = section.locator('.code-row')
      const values = await Promise.all((await rows.all()).map((row) => row.getByRole('combobox').first().inputValue()))
      const place = values.findIndex((value) => value.split(' ')[0] === from)
      if (place < 0) await add.click()
      const fields = rows.nth(place < 0 ? values.length : place).getByRole('combobox')
      if (place < 0) await fields.first().fill(from)
      await fields.last().fill(to)
      await page.keyboard.press('Tab')
    },

    /** The try has decided about records of every lane, and something would be written. */
    async seeTry(): Promise<void> {
      await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 60_000 })
      await body
        .getByText(/would be (created|updated)/)
        .first()
        .waitFor()
    },

    /** The flow is made and opens; its first run has ended. Returns its name. */
    async switchOn(name: string): Promise<void> {
      await body.getByLabel('Name').fill(name)
      // The imitations' orders are of an autumn.
      const old = body.getByRole('radio', { name: /^Place all there are/ })
      if ((await old.count()) > 0) await old.check({ force: true })
      await page.getByRole('button', { name: 'Switch it on' }).last().click()
      await page.getByRole('application').waitFor()
      await page.locator('.node').first().waitFor()
      await page.locator('[data-run]:not([data-state="running"])').waitFor({ timeout: 90_000 })
    },
  }
}

export type WizardHands = ReturnType<typeof wizardHands>
