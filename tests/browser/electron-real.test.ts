import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '#tests/support/project-sources.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

/** Electron's program where it has been fetched, or where `ELECTRON_OVERRIDE_DIST_PATH` says; undefined on a machine without it. */
function electronProgram(): string | undefined {
  const folder = join(projectRoot, 'node_modules/electron')
  const named = join(folder, 'path.txt')
  const name = existsSync(named) ? readFileSync(named, 'utf8') : 'electron'
  const file = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
  return existsSync(file) ? file : undefined
}

const program = electronProgram()
const reason =
  program === undefined ? " (not here: Electron's program cannot be fetched on this machine; the stand-in runs the same main script)" : ''

describe(`the desktop app in real Electron${reason}`, () => {
  it.skipIf(program === undefined)(
    'opens one sandboxed window on the real page, which reaches the host through the bridge alone',
    async () => {
      const app = await _electron.launch({
        executablePath: program ?? '',
        args: [projectRoot, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
        env: {
          ...process.env,
          SLUICE_DATA: temporaryFolder(),
          SLUICE_VAULT: 'file',
          SLUICE_PASSPHRASE: 'a passphrase for tests',
        } as Record<string, string>,
      })
      try {
        const page = await app.firstWindow()
        await page.getByRole('navigation').first().waitFor()
        const seen = await page.evaluate(async () => ({
          url: location.href,
          node: typeof (globalThis as Record<string, unknown>).process,
          info: await window.sluice?.request('app:info', {}),
        }))
        expect(seen).toMatchObject({
          url: expect.stringMatching(/^app:\/\/sluice\//),
          node: 'undefined',
          info: { ok: true, result: { shell: 'electron' } },
        })
        expect(app.windows()).toHaveLength(1)
      } finally {
        await app.close()
      }
    },
  )
})
