import { expect, it } from 'vitest'
import type { Order, OrderLine } from '#core/model/order.ts'
import { checkTotals } from './order-totals.ts'

function check(lines: readonly Partial<OrderLine>[], totals: Order['totals']) {
  const order: Order = {
    ...{ number: '1042', currency: 'EUR', status: 'completed', paymentState: 'paid', customer: {}, pricesIncludeTax: true },
    ...{ payments: [], taxes: [], totals },
    lines: lines.map((line) => ({ kind: 'product', name: 'Sjaal', quantity: '1', ...line })),
  }
  return checkTotals(order, 'Order 1042')
}

it.each<[string, readonly Partial<OrderLine>[], Order['totals']]>([
  ['line totals including tax', [{ totalIncl: '24.95' }, { totalIncl: '5.05' }], { incl: '30.00' }],
  [
    'shipping and a discount',
    [{ totalIncl: '100' }, { kind: 'shipping', totalIncl: '4.95' }, { kind: 'discount', totalIncl: '-10' }],
    { incl: '94.95' },
  ],
  ['a price times a quantity, less a discount', [{ priceIncl: '10', quantity: '3', discountPercent: '12.5' }], { incl: '26.25' }],
  ['prices excluding tax with a rate', [{ priceExcl: '10', taxRate: '21' }], { incl: '12.10' }],
  ['prices excluding tax without a rate', [{ priceExcl: '10' }], { incl: '12.10', excl: '10' }],
  ['a total excluding tax that must be worked out', [{ totalExcl: '10' }], { incl: '12.10', tax: '2.10' }],
  ['a cent per line of rounding', [{ totalIncl: '3.33' }, { totalIncl: '3.33' }, { totalIncl: '3.33' }], { incl: '10.02' }],
  ['amounts that floating numbers cannot add', [{ totalIncl: '0.1' }, { totalIncl: '0.2' }], { incl: '0.3' }],
  ['notes without an amount', [{ totalIncl: '5' }, { kind: 'note', name: 'Cadeau', quantity: '0' }], { incl: '5' }],
  ['a refund', [{ totalIncl: '-24.95', quantity: '-1' }], { incl: '-24.95' }],
  ['no totals at all', [{ totalIncl: '5' }], undefined],
  ['too little said to tell', [{}], { incl: '5' }],
])('accepts %s', (_name, lines, totals) => {
  expect(check(lines, totals)).toBeUndefined()
})

it.each<[string, readonly Partial<OrderLine>[], Order['totals'], object]>([
  ['a missing line', [{ totalIncl: '24.95' }], { incl: '29.90' }, { sum: '24.95', total: '29.90', basis: 'including tax' }],
  ['more than a cent per line', [{ totalIncl: '3.33' }], { incl: '3.35' }, { sum: '3.33', total: '3.35' }],
  ['a sum excluding tax', [{ totalExcl: '10' }], { incl: '24.20', excl: '20' }, { sum: '10.00', total: '20.00', basis: 'excluding tax' }],
])('refuses %s', (_name, lines, totals, facts) => {
  expect(check(lines, totals)).toMatchObject({ code: 'totals-mismatch', facts })
})
