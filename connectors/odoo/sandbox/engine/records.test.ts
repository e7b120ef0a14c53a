import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OdooSandbox } from '../options.ts'
import { startOdooSandbox } from '../start.ts'

let sandbox: OdooSandbox
let now = new Date('2026-11-22T09:00:00Z')

beforeAll(async () => {
  sandbox = await startOdooSandbox({ now: () => now })
})
afterAll(() => sandbox.close())

const call = (model: string, method: string, places: readonly unknown[], named = {}) => sandbox.call(model, method, places, named)
const read = (model: string, id: unknown, field: string) =>
  (call(model, 'read', [[id], [field]]) as readonly Record<string, unknown>[])[0]?.[field]

describe('a transaction', () => {
  it('creates none of a batch when one is wrong', () => {
    expect(() => call('res.partner', 'create', [[{ name: 'Goed' }, { name: 'Fout', type: 'zzz' }]])).toThrow('Wrong value')
    expect(call('res.partner', 'search_count', [[['name', '=', 'Goed']]])).toBe(0)
  })

  it('takes back what lines and stock an order had made when its confirmation fails', () => {
    const before = JSON.stringify(sandbox.state())
    const order = call('sale.order', 'create', [{ partner_id: 3, order_line: [[0, 0, { product_id: 2 }]] }])
    const cancelled = call('sale.order', 'create', [{ partner_id: 3 }])
    call('sale.order', 'action_cancel', [[cancelled]])
    expect(() => call('sale.order', 'action_confirm', [[order, cancelled]])).toThrow('not in a state')
    call('sale.order', 'action_cancel', [[order]])
    call('sale.order', 'unlink', [[order, cancelled]])
    expect(JSON.stringify(sandbox.state())).toBe(before)
  })

  it('never gives an id out twice', () => {
    const first = call('res.partner', 'create', [{ name: 'Eerst' }]) as number
    expect(() => call('res.partner', 'create', [{ type: 'contact' }])).toThrow('require a name')
    expect(call('res.partner', 'create', [{ name: 'Later' }])).toBe(first + 2)
  })

  it('that takes long shows up late with the write_date of its beginning', () => {
    now = new Date('2026-11-22T10:00:29Z')
    const late = sandbox.hold('res.partner', 'create', [{ name: 'Traag' }])
    now = new Date('2026-11-22T10:00:32Z')
    const quick = call('res.partner', 'create', [{ name: 'Snel' }])
    const seen = call('res.partner', 'search', [[['write_date', '>=', '2026-11-22 10:00:00']]])
    late.commit()
    expect([seen, read('res.partner', late.result, 'write_date')]).toEqual([[quick], '2026-11-22 10:00:29'])
  })
})

describe('commands', () => {
  const tag = (name: string) => call('res.partner.category', 'create', [{ name }]) as number

  it('link, unlink, clear and replace a many2many', () => {
    const [one, two, three] = [tag('1'), tag('2'), tag('3')]
    const id = call('res.partner', 'create', [{ name: 'Tags', category_id: [[6, 0, [one]]] }])
    const tagsAfter = (commands: readonly unknown[]) => {
      call('res.partner', 'write', [[id], { category_id: commands }])
      return read('res.partner', id, 'category_id')
    }
    expect([tagsAfter([[4, two, 0]]), tagsAfter([[3, one, 0]]), tagsAfter([three]), tagsAfter([[5, 0, 0]])]).toEqual([
      [one, two],
      [two],
      [three],
      [],
    ])
  })

  it('create, update and delete lines of a one2many', () => {
    const id = call('sale.order', 'create', [
      {
        partner_id: 3,
        order_line: [
          [0, 0, { product_id: 2 }],
          [0, 0, { product_id: 3 }],
        ],
      },
    ])
    const [first, second] = read('sale.order', id, 'order_line') as readonly number[]
    call('sale.order', 'write', [
      [id],
      {
        order_line: [
          [1, first, { product_uom_qty: 3 }],
          [2, second, 0],
        ],
      },
    ])
    expect([read('sale.order', id, 'order_line'), read('sale.order', id, 'amount_untaxed')]).toEqual([[first], 22.2])
  })
})

describe('values', () => {
  it.each([
    ['a quantity', 1.23456, 1.23],
    ['half a cent', 2.345, 2.35],
  ])('round %s to two decimals', (_what, sent, kept) => {
    const id = call('sale.order', 'create', [{ partner_id: 3, order_line: [[0, 0, { product_id: 2, product_uom_qty: sent }]] }])
    const [line] = read('sale.order', id, 'order_line') as readonly number[]
    expect(read('sale.order.line', line, 'product_uom_qty')).toBe(kept)
  })

  it('keep a price as it was sent and round the subtotal', () => {
    const id = call('sale.order', 'create', [
      { partner_id: 3, order_line: [[0, 0, { product_id: 2, product_uom_qty: 1.23, price_unit: 10.999 }]] },
    ])
    const [line] = read('sale.order', id, 'order_line') as readonly number[]
    expect([read('sale.order.line', line, 'price_unit'), read('sale.order.line', line, 'price_subtotal')]).toEqual([10.999, 13.53])
  })

  it('normalise an e-mail address beside the one that was sent', () => {
    const id = call('res.partner', 'create', [{ name: 'Post', email: 'Sanne <Sanne@Post.Example>' }])
    expect(read('res.partner', id, 'email_normalized')).toBe('sanne@post.example')
  })

  it('keep a name per language', () => {
    const id = call('product.template', 'create', [{ name: 'Chair' }])
    call('product.template', 'write', [[id], { name: 'Stoel' }], { context: { lang: 'nl_NL' } })
    const dutch = call('product.template', 'read', [[id], ['name']], { context: { lang: 'nl_NL' } })
    expect([read('product.template', id, 'name'), dutch]).toEqual(['Chair', [{ id, name: 'Stoel' }]])
  })

  it('lose their scripts when they are HTML', () => {
    const id = call('res.partner', 'create', [{ name: 'Html', comment: '<p>Hoi<script>alert(1)</script></p>' }])
    expect(read('res.partner', id, 'comment')).toBe('<p>Hoi</p>')
  })
})
