import type { Value } from '../schema/shapes.ts'
import { divideRounded, type Scaled, withoutVat, withVat } from './amounts.ts'
import { vatPercentages } from './configuration.ts'
import { findArticle, type Shop } from './shop.ts'

type VatMethod = Value<'Order'>['vatMethod']
export type SaleLine = Value<'Line'>

export interface Totals {
  readonly totalInclAmount: number
  readonly totalExclAmount: number
  readonly vatGroupList: Value<'VatGroupList'>
}

/** Why a sale cannot have these lines, in words; undefined when it can. */
export function refuseLines(shop: Shop, lines: readonly SaleLine[]): string | undefined {
  if (lines.length === 0) return 'A sale needs at least one line.'
  for (const [place, { articleNumber, data }] of lines.entries()) {
    const name = `Line ${place + 1}`
    if (!findArticle(shop, articleNumber)) return `${name}: there is no article ${articleNumber}.`
    if (!data) return `${name}: no quantity given.`
    if (data.decimalPlaces !== undefined && (data.decimalPlaces < 0 || data.decimalPlaces > 6)) {
      return `${name}: ${data.decimalPlaces} decimal places are not possible.`
    }
    if (data.vatCode !== undefined && !vatPercentages.has(data.vatCode)) {
      return `${name}: VAT code ${data.vatCode} is not set up. Contact support.`
    }
  }
  return undefined
}

/** Fills ids, article data, prices and line totals in; `vatMethod` says which of the two prices leads. */
export function completeLines(shop: Shop, lines: readonly SaleLine[], vatMethod: VatMethod): SaleLine[] {
  return lines.map((line, place) => {
    const article = findArticle(shop, line.articleNumber)?.article
    const given = line.data ?? { quantity: 0 }
    const vatCode = given.vatCode ?? article?.vatCode ?? 0
    const vatPercentage = taxed(vatMethod) ? (vatPercentages.get(vatCode) ?? 0) : 0
    const prices = completePrices(given, { incl: article?.priceIncl ?? 0, excl: article?.priceExcl ?? 0, vatPercentage, vatMethod })
    const amounts = lineAmounts({ ...given, ...prices }, { vatPercentage, vatMethod })
    return {
      ...line,
      lineId: line.lineId || shop.newId(),
      pluNumber: line.pluNumber ?? article?.pluNumber,
      text: line.text ?? article?.description,
      sequenceNumber: line.sequenceNumber ?? place + 1,
      data: {
        ...given,
        decimalPlaces: given.decimalPlaces ?? 0,
        ...prices,
        turnoverGroup: article?.turnoverGroup,
        vatCode,
        vatPercentage,
        ...amounts,
      },
    }
  })
}

/** Sums completed lines per VAT code and rounds once per code, as a receipt does; the totals follow from those sums. */
export function totalsOf(lines: readonly SaleLine[], vatMethod: VatMethod): Totals {
  const byCode = new Map<number, { incl: number; excl: number; percentage: number }>()
  for (const { data } of lines) {
    const code = data?.vatCode ?? 0
    const sum = byCode.get(code) ?? { incl: 0, excl: 0, percentage: data?.vatPercentage ?? 0 }
    byCode.set(code, { ...sum, incl: sum.incl + (data?.totalInclAmount ?? 0), excl: sum.excl + (data?.totalExclAmount ?? 0) })
  }
  const vatGroup = [...byCode].map(([vatCode, { incl, excl, percentage }]) => {
    const exclAmount = inclusive(vatMethod) ? withoutVat(incl, percentage) : excl
    const inclAmount = inclusive(vatMethod) ? incl : withVat(excl, percentage)
    return { vatCode, vatPercentage: percentage, exclAmount, vatAmount: inclAmount - exclAmount }
  })
  const totalExclAmount = vatGroup.reduce((sum, group) => sum + group.exclAmount, 0)
  const totalInclAmount = vatGroup.reduce((sum, group) => sum + group.exclAmount + group.vatAmount, 0)
  return { totalInclAmount, totalExclAmount, vatGroupList: { vatGroup } }
}

/** What of a line is sold, in the scale it was sent with. */
export function quantityOf({ data }: SaleLine): Scaled {
  return { amount: data?.quantity ?? 0, places: data?.decimalPlaces ?? 0 }
}

function taxed(vatMethod: VatMethod): boolean {
  return vatMethod !== 'VAT-METHOD-SHIFTED' && vatMethod !== 'VAT-METHOD-NONE'
}

function inclusive(vatMethod: VatMethod): boolean {
  return vatMethod === undefined || vatMethod === 'VAT-METHOD-INCLUSIVE'
}

interface Vat {
  readonly vatPercentage: number
  readonly vatMethod: VatMethod
}

function completePrices(
  { price, priceExcl }: Value<'LineData'>,
  { incl, excl, vatPercentage, vatMethod }: Vat & { readonly incl: number; readonly excl: number },
): { readonly price: number; readonly priceExcl: number } {
  if (inclusive(vatMethod)) {
    const leading = price ?? (priceExcl === undefined ? incl : withVat(priceExcl, vatPercentage))
    return { price: leading, priceExcl: withoutVat(leading, vatPercentage) }
  }
  const leading = priceExcl ?? (price === undefined ? excl : withoutVat(price, vatPercentage))
  return { price: withVat(leading, vatPercentage), priceExcl: leading }
}

/** A given discount amount is the discount of the whole line; otherwise it follows from the whole percentage. */
function lineAmounts(data: Value<'LineData'>, { vatPercentage, vatMethod }: Vat) {
  const leading = inclusive(vatMethod)
  const unit = BigInt((leading ? data.price : data.priceExcl) ?? 0)
  const gross = divideRounded(unit * BigInt(data.quantity), 10n ** BigInt(data.decimalPlaces ?? 0))
  const given = leading ? data.discountAmount : data.discountAmountExcl
  const discount = given === undefined ? divideRounded(gross * BigInt(data.discountPercentage ?? 0), 100n) : BigInt(given)
  const net = Number(gross - discount)
  return leading
    ? { totalInclAmount: net, totalExclAmount: withoutVat(net, vatPercentage) }
    : { totalInclAmount: withVat(net, vatPercentage), totalExclAmount: net }
}
