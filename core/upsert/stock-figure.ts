import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'
import type { Stock } from '#core/model/stock.ts'

/** Which figure of a stock record counts. `record`: all it tells, as it tells it. */
export const stockFigures = {
  record: 'As the record tells',
  available: 'Available: on hand minus reserved for sales',
  onHand: 'On hand',
  forecast: 'Forecast: available and what is on its way',
} as const

export type StockFigure = keyof typeof stockFigures

export interface StockChoice {
  readonly figure: StockFigure
  /** Branches or locations of the source that count; none: all of them. */
  readonly locations: readonly string[]
}

type Amounts = Pick<Stock, 'onHand' | 'reserved' | 'available' | 'incoming'>

/**
 * The record with the one figure that counts, summed over the chosen places. Absent figures follow from the others where they can.
 * @throws DataError that names the record, and the figure or the places it does not have
 */
export function chosenStock(data: Stock, { figure, locations }: StockChoice, name: string): Stock {
  if (figure === 'record' && locations.length === 0) return data
  const amounts = locations.length === 0 ? data : amountsAt(data, locations, name)
  const { sku, managesStock, extra } = data
  const shared = { sku, locations: [], ...(managesStock !== undefined && { managesStock }), ...(extra && { extra }) }
  if (figure === 'record') return { ...shared, ...amounts }
  const amount = figureOf(amounts, figure)
  if (amount === undefined) {
    throw new DataError(`${name} does not tell what is ${words[figure]}.`, {
      code: 'quantity-missing',
      hint: 'Choose another figure on the node, or map this one.',
    })
  }
  // A target that keeps one figure takes either name; one that tells both apart is asked for what lies there only when that was chosen.
  return figure === 'onHand' ? { ...shared, onHand: amount, available: amount } : { ...shared, available: amount }
}

const words = { available: 'available', onHand: 'on hand', forecast: 'available and on its way' } as const

function figureOf({ onHand, reserved, available, incoming }: Amounts, figure: Exclude<StockFigure, 'record'>): string | undefined {
  if (figure === 'onHand') return onHand ?? sum([available, reserved])
  const free = available ?? (onHand === undefined ? undefined : new Big(onHand).minus(reserved ?? 0).toFixed())
  return figure === 'available' || free === undefined ? free : new Big(free).plus(incoming ?? 0).toFixed()
}

function amountsAt({ locations: places }: Stock, wanted: readonly string[], name: string): Amounts {
  const chosen = places.filter(({ location }) => wanted.includes(location))
  if (chosen.length === 0) {
    const known = places.map(({ location }) => location).join(', ')
    throw new DataError(`${name} has no stock at ${wanted.join(', ')}${known ? `; it has at ${known}` : ''}.`, {
      code: 'location-missing',
      hint: 'Choose branches or locations as the source names them.',
    })
  }
  const total = (of: keyof Amounts) => sum(chosen.map((one) => one[of]))
  return Object.fromEntries(
    (['onHand', 'reserved', 'available', 'incoming'] as const).flatMap((of) => {
      const amount = total(of)
      return amount === undefined ? [] : [[of, amount]]
    }),
  )
}

/** Undefined as soon as one of them is not told. */
function sum(decimals: readonly (string | undefined)[]): string | undefined {
  let total = new Big(0)
  for (const one of decimals) {
    if (one === undefined) return undefined
    total = total.plus(one)
  }
  return total.toFixed()
}
