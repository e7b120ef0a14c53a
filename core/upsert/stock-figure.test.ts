import { describe, expect, it } from 'vitest'
import type { Stock } from '#core/model/stock.ts'
import { chosenStock, type StockFigure } from './stock-figure.ts'

const mug: Stock = {
  ...{ sku: '120101', onHand: '17', reserved: '5', available: '12', incoming: '6', managesStock: true },
  locations: [
    { location: 'UTR', onHand: '10', reserved: '5', available: '5', incoming: '0' },
    { location: 'AMF', onHand: '7', reserved: '0', available: '7', incoming: '6' },
  ],
}
const chosen = (figure: StockFigure, locations: readonly string[] = [], stock: Stock = mug) =>
  chosenStock(stock, { figure, locations }, 'Stock of 120101')

describe('the figure that is sent', () => {
  it('is all the record tells, unless one is chosen', () => {
    expect(chosen('record')).toBe(mug)
  })

  it.each([
    ['available', { available: '12' }],
    ['onHand', { onHand: '17', available: '17' }],
    ['forecast', { available: '18' }],
  ] as const)('can be %s', (figure, amounts) => {
    expect(chosen(figure)).toEqual({ sku: '120101', locations: [], managesStock: true, ...amounts })
  })

  it('follows from the others where the source does not tell it', () => {
    const onHandOnly = { sku: '120101', onHand: '17', reserved: '5', locations: [] }
    expect(chosen('available', [], onHandOnly).available).toBe('12')
    expect(chosen('onHand', [], { sku: '120101', available: '12', reserved: '5', locations: [] }).onHand).toBe('17')
  })

  it('is missed by name when nothing tells it', () => {
    expect(() => chosen('onHand', [], { sku: '120101', available: '12', locations: [] })).toThrow(
      'Stock of 120101 does not tell what is on hand.',
    )
  })
})

describe('branches and locations', () => {
  it('count alone when they are chosen', () => {
    expect(chosen('available', ['UTR']).available).toBe('5')
    expect(chosen('record', ['UTR', 'AMF'])).toMatchObject({ onHand: '17', available: '12', incoming: '6', locations: [] })
  })

  it('are named when the record has none of them', () => {
    expect(() => chosen('available', ['OSL'])).toThrow('Stock of 120101 has no stock at OSL; it has at UTR, AMF.')
  })
})
