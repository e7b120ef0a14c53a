import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { type StartedApp, startApp } from './electron/start-app.ts'

let app: StartedApp | undefined
let environment: Record<string, string>

beforeEach(() => {
  environment = { SLUICE_DATA: temporaryFolder(), SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: 'a passphrase for tests' }
})
afterEach(async () => {
  await app?.kill()
  app = undefined
})

const start = async (words: readonly string[] = []) => {
  app = await startApp({ environment, words })
  return app
}

describe('the desktop app', { timeout: 60_000 }, () => {
  it('opens a hardened window on the real page', async () => {
    const { page, act } = await start()
    await page.getByRole('navigation').first().waitFor()
    const { preferences, isVisible } = await act({ kind: 'look' })
    expect(isVisible).toBe(true)
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
  })

  it('gives the page two functions and nothing of Node', async () => {
    const { page } = await start()
    const found = await page.evaluate(() => ({
      bridge: Object.keys(window.sluice ?? {}).toSorted(),
      node: [typeof (globalThis as Record<string, unknown>).require, typeof (globalThis as Record<string, unknown>).process],
    }))
    expect(found).toEqual({ bridge: ['listen', 'request'], node: ['undefined', 'undefined'] })
  })

  it('answers the page through the contract, and refuses what is not in it', async () => {
    const { page } = await start()
    const [info, unknown] = await page.evaluate(() =>
      Promise.all([window.sluice?.request('app:info', {}), window.sluice?.request('shell:run', { command: 'ls' })]),
    )
    expect(info).toMatchObject({ ok: true, result: { shell: 'electron', dataFolder: environment.SLUICE_DATA } })
    expect(unknown).toMatchObject({ ok: false, error: { code: 'unknown-request' } })
  })

  it('has a menu with the commands of the palette, which the page does', async () => {
    const { page, act } = await start()
    await page.getByRole('navigation').first().waitFor()
    const { menu } = await act({ kind: 'menu', label: 'Connections' })
    expect(menu).toEqual(
      expect.arrayContaining([expect.stringMatching(/^File › New flow/), expect.stringMatching(/^Run › Run now \(CmdOrCtrl\+Enter\)/)]),
    )
    await expect.poll(() => page.url()).toContain('connections')
  })

  it('goes to the tray when its window is closed, says so once, and comes back from there', async () => {
    const { page, act } = await start()
    await page.getByRole('navigation').first().waitFor()
    const closed = await act({ kind: 'close-window' })
    const shown = await act({ kind: 'tray', label: 'Open Sluice' })
    const again = await act({ kind: 'close-window' })
    expect([closed.isVisible, closed.notifications.map(({ title }) => title), shown.isVisible, again.notifications.length]).toEqual([
      false,
      ['Sluice goes on in the tray'],
      true,
      1,
    ])
  })

  it('shows a flow file it was opened with as an import, and runs nothing of it', async () => {
    const file = join(temporaryFolder(), 'orders.flow.json')
    writeFileSync(
      file,
      '{"format":1,"id":"x","name":"From elsewhere","nodes":[],"wires":[],"slots":{},"options":{"onFailure":"continue","timeZone":"UTC"}}',
    )
    const { page } = await start([file])
    await page.getByRole('dialog').getByText('From elsewhere').first().waitFor()
  })

  it('is quit from the tray, and lets the data folder go', async () => {
    const first = await start()
    await first.quit()
    const { page } = await start()
    expect(await page.evaluate(() => window.sluice?.request('app:info', {}))).toMatchObject({ ok: true })
  })

  it('says why it cannot start next to another Sluice on the same data', async () => {
    await start()
    await expect(startApp({ environment })).rejects.toThrow(/ended with 1/)
  })
})
