import { spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OdooSandbox } from '#connectors/odoo/sandbox/options.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import { runHere } from '#tests/support/captured-shell.ts'
import { createCommandLine, mainFile } from '#tests/support/command-line.ts'

const line = createCommandLine()
let books: OdooSandbox
let apiKey: string
beforeAll(async () => {
  books = await startOdooSandbox({ shop: 'empty' })
  apiKey = books.credentials.apiKey ?? ''
})
afterAll(async () => {
  await line.close()
  await books.close()
})

const settings = () => ['--set', `url=${books.origin}`, '--set', 'database=demo']
const here = (...args: readonly string[]) => runHere(line.dataFolder, args)

/** Everything the program has left on the disk. */
function everyFile(): string {
  const files = readdirSync(line.dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n')
}

describe('connection add', () => {
  it('takes the secret from the pipe, tries it, and keeps it out of everything it prints or writes', async () => {
    const { exitCode, stdout, stderr } = await line.run(['connection', 'add', 'odoo', '--name', 'Books', ...settings()], {
      input: `apiKey=${apiKey}\n`,
    })
    expect(stdout).toContain('Added "Books". Its secrets are in the encrypted vault.')
    expect(stdout).toContain('Connected to Winkel aan de Gracht B.V. as admin')
    expect(exitCode).toBe(0)
    expect(everyFile()).toContain(books.origin)
    for (const place of [stdout, stderr, everyFile()]) expect(place.includes(apiKey)).toBe(false)
  })

  it('takes a single secret without its name, and lines ended as Windows does', async () => {
    const unnamed = await line.run(['connection', 'add', 'odoo', '--name', 'Unnamed', ...settings(), '--json'], { input: `${apiKey}\r\n` })
    expect(unnamed.json()).toEqual([
      { added: expect.objectContaining({ name: 'Unnamed', system: 'odoo', readOnly: false }) },
      expect.objectContaining({ connection: 'Unnamed', version: 'Odoo 19.0 over JSON-2' }),
    ])
    expect(unnamed.stdout.includes(apiKey)).toBe(false)
  })

  it('refuses a secret as an argument, does not repeat it, and says why', async () => {
    const { exitCode, stdout, stderr } = await line.run(['connection', 'add', 'odoo', '--name', 'X', '--set', 'apiKey=canary-7431'])
    expect(stderr).toContain('"API key" is a secret: type it when asked, or pipe a line "apiKey=…" into the command.')
    expect(stderr).toContain('Change this secret if it was a real one.')
    expect(exitCode).toBe(2)
    for (const place of [stdout, stderr, everyFile()]) expect(place).not.toContain('canary-7431')
  })

  it('does not repeat what may be a secret behind a mistyped name', async () => {
    const { stderr, exitCode } = await here('connection', 'add', 'odoo', '--name', 'X', '--set', 'apikey=canary-7432')
    expect(stderr).toContain('--set takes field=value, with a field of Odoo: url, database')
    expect(stderr).not.toContain('canary-7432')
    expect(exitCode).toBe(2)
  })

  it('says what to pipe when nothing was', async () => {
    const { exitCode, stderr } = await line.run(['connection', 'add', 'odoo', '--name', 'X', ...settings()])
    expect(stderr).toContain('"apiKey" was neither typed nor piped.\nRun the command in a terminal, or pipe a line "apiKey=…" into it.')
    expect(exitCode).toBe(2)
  })

  it('keeps a wrong secret to itself when the system refuses it', async () => {
    const wrong = 'c0ffee'.repeat(6)
    const { exitCode, stdout, stderr } = await line.run(['connection', 'add', 'odoo', '--name', 'Wrong', ...settings()], {
      input: `apiKey=${wrong}\n`,
    })
    expect(stderr).toContain('Odoo refused the API key for database "demo".')
    expect(exitCode).toBe(3)
    for (const place of [stdout, stderr, everyFile()]) expect(place).not.toContain(wrong)
  })

  it('refuses a name that is taken, letter case aside', async () => {
    const { exitCode, stderr } = await runHere(line.dataFolder, ['connection', 'add', 'odoo', '--name', 'BOOKS', ...settings()], { apiKey })
    expect(stderr).toContain('There is already a connection named "BOOKS".')
    expect(exitCode).toBe(2)
  })

  it('names the system that does not exist and those that do', async () => {
    const { exitCode, stderr } = await here('connection', 'add', 'oddo', '--name', 'X')
    expect(stderr).toMatch(/There is no system "oddo"\.\nSystems: .*mplus.*odoo/)
    expect(exitCode).toBe(2)
  })
})

describe('a person at a terminal', () => {
  const script = spawnSync('script', ['--version'])
  const hasScript = script.status === 0 && script.stdout.toString().includes('util-linux')
  if (!hasScript) console.warn('Typing at a terminal is not tested: there is no `script` of util-linux to make one.')

  /** What the terminal shows while the lines are typed into it, and the exit code. */
  async function type(args: readonly string[], lines: string): Promise<{ readonly shown: string; readonly exitCode: number | null }> {
    const command = [process.execPath, mainFile, ...args].map((word) => `'${word}'`).join(' ')
    const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, ...line.environment } })
    let shown = ''
    let typed = ''
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      shown += chunk
      // One line for each question, when it is asked: what is typed before would be echoed by the terminal itself.
      const rest = lines.slice(typed.length)
      const next = rest.slice(0, Math.max(rest.indexOf('\r') + 1, rest === '\u0003' ? 1 : 0))
      if (/[:\]] $/.test(stripVTControlCharacters(chunk)) && next !== '') {
        typed += next
        child.stdin.write(next)
      }
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
    const exitCode = await new Promise<number | null>((resolve) => child.once('close', resolve))
    clearTimeout(timer)
    return { shown, exitCode }
  }

  it.skipIf(!hasScript)('is asked for what is missing, with where to find it, and sees nothing of the secret', async () => {
    const { shown, exitCode } = await type(['connection', 'add', 'odoo', '--name', 'Typed'], `${books.origin}\rdemo\r${apiKey}\r\r`)
    expect(shown).toContain('Address: ')
    expect(shown).toContain('My Preferences → Account security → New API key')
    expect(shown).toContain('Language of names: [en_US] ')
    expect(shown).toContain('Connected')
    expect(exitCode).toBe(0)
    expect(shown).toContain(books.origin)
    expect(shown.includes(apiKey)).toBe(false)
  })

  it.skipIf(!hasScript)('who gives up with Ctrl+C has changed nothing', async () => {
    const before = everyFile()
    const { shown, exitCode } = await type(['connection', 'add', 'odoo', '--name', 'Given up'], `${books.origin}\rdemo\r\u0003`)
    expect(shown).toContain('Nothing was changed.')
    expect(exitCode).toBe(4)
    expect(everyFile()).toBe(before)
  })
})

