import { expect, it } from 'vitest'
import { order } from '#core/model/order.ts'
import { product } from '#core/model/product.ts'
import { checkData } from './check-data.ts'

const messageOf = (checked: ReturnType<typeof checkData>) => (checked.ok ? undefined : checked.error.message)

it('fills in what the model has a default for', () => {
  expect(checkData(product, { name: 'Sjaal' }, 'Product 1')).toMatchObject({ ok: true, data: { active: true, variants: [] } })
})

it('names the line, the field and the value', () => {
  const lines = [{ name: 'Sjaal', quantity: '3,5' }]
  const data = { number: '1', currency: 'EUR', status: 'open', paymentState: 'paid', customer: {}, pricesIncludeTax: true, lines }
  expect(messageOf(checkData(order, data, 'Order 1'))).toBe('Order 1: lines[0].quantity is not a decimal such as "12.50"; it is "3,5".')
})

it('says what is missing and how much more is wrong', () => {
  expect(messageOf(checkData(product, { brand: 7 }, 'Product 1'))).toBe('Product 1: name is missing (and 1 more).')
})

it('refuses what is no record at all', () => {
  expect(messageOf(checkData(product, 'Sjaal', 'Product 1'))).toMatch(/^Product 1: the record is "Sjaal"/)
})
