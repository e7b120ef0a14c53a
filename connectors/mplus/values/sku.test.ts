import { describe, expect, it } from 'vitest'
import { articleNumberOf } from './sku.ts'

describe('SKUs', () => {
  it('of digits are article numbers', () => {
    expect(articleNumberOf('120101', 'Product Regenjas')).toBe('120101')
  })

  it.each([
    ['CHAIR-01', 'is not digits only'],
    ['00123', 'begins with a zero, which MplusKASSA drops'],
    ['9223372036854775808', 'is too long a number'],
    ['12.5', 'is not digits only'],
    ['١٢٣', 'is not digits only'],
  ])('like %s are refused by name', (sku, why) => {
    expect(() => articleNumberOf(sku, 'Product Regenjas')).toThrow(
      expect.objectContaining({
        code: 'sku-not-numeric',
        message: `Product Regenjas: the SKU "${sku}" ${why}. MplusKASSA takes only whole numbers as article numbers.`,
      }),
    )
  })

  it('that are missing are told apart', () => {
    expect(() => articleNumberOf(undefined, 'Product Regenjas')).toThrow(expect.objectContaining({ code: 'sku-missing' }))
  })
})
