import { describe, expect, it } from 'vitest'
import { customer as customerSchema } from '#core/model/customer.ts'
import type { Order } from '#core/model/order.ts'
import { compileCompare } from './compare.ts'
import { customerNeed, customerOfOrder, decideCustomer } from './order-customer.ts'

function orderFor(customer: Order['customer'], rest: Partial<Order> = {}): Order {
  return {
    ...{ number: '1', currency: 'EUR', status: 'completed', paymentState: 'paid', pricesIncludeTax: true },
    ...{ lines: [], payments: [], taxes: [], ...rest, customer },
  }
}
const utrecht = { street: 'Oudegracht', city: 'Utrecht' }

describe('the customer an order tells of', () => {
  it('is a person without a company name', () => {
    expect(customerOfOrder(orderFor({ name: 'Jan', phone: '030 1' }, { billing: utrecht }), 'jan@voorbeeld.nl')).toEqual({
      ...{ kind: 'person', name: 'Jan', email: 'jan@voorbeeld.nl', phone: '030 1', billing: utrecht },
    })
  })

  it('is a company with the orderer as its contact', () => {
    expect(customerOfOrder(orderFor({ name: 'Jan', company: 'Smit', vatNumber: 'NL123456782B90' }), 'jan@voorbeeld.nl')).toEqual({
      ...{ kind: 'company', name: 'Smit', email: 'jan@voorbeeld.nl', vatNumber: 'NL123456782B90' },
      contacts: [{ name: 'Jan', email: 'jan@voorbeeld.nl' }],
    })
  })

  it('is a company when only the billing address says so', () => {
    expect(customerOfOrder(orderFor({ name: 'Jan' }, { billing: { company: 'Smit' } }), 'jan@voorbeeld.nl').kind).toBe('company')
  })

  it('is no company for a blank company name', () => {
    expect(customerOfOrder(orderFor({ name: 'Jan', company: '  ' }), 'jan@voorbeeld.nl').kind).toBe('person')
  })

  it('goes by the e-mail address when there is no name', () => {
    expect(customerOfOrder(orderFor({}), 'jan@voorbeeld.nl').name).toBe('jan@voorbeeld.nl')
  })

  it('has no billing address where the order names only where the parcel goes', () => {
    const told = customerOfOrder(orderFor({ name: 'Jan' }, { shipping: utrecht }), 'jan@voorbeeld.nl')
    expect(told).toEqual({ kind: 'person', name: 'Jan', email: 'jan@voorbeeld.nl', shipping: utrecht })
  })
})

describe('the addresses of a customer', () => {
  const amersfoort = { street: 'Langestraat', city: 'Amersfoort' }
  const rules = {
    ...({
      target: 'Odoo',
      createMissing: true,
      updateExisting: true,
      idempotency: 'lookup',
      several: 'fail',
      repeatUnknown: false,
    } as const),
    compare: compileCompare({ schema: customerSchema, paths: ['name', 'billing', 'shipping'] }),
  }

  const decide = (addresses: Pick<Partial<Order>, 'billing' | 'shipping'>, there?: Readonly<Record<string, unknown>>) => {
    const email = 'jan@voorbeeld.nl'
    const customer = customerOfOrder(orderFor({ name: 'Jan' }, addresses), email)
    const data = { kind: 'person', name: 'Jan', email, ...there }
    return decideCustomer({ email, customer, hash: 'new', existing: there ? [{ id: '7', data }] : [] }, rules)
  }

  it('are those of the order when the customer is new', () => {
    expect(decide({ billing: utrecht, shipping: amersfoort })).toMatchObject({ data: { billing: utrecht, shipping: amersfoort } })
  })

  it('are both where the parcel goes when a new customer has no other', () => {
    expect(decide({ shipping: amersfoort })).toMatchObject({
      plan: { kind: 'create' },
      data: { billing: amersfoort, shipping: amersfoort },
    })
  })

  it('keep the main one when an order names only where the parcel goes', () => {
    expect(decide({ shipping: amersfoort }, { billing: utrecht, shipping: amersfoort })).toMatchObject({ kind: 'use', customerId: '7' })
  })

  it('keep the main one away from a parcel even when it is empty', () => {
    expect(decide({ shipping: amersfoort }, { shipping: amersfoort })).toMatchObject({ kind: 'use' })
  })

  it('take the billing address of an order for the main one', () => {
    expect(decide({ billing: amersfoort }, { billing: utrecht })).toMatchObject({
      plan: { kind: 'update', changes: [{ path: 'billing', from: utrecht, to: amersfoort }] },
    })
  })
})

describe('what has to be known of the customer', () => {
  const byEmail = { mode: 'by-email', record: { target: 'Odoo', createMissing: true, updateExisting: true } } as const

  it('is looked up by the address in the form addresses are compared in', () => {
    expect(customerNeed(orderFor({ email: ' Jan@Voorbeeld.nl' }), 'Order 1', byEmail)).toMatchObject({ email: 'jan@voorbeeld.nl' })
  })

  it('is given by the default debtor', () => {
    expect(customerNeed(orderFor({}), 'Order 1', { mode: 'default', customerId: '4711' })).toEqual({ kind: 'given', customerId: '4711' })
  })

  it.each([
    [undefined, 'Order 1: its customer has no e-mail address.'],
    ['', 'Order 1: its customer has no e-mail address.'],
    ['geen', 'Order 1: "geen" is no e-mail address.'],
  ])('cannot be known for the address %s', (email, message) => {
    expect(customerNeed(orderFor({ email }), 'Order 1', byEmail)).toMatchObject({ code: 'customer-without-email', message })
  })

  it('falls back on the default debtor when told to', () => {
    const need = customerNeed(orderFor({}), 'Order 1', { ...byEmail, fallbackId: '4711' })
    expect(need).toEqual({ kind: 'given', customerId: '4711' })
  })
})
