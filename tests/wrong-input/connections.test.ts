import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runHere } from '#tests/support/captured-shell.ts'
import { type CommandLineShop, placeOrder, startCommandLineShop } from '#tests/support/command-line-shop.ts'

/** The flow has run once; since then an order was placed, and three that failed are waiting: no wrong run may lose any of them. */
let shop: CommandLineShop
let newOrder: string
let before: { readonly position: string; readonly books: string; readonly orders: readonly string[] }

beforeAll(async () => {
  shop = await startCommandLineShop()
  expect((await shop.runOrders()).exitCode).toBe(1)
  newOrder = placeOrder(shop.till, { reference: 'Na de eerste keer' }).number
  before = { position: await shop.position(), books: JSON.stringify(shop.books.state()), orders: shop.orderNumbers() }
  const { till, books } = shop.settings
  await shop.connect('Wrong key', 'odoo', { ...books, apiKey: 'f'.repeat(40) })
  await shop.connect('Wrong database', 'odoo', { ...books, database: 'nosuch' })
  await shop.connect('Wrong secret', 'mplus', { ...till, secret: 'mistyped' })
  // Port 9 (discard) is closed on every machine of today; .invalid never resolves (RFC 6761).
  await shop.connect('Closed books', 'odoo', { ...books, url: 'http://127.0.0.1:9' })
  await shop.connect('Nowhere books', 'odoo', { ...books, url: 'https://books.invalid' })
})
afterAll(() => shop?.close())

interface WrongRun {
  readonly till?: string
  readonly books?: string
  readonly exitCode: number
  readonly says: string
  readonly hint: RegExp
}

const wrongInput: readonly WrongRun[] = [
  { books: 'Bokks', exitCode: 2, says: 'There is no connection "Bokks".', hint: /Did you mean "Books"\?/ },
  {
    books: 'Till',
    exitCode: 2,
    says: 'The slot "books" needs Odoo; "Till" is MplusKASSA.',
    hint: /sluice connection list/,
  },
  { books: 'Wrong key', exitCode: 3, says: 'Odoo refused the API key for database "demo".', hint: /Account security → New API key/ },
  { books: 'Wrong database', exitCode: 3, says: 'does not open a database named "nosuch".', hint: /first part of the address/ },
  {
    till: 'Wrong secret',
    exitCode: 3,
    says: 'does not accept the ident and secret of this connection.',
    hint: /Ask MplusKASSA for the API ident/,
  },
]

describe('a run with a wrong connection', () => {
  it.each(wrongInput)('(till: $till, books: $books) says "$says" and what to do, and loses nothing', async (wrong) => {
    const { exitCode, stdout, stderr } = await shop.runOrders(wrong)
    const said = `${stdout}\n${stderr}`
    expect(said).toContain(wrong.says)
    expect(said).toMatch(wrong.hint)
    expect(exitCode).toBe(wrong.exitCode)
    expect({ position: await shop.position(), books: JSON.stringify(shop.books.state()), orders: shop.orderNumbers() }).toEqual(before)
  })

  it('loses nothing: with the right ones the next run brings over the new order, and tries the failed ones again', async () => {
    const { exitCode, json } = await shop.runOrders({ args: ['--json'] })
    const report = json().at(-1)
    expect(exitCode).toBe(1)
    expect(report).toMatchObject({ state: 'finished', outcomes: { created: 1, failed: 3 } })
    expect(shop.orderNumbers()).toEqual([...before.orders, newOrder].sort())
    expect(await shop.position()).not.toBe(before.position)
  })
})

describe('checking a wrong connection', () => {
  it.each([
    ['Wrong key', 'key-refused', 'for database "demo"'],
    ['Wrong database', 'database-unknown', '"nosuch"'],
    ['Wrong secret', 'credentials-refused', 'ident and secret'],
    ['Closed books', 'connection-refused', '127.0.0.1:9'],
    ['Nowhere books', 'unknown-host', '"books.invalid"'],
  ])('(%s) names the value at once, without trying again', async (name, code, value) => {
    const { exitCode, json } = await runHere(shop.line.dataFolder, ['connection', 'check', name, '--json'])
    expect(json()).toEqual([
      { error: expect.objectContaining({ code, message: expect.stringContaining(value), hint: expect.stringMatching(/\w/), fix: 'user' }) },
    ])
    expect(exitCode).toBe(3)
  })

  it('that does not exist suggests the near one', async () => {
    const { exitCode, stderr } = await runHere(shop.line.dataFolder, ['connection', 'check', 'Bookz'])
    expect(stderr).toContain('There is no connection "Bookz".')
    expect(stderr).toContain('Did you mean "Books"?')
    expect(exitCode).toBe(2)
  })
})

describe('a connection that is mended under its own name', () => {
  it('makes the same command go through', async () => {
    const { dataFolder } = shop.line
    expect((await runHere(dataFolder, ['connection', 'check', 'Wrong key'])).exitCode).toBe(3)
    await runHere(dataFolder, ['connection', 'remove', 'Wrong key'])
    await shop.connect('Wrong key', 'odoo', shop.settings.books)
    expect(await runHere(dataFolder, ['connection', 'check', 'Wrong key'])).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Connected to Winkel aan de Gracht B.V.'),
    })
  })
})

describe('adding a connection', () => {
  const add = (system: string, settings: readonly string[]) =>
    runHere(shop.line.dataFolder, ['connection', 'add', system, '--name', 'New', ...settings.flatMap((one) => ['--set', one])], {
      apiKey: 'unused',
      ident: 'unused',
      secret: 'unused',
    })

  it.each([
    [['url=http://books.example.nl', 'database=demo'], 'The address of books.example.nl is not secure.', 'Use https://'],
    [['url=books.example.nl', 'database=demo'], 'The address of Odoo is not a web address.', 'https://demo.odoo.com'],
    [['url=https://books.example.nl'], '"Database" is missing', ''],
    [['url=https://books.example.nl', 'database=demo', 'language=Nederlands'], 'it is "Nederlands"', 'nl_NL'],
    [['adress=https://books.example.nl'], '--set takes field=value, with a field of Odoo: url, database', ''],
  ])('with %j says %s', async (settings, says, hint) => {
    const { exitCode, stderr } = await add('odoo', settings)
    expect(stderr).toContain(says)
    expect(stderr).toContain(hint)
    expect(exitCode).toBe(2)
    expect((await runHere(shop.line.dataFolder, ['connection', 'list'])).stdout).not.toContain('New')
  })

  it('shows a port that is no number as it was typed', async () => {
    const { exitCode, stderr } = await add('mplus', ['port=44i81'])
    expect(stderr).toContain('"Port" is not a number: "44i81"')
    expect(exitCode).toBe(2)
  })
})
