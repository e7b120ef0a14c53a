import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runHere } from '#tests/support/captured-shell.ts'
import { type CommandLineShop, placeOrder, startCommandLineShop, templateFile } from '#tests/support/command-line-shop.ts'

let shop: CommandLineShop
beforeAll(async () => {
  shop = await startCommandLineShop({ orderCount: 24, credentials: { ident: 'canary-ident-5120', secret: 'canary-secret-5121' } })
})
afterAll(() => shop?.close())

const bind = ['--bind', 'till=Till', '--bind', 'books=Books']
const here = (...args: readonly string[]) => runHere(shop.line.dataFolder, args)

describe('the life of a flow, in the order a user meets it', () => {
  it('validate says what it needs', async () => {
    const { exitCode, stdout } = await here('flow', 'validate', templateFile)
    expect(stdout).toContain('"MplusKASSA orders → Odoo" is sound. 6 nodes, 4 wires.')
    expect(stdout).toMatch(/needs books: Odoo \(Books\)[\s\S]*needs till: MplusKASSA \(Till\)/)
    expect(exitCode).toBe(0)
  })

  it('position says that nothing has been read', async () => {
    expect((await here('flow', 'position', templateFile)).stdout).toBe('At the beginning: the next run reads everything.\n')
  })

  it('plan decides everything, writes nothing and moves nothing', async () => {
    const before = JSON.stringify(shop.books.state())
    const { exitCode, stdout } = await shop.line.run(['flow', 'plan', templateFile, ...bind])
    expect(stdout).toContain('create order 2026-13')
    expect(stdout).toContain('✕ failed order 2026-5')
    expect(stdout).toContain('plan, nothing was written')
    expect(exitCode).toBe(1)
    expect({ books: JSON.stringify(shop.books.state()), position: await shop.position() }).toEqual({ books: before, position: '[]' })
  })

  it('run tells a program everything in JSON lines, from its number to its report', async () => {
    const { exitCode, stderr, json } = await shop.line.run(['flow', 'run', templateFile, '--json'])
    const lines = json()
    expect(lines[0]).toEqual({ started: 2, resumes: [] })
    expect(lines.slice(1, -1).every((one) => 'progress' in one)).toBe(true)
    expect(lines.at(-1)).toMatchObject({ run: 2, state: 'finished', emitted: 24, outcomes: { created: 13, filtered: 8, failed: 3 } })
    expect(stderr).toBe('')
    expect(exitCode).toBe(1)
  })

  it('position says in words how far it was read', async () => {
    expect((await here('flow', 'position', templateFile)).stdout).toMatch(/^orders: up to marker \d+.* since \d{4}-\d\d-\d\d/)
  })

  it('position --reset lets the next run read everything, and nothing is doubled', async () => {
    expect((await here('flow', 'position', templateFile, '--reset')).stdout).toContain('At the beginning')
    const before = shop.orderNumbers()
    const { stdout } = await shop.runOrders()
    expect(stdout).toContain('- skipped   13')
    expect(shop.orderNumbers()).toEqual(before)
  })

  it('every looking command answers a program in JSON lines only', async () => {
    for (const args of [
      ['runs', 'list'],
      ['runs', 'show', '2'],
      ['log'],
      ['log', '--search', '2026-13'],
      ['record', '2026-13'],
      ['flow', 'validate', templateFile],
      ['flow', 'position', templateFile],
      ['connection', 'list'],
    ]) {
      const { stdout, stderr, json } = await here(...args, '--json')
      expect(json().length, args.join(' ')).toBeGreaterThan(0)
      expect({ stderr, lines: stdout.trim().split('\n').length }).toEqual({ stderr: '', lines: json().length })
    }
  })

  it('leaves no secret on the disk: neither in the journal, nor in the log, nor in the open', () => {
    const files = readdirSync(shop.line.dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const text = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n')
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['journal.db', 'connections.json', 'vault.json']))
    for (const secret of ['canary-ident-5120', 'canary-secret-5121', shop.books.credentials.apiKey ?? 'none'])
      expect(text.includes(secret)).toBe(false)
  })
})

describe('Ctrl+C in the middle of a run', () => {
  it('ends it with exit code 4; the next run does the rest, each order once', async () => {
    const placed = Array.from({ length: 12 }, (_, index) => placeOrder(shop.till, { reference: `Onderbroken ${index}` }).number)
    shop.books.misbehave([{ kind: 'latency', delayMs: 250 }])
    const running = shop.line.start(['flow', 'run', templateFile, '--json'])
    await running.says('"progress"')
    running.interrupt()
    const stopped = await running.finished
    shop.books.misbehave([])
    expect(stopped.exitCode).toBe(4)
    expect(stopped.json().at(-1)).toMatchObject({ state: 'stopped' })

    await shop.runOrders()
    const orders = shop.orderNumbers()
    expect(placed.filter((number) => orders.filter((one) => one === number).length !== 1)).toEqual([])
  })
})

describe('log --follow', () => {
  it('shows what is added while it looks, and ends with Ctrl+C', async () => {
    const following = shop.line.start(['log', '--follow', '--limit', '1'])
    await following.says('\n')
    const { number } = placeOrder(shop.till, { reference: 'Tijdens het kijken' })
    await shop.runOrders()
    const said = await following.says(`${number}  + created`)
    following.interrupt()
    expect(said).toMatch(new RegExp(`${number} {2}\\+ created → \\d+ {2}Order ${number} is S\\d+ in Odoo\\.`))
    expect((await following.finished).exitCode).toBe(0)
  })
})
