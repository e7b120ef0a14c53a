import type { Page } from 'playwright-core'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { defaultPreferences } from '#core/contract/app.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { sayer } from '#renderer/language/dictionaries.ts'
import { translateCatalogue } from '#renderer/language/translate-catalogue.ts'
import { books, connectionHost } from './connections-fixtures.ts'
import { editorHost, flowId, orderFlow } from './inspector-fixtures.ts'
import { logHost } from './log-fixtures.ts'
import { catalogue } from './support/host-fixtures.ts'
import { closeBrowser, openPage } from './support/open-page.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })
afterAll(closeBrowser)

const shots = process.env.SLUICE_SHOTS

/** Texts of the catalogue that read otherwise in Dutch. */
const english = new Set<string>()
translateCatalogue(catalogue, (subject) => {
  const say = sayer(subject, 'nl')
  return (text) => {
    if (say(text) !== text) english.add(text)
    return text
  }
})

const inDutch: Partial<Handlers> = { 'app:preferences': () => ({ ...defaultPreferences, language: 'nl', firstStepsDone: true }) }

/** Everything the page says to people: what stands on it and what it tells a screen reader. */
async function wordsOn(page: Page): Promise<readonly string[]> {
  const shown = (await page.locator('body').innerText()).split('\n')
  const told = await page.evaluate(() =>
    [...document.querySelectorAll('*')].flatMap((one) =>
      ['aria-label', 'title', 'placeholder'].flatMap((name) => one.getAttribute(name) ?? []),
    ),
  )
  return [...shown, ...told].map((text) => text.trim())
}

const englishIn = (words: readonly string[]) => [...new Set(words.filter((one) => english.has(one)))]

describe('the page in Dutch', () => {
  it('shows no English label in the editor: palette, nodes and their forms', async () => {
    const { page, close } = await openPage(editorHost({ handlers: inDutch }), { path: `/#/flow/${flowId}` })
    await page.getByRole('complementary', { name: 'Instellingen' }).waitFor()
    await page.getByText('Lees orders', { exact: true }).first().waitFor()
    await page.getByText('betaalstatus is "paid"').first().waitFor()
    await page.getByText('elke 15 minuten').first().waitFor()
    const found: string[] = []
    for (const node of orderFlow().nodes) {
      await page.locator(`.react-flow__node[data-id="${node.id}"]`).click()
      const inspector = page.getByRole('complementary', { name: 'Instellingen' })
      await inspector.getByRole('tab', { name: 'Instellingen' }).click()
      found.push(...englishIn(await wordsOn(page)))
      await page.screenshot(shots ? { path: `${shots}/dutch-${node.type}-${node.id}.png` } : {})
      await inspector.getByRole('tab', { name: 'Uitleg' }).click()
      found.push(...englishIn(await wordsOn(page)))
    }
    expect([...new Set(found)]).toEqual([])
    await close()
  })

  it('tells in Dutch what is wrong with a setting', async () => {
    const { page, close } = await openPage(editorHost({ handlers: inDutch }), { path: `/#/flow/${flowId}` })
    await page.locator('.react-flow__node', { hasText: 'Orders of the till' }).first().click()
    await page.getByRole('textbox', { name: 'Orders per verzoek' }).fill('0')
    await page.getByText('Is 0; het minste is 1', { exact: true }).waitFor()
    await close()
  })

  it('shows no English label in the form of any connection', async () => {
    const { handlers } = connectionHost([books])
    const { page, close } = await openPage({ ...handlers, ...inDutch }, { path: '/#/connections' })
    const found: string[] = []
    for (const connector of translateCatalogue(catalogue, (subject) => sayer(subject, 'nl')).connectors) {
      await page.getByRole('button', { name: 'Verbinding toevoegen' }).click()
      const choice = page.getByRole('dialog', { name: 'Met welk systeem verbinden?' })
      await choice.getByText(connector.summary).waitFor()
      found.push(...englishIn(await wordsOn(page)))
      await choice.getByText(connector.summary).click()
      const form = page.getByRole('dialog', { name: `Nieuwe verbinding met ${connector.label}` })
      await form.getByRole('textbox').first().waitFor()
      for (const where of await form.getByRole('button', { name: 'Waar vind ik dit?' }).all()) await where.click()
      found.push(...englishIn(await wordsOn(page)))
      await page.screenshot(shots ? { path: `${shots}/dutch-connection-${connector.id}.png` } : {})
      await page.keyboard.press('Escape')
      await form.waitFor({ state: 'detached' })
    }
    expect([...new Set(found)]).toEqual([])
    await close()
  })

  it('says what failed in the log in Dutch, with the original words at hand', async () => {
    const { handlers } = logHost(200)
    const message = 'Order 1042: MplusKASSA refused the payment of it: "Card declined".'
    const hint = 'Check the payment method and amount; the method must be active in the till and allowed for prepayments.'
    const failing: Partial<Handlers> = {
      'log:rows': async (...asked) => {
        const given = await handlers['log:rows']?.(...asked)
        if (!given) throw new Error('The log has no rows.')
        return { ...given, rows: given.rows.map((row) => ({ ...row, message, hint })) }
      },
    }
    const { page, close } = await openPage({ ...handlers, ...inDutch, ...failing }, { path: '/#/log' })
    const said = 'Order 1042: MplusKASSA weigerde de betaling ervan: "Card declined".'
    await page.getByText(said, { exact: true }).first().click()
    await page.keyboard.press('Enter')
    const details = page.getByRole('region', { name: 'Regel' })
    await details.getByText('Kijk betaalwijze en bedrag na; de betaalwijze moet in de kassa actief zijn', { exact: false }).waitFor()
    await details.getByText('In de oorspronkelijke woorden').click()
    await details.getByText(message, { exact: false }).waitFor()
    await page.screenshot(shots ? { path: `${shots}/dutch-log.png` } : {})
    await close()
  })

  it('says in Dutch why the host refused', async () => {
    const refused = () => {
      throw new SettingsError('There is no run 7 in the journal.', {
        hint: 'It may have been removed with old runs: see how long they are kept in the preferences.',
      })
    }
    const { handlers } = connectionHost([books])
    const { page, close } = await openPage({ ...handlers, ...inDutch, 'run:report': refused }, { path: '/#/run/7' })
    await page.getByText('Er staat geen run 7 in het journaal.', { exact: true }).first().waitFor()
    await page.getByText('Misschien is hij met oude runs verwijderd', { exact: false }).first().waitFor()
    await close()
  })

  it('follows the language as it is changed', async () => {
    const { page, tell, close } = await openPage(editorHost(), { path: `/#/flow/${flowId}` })
    await page.getByText('Read orders', { exact: true }).first().waitFor()
    await tell('app:preferences-changed', { ...defaultPreferences, language: 'nl', firstStepsDone: true })
    await page.getByText('Lees orders', { exact: true }).first().waitFor()
    await close()
  })
})
