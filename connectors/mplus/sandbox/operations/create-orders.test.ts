import { describe, expect, it } from 'vitest'
import type { Value } from '../schema/shapes.ts'
import { buildOrder, buildShop } from '../shop/build-shop.ts'
import type { NewOrder } from '../shop/till.ts'
import { answerOperation } from './answer.ts'
import { createOrder, createOrderV3 } from './create-orders.ts'
import { levelOf } from './stock.ts'

const withId = (change: Partial<NewOrder> = {}): Value<'Order'> => ({ ...buildOrder(change), orderId: '' })

describe('creating an order', () => {
  it('reserves its stock in the financial branch', () => {
    const { shop } = buildShop()
    createOrder(shop, { order: withId({ financialBranchNumber: 2 }) })
    expect(levelOf(shop, { branchNumber: 2, articleNumber: 120_101 }).reserved).toEqual({ amount: 2, places: 0 })
  })

  it('leaves free stock alone', () => {
    const { shop, till } = buildShop()
    till.setStock({ branchNumber: 1, articleNumber: 120_101, amount: 7 })
    createOrder(shop, { order: withId() })
    expect(levelOf(shop, { branchNumber: 1, articleNumber: 120_101 }).free).toEqual({ amount: 7, places: 0 })
  })

  it('answers a used external id with a result of its own and keeps one order', () => {
    const { shop } = buildShop()
    createOrder(shop, { order: withId({ extOrderId: 'web-1' }) })
    const again = createOrder(shop, { order: withId({ extOrderId: 'web-1' }) })
    expect([again.result, shop.orders.size]).toEqual(['CREATE-ORDER-RESULT-EXT-ORDER-ID-ALREADY-EXISTS', 1])
  })

  it('gives each order the next marker', () => {
    const { shop } = buildShop()
    createOrder(shop, { order: withId() })
    createOrder(shop, { order: withId() })
    expect([...shop.orders.values()].map(({ syncMarker }) => syncMarker)).toEqual([1, 2])
  })

  it.each([
    ['without a relation', { relationNumber: undefined }, 'An order needs a relation number.'],
    ['of an unknown relation', { relationNumber: 5 }, 'There is no relation 5.'],
    ['without an employee', { employeeNumber: undefined }, 'An order needs an employee number.'],
    ['with an unknown article', { lineList: { line: [{ articleNumber: 7, data: { quantity: 1 } }] } }, 'Line 1: there is no article 7.'],
    ['without lines', { lineList: { line: [] } }, 'A sale needs at least one line.'],
    ['of another branch without a workplace', { entryBranchNumber: 2 }, 'Entry branch 2 needs a workplace number.'],
    ['of an unknown workplace', { entryBranchNumber: 2, workplaceNumber: 9 }, 'Branch 2 has no workplace 9.'],
    ['with an unknown delivery method', { deliveryMethod: 'DRONE' }, 'There is no delivery method "DRONE".'],
    [
      'with a VAT code nobody set up',
      { lineList: { line: [{ articleNumber: 120_101, data: { quantity: 1, vatCode: 12 } }] } },
      'Line 1: VAT code 12 is not set up. Contact support.',
    ],
    [
      'with payments inside it',
      { paymentList: { payment: [{ method: 'PIN', amount: 1 }] } },
      'Payments go with createOrderV3 or payOrderV2, not inside the order.',
    ],
  ])('refuses an order %s', (_case, change, errorMessage) => {
    const answer = createOrder(buildShop().shop, { order: withId(change) })
    expect(answer).toMatchObject({ result: 'CREATE-ORDER-RESULT-FAILED', errorMessage })
  })

  it('accepts another branch together with its workplace', () => {
    const answer = createOrder(buildShop().shop, { order: withId({ entryBranchNumber: 2, workplaceNumber: 1 }) })
    expect(answer.result).toBe('CREATE-ORDER-RESULT-OK')
  })
})

describe('creating an order with payments', () => {
  const request = (payment: Value<'Payment'>[], prepay = true) => ({
    request: { idempotencyKey: 'key-1', order: withId({ extOrderId: 'web-1' }), prepay, paymentList: { payment } },
  })

  it('books a deposit', () => {
    const answer = createOrderV3(buildShop().shop, request([{ method: 'IDEAL', amount: 9990 }]))
    expect(answer.order).toMatchObject({ prepaidAmount: 9990, fullyPaid: true, deliveryState: 'ORDER-DELIVERY-STATE-NOTHING' })
  })

  it('invoices an order that is paid in full', () => {
    const { shop } = buildShop()
    const { invoiceId = '' } = createOrderV3(shop, request([{ method: 'PIN', amount: 9990 }], false))
    expect(shop.invoices.get(invoiceId)).toMatchObject({
      totalInclAmount: 9990,
      state: 'INVOICE-STATE-PAID',
      extOrderIds: { id: ['web-1'] },
    })
  })

  it('keeps the order unpaid when the payment method is unknown', () => {
    const { shop } = buildShop()
    const answer = createOrderV3(shop, request([{ method: 'BITCOIN', amount: 9990 }]))
    expect(answer).toMatchObject({
      result: 'CREATE-ORDER-RESULT-PAYMENT-FAILED',
      payResult: 'PAY-ORDER-RESULT-FAILED',
      order: { prepaidAmount: 0 },
    })
  })
})

describe('an idempotency key', () => {
  const taken = (idempotencyKey: string, extOrderId: string) => ({ request: { idempotencyKey, order: withId({ extOrderId }) } })

  it('gets the first answer again, marked as a replay', () => {
    const { shop } = buildShop()
    const first = answerOperation(shop, 'createOrderV3', taken('key-1', 'web-1')).value
    const again = answerOperation(shop, 'createOrderV3', taken('key-1', 'web-1')).value
    expect(again).toEqual({ ...first, idempotencyResult: 'IDEMPOTENCY-RESULT-REPLAY-RESPONSE' })
  })

  it('places one order however often it is sent', () => {
    const { shop } = buildShop()
    for (let time = 0; time < 3; time++) answerOperation(shop, 'createOrderV3', taken('key-1', 'web-1'))
    expect(shop.orders.size).toBe(1)
  })

  it('replays a refusal too', () => {
    const { shop, till } = buildShop()
    till.addOrder(buildOrder({ extOrderId: 'web-1' }))
    answerOperation(shop, 'createOrderV3', taken('key-1', 'web-1'))
    const again = answerOperation(shop, 'createOrderV3', taken('key-1', 'web-2')).value
    expect(again.result).toBe('CREATE-ORDER-RESULT-EXT-ORDER-ID-ALREADY-EXISTS')
  })

  it('may not be empty', () => {
    expect(() => answerOperation(buildShop().shop, 'createOrderV3', taken('', 'web-1'))).toThrow(
      'createOrderV3: the idempotency key is empty.',
    )
  })
})
