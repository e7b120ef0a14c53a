import { describe, expect, it } from 'vitest'
import { addScaled, divideRounded, formatScaled, withoutVat } from './amounts.ts'

describe('amounts', () => {
  it('rounds halves away from zero', () => {
    expect([divideRounded(5n, 2n), divideRounded(-5n, 2n), divideRounded(4n, 3n)]).toEqual([3n, -3n, 1n])
  })

  it('takes 21 % out of 49.95', () => {
    expect(withoutVat(4995, 21)).toBe(4128)
  })

  it('adds quantities of different scales at the finer one', () => {
    expect(addScaled({ amount: 125, places: 2 }, { amount: 530, places: 3 })).toEqual({ amount: 1780, places: 3 })
  })

  it('writes equal quantities alike, whatever their scale', () => {
    expect([formatScaled({ amount: 1500, places: 3 }), formatScaled({ amount: 15, places: 1 })]).toEqual(['1.5', '1.5'])
  })

  it('keeps the sign of a quantity below one', () => {
    expect(formatScaled({ amount: -5, places: 2 })).toBe('-0.05')
  })
})
