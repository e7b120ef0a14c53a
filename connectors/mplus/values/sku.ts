import { DataError } from '#core/kit/errors.ts'

/** An article number is a 64-bit whole number: digits only, and a leading zero would be lost. */
export function isArticleNumber(sku: string): boolean {
  return /^[1-9]\d{0,18}$/.test(sku) && BigInt(sku) <= 9_223_372_036_854_775_807n
}

/**
 * The SKU as an article number.
 * @throws DataError `sku-not-numeric` before anything is sent; `what` names the record: "Product Regenjas".
 */
export function articleNumberOf(sku: string | undefined, what: string): string {
  if (sku === undefined || sku === '') {
    throw new DataError(`${what} has no SKU; MplusKASSA needs a number for every article.`, {
      code: 'sku-missing',
      hint: 'Give the product a SKU of digits only in the source.',
    })
  }
  if (isArticleNumber(sku)) return sku
  const why = /^0\d*$/.test(sku)
    ? 'begins with a zero, which MplusKASSA drops'
    : /^\d+$/.test(sku)
      ? 'is too long a number'
      : 'is not digits only'
  throw new DataError(`${what}: the SKU "${sku}" ${why}. MplusKASSA takes only whole numbers as article numbers.`, {
    code: 'sku-not-numeric',
    hint: 'Change the SKU in the source, or map another field of digits to the SKU.',
    facts: { sku },
  })
}