describe('connection list, check and remove', () => {
  it('lists name, system and settings, and no secret', async () => {
    const { stdout } = await here('connection', 'list')
    expect(stdout).toMatch(new RegExp(`^Books .*odoo .*url=${books.origin} database=demo`, 'm'))
    expect(stdout).not.toContain(apiKey)
  })

  it('checks by name, letter case aside', async () => {
    expect((await here('connection', 'check', 'books', '--json')).json()).toEqual([
      expect.objectContaining({ connection: 'Books', account: expect.stringContaining('Winkel aan de Gracht B.V.'), warnings: [] }),
    ])
  })

  it('removes a connection together with its secrets', async () => {
    const vault = () => readFileSync(join(line.dataFolder, 'vault.json'), 'utf8')
    const before = vault()
    expect((await here('connection', 'remove', 'Unnamed', '--json')).json()).toEqual([{ removed: 'Unnamed' }])
    expect(vault().length).toBeLessThan(before.length)
    expect((await here('connection', 'check', 'Unnamed')).exitCode).toBe(2)
  })

  it('needs the passphrase that the vault was made with, and says which of the two is wrong', async () => {
    const check = (passphrase: string) => line.run(['connection', 'check', 'Books'], { environment: { SLUICE_PASSPHRASE: passphrase } })
    const [wrong, missing] = await Promise.all([check('practice-1235'), check('')])
    expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('The passphrase does not open the vault.') })
    expect(wrong.stderr).not.toContain('practice-123')
    expect(missing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Set SLUICE_PASSPHRASE to the passphrase of the vault') })
  })
})
