import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oddRelations } from '#connectors/mplus/sandbox/demo-relations.ts'
import { runHere } from '#tests/support/captured-shell.ts'
import { type CommandLineShop, placeOrder, saveChangedFlow, startCommandLineShop } from '#tests/support/command-line-shop.ts'

/** An empty-handed shop with one order of each kind that cannot go through, and one that can. */
let shop: CommandLineShop
const folder = mkdtempSync(join(tmpdir(), 'sluice-records-'))
let orders: Record<'good' | 'noProduct' | 'noEmail' | 'noTaxCode' | 'badTotal', ReturnType<typeof placeOrder>>
let first: { readonly exitCode: number | null; readonly stdout: string }
let positionAfterFirst: string

beforeAll(async () => {
  shop = await startCommandLineShop({ orderCount: 0 })
  const { till } = shop
  orders = {
    good: placeOrder(till, { reference: 'Goed' }),
    noProduct: placeOrder(till, { reference: 'Cadeaubon', articleNumber: 999_001 }),
    noEmail: placeOrder(till, { reference: 'Zonder e-mail', relationNumber: oddRelations.withoutEmail }),
    noTaxCode: placeOrder(till, { reference: 'Btw-code 7', vatCode: 7 }),
    badTotal: placeOrder(till, { reference: 'Totaal klopt niet', wrongByCents: 150 }),
  }
  const run = await shop.runOrders()
  first = { exitCode: run.exitCode, stdout: run.stdout }
  positionAfterFirst = await shop.position()
})
afterAll(async () => {
  await shop?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('an order that cannot go through', () => {
  it.each([
    ['noProduct', 'no product with SKU 999001 in Odoo.', 'Create them there, or let this flow send products first.'],
    ['noEmail', 'has no e-mail', 'default debtor'],
    ['noTaxCode', 'tax code "7" has no mapping.', 'Add it to the value map of lines[].taxCode.'],
    ['badTotal', 'its lines add up to 49.90 EUR including tax, but its total says 51.40 EUR.', 'Mend the mapping'],
  ] as const)('(%s) is named with the value in the way and what to do', async (kind, says, hint) => {
    const { stdout } = await runHere(shop.line.dataFolder, ['record', orders[kind].number])
    expect(stdout).toMatch(new RegExp(`Order ${orders[kind].number}.*${inPattern(says)}`))
    expect(stdout).toContain(hint)
  })

  it('does not stop the others, and the exit code says that some failed', () => {
    expect(shop.orderNumbers()).toEqual([orders.good.number])
    expect(first.exitCode).toBe(1)
  })
})

describe('the same orders, after what was in the way is mended', () => {
  it('go through with the next run, though the position has moved past them', async () => {
    expect(positionAfterFirst).not.toBe('[]')
    shop.books.call('product.product', 'create', [{ name: 'Cadeaubon', default_code: '999001', list_price: 25 }])
    const debtor = shop.books.call('res.partner', 'create', [{ name: 'Contante verkoop' }])
    shop.till.till.changeOrder(orders.badTotal.orderId, { totalInclAmount: 4_990 })
    const file = saveChangedFlow(folder, 'mended.flow.json', (flow) => {
      const [taxCode] = settingsOf(flow, 2).mappings as [{ steps: [{ table: Record<string, string> }] }]
      taxCode.steps[0].table['7'] = '0%'
      Object.assign(settingsOf(flow, 3), { missingEmail: 'default-customer', defaultCustomer: String(debtor) })
      return undefined
    })
    const { stdout, exitCode } = await shop.runOrders({ file })
    expect(stdout).toContain('+ created  4')
    expect(shop.orderNumbers()).toEqual(
      Object.values(orders)
        .map(({ number }) => number)
        .sort(),
    )
    // The order that was mended in the till came anew; its parked state is not tried once more.
    expect(exitCode).toBe(0)
  })
})

describe('products on their way to the till', () => {
  it('whose SKU is no number are refused before anything is sent, and named; the others go through', async () => {
    const file = join(folder, 'products.flow.json')
    writeFileSync(file, JSON.stringify(productsToTill))
    shop.books.call('product.product', 'create', [{ name: 'Zuidwester', default_code: '990001', list_price: 12 }])
    shop.books.call('product.product', 'create', [{ name: 'Zuidwester zonder nummer', default_code: 'ABC-1', list_price: 12 }])
    const { exitCode, stdout } = await shop.runOrders({ file })
    expect(stdout).toContain('Zuidwester zonder nummer')
    expect(stdout).toContain('the SKU "ABC-1" is not digits only. MplusKASSA takes only whole numbers as article numbers.')
    expect(stdout).toContain('Change the SKU in the source, or map another field of digits to the SKU.')
    const articles = JSON.stringify(shop.till.state())
    expect([articles.includes('990001'), articles.includes('Zuidwester zonder nummer')]).toEqual([true, false])
    expect(exitCode).toBe(1)
  })

  it('and are given a number there go through with the next run', async () => {
    const [product] = shop.books.call('product.product', 'search', [[['default_code', '=', 'ABC-1']]]) as number[]
    shop.books.editRecord('product.product', product ?? 0, { default_code: '990002' })
    const { stdout, exitCode } = await shop.runOrders({ file: join(folder, 'products.flow.json') })
    expect(stdout).toContain('+ created  1')
    // The old number is not waiting to be tried again either: the source's own id says that it is the same product.
    expect(exitCode).toBe(0)
    expect(JSON.stringify(shop.till.state()).includes('Zuidwester zonder nummer')).toBe(true)
  })
})

/** As a user would draw it: products of the books that are called a sou'wester, to the till. */
const productsToTill = {
  format: 1,
  id: 'products-to-till',
  name: 'Products to the till',
  nodes: [
    { id: 'read', type: 'read', version: 1, position: [0, 0], settings: { slot: 'books', entity: 'product', settings: {} } },
    {
      id: 'hats',
      type: 'filter',
      version: 1,
      position: [200, 0],
      settings: { condition: { all: [{ is: 'contains', path: 'data.name', value: 'Zuidwester' }] } },
    },
    {
      id: 'vat',
      type: 'map',
      version: 1,
      position: [400, 0],
      settings: {
        mode: 'merge',
        mappings: [
          {
            path: 'data.taxCode',
            target: 'taxCode',
            steps: [{ do: 'value-map', table: { '21%': '1', '9%': '2', '0%': '3' }, unmapped: 'fail' }],
          },
        ],
      },
    },
    {
      id: 'write',
      type: 'upsert',
      version: 1,
      position: [600, 0],
      settings: { slot: 'till', entity: 'product', settings: { turnoverGroup: '10' } },
    },
  ],
  wires: [
    { from: ['read', 'out'], to: 'hats' },
    { from: ['hats', 'out'], to: 'vat' },
    { from: ['vat', 'out'], to: 'write' },
  ],
  slots: { books: { connector: 'odoo', label: 'Books' }, till: { connector: 'mplus', label: 'Till' } },
  options: { onFailure: 'continue', timeZone: 'Europe/Amsterdam' },
}

function settingsOf(flow: Parameters<Parameters<typeof saveChangedFlow>[2]>[0], index: number): Record<string, unknown> {
  return flow.nodes[index]?.settings as Record<string, unknown>
}

function inPattern(text: string): string {
  return text.replaceAll(/[[\]().{}*+?^$|\\]/g, '\\$&')
}
