import { type DemoArticle, demoCatalogue } from './demo-catalogue.ts'
import { oddRelations } from './demo-relations.ts'
import type { Value } from './schema/shapes.ts'
import { withoutVat } from './shop/amounts.ts'
import { toDay, toMoment } from './shop/moments.ts'
import type { OrderSeed } from './shop/seed.ts'

/** The gift voucher, which no ERP is meant to know. */
export const giftVoucher = { articleNumber: 999_001, description: 'Cadeaubon' } as const

/** `reference` of the orders that are odd on purpose; they exist in a demo shop of at least 20 orders. */
export const oddOrders = {
  giftVoucher: 'Demo: cadeaubon',
  totalDoesNotAddUp: 'Demo: totaal klopt niet',
  unmappedVatCode: 'Demo: btw-code 7',
  relationWithoutEmail: 'Demo: klant zonder e-mail',
  sharedEmail: 'Demo: gedeeld e-mailadres',
} as const

/** A VAT code the till knows and a mapping usually forgets. */
export const unmappedVatCode = 7

const firstDayMs = Date.UTC(2026, 8, 1, 7, 15)
const lastDayMs = Date.UTC(2026, 10, 20, 16, 45)

/** Orders of an autumn, oldest first: open, paid in part, paid, invoiced and cancelled. */
export function createDemoOrders(
  random: () => number,
  { relations, count }: { readonly relations: readonly Value<'Relation'>[]; readonly count: number },
): OrderSeed[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  return Array.from({ length: count }, (_, place) => {
    const at = new Date(firstDayMs + Math.floor(((lastDayMs - firstDayMs) * place) / Math.max(1, count - 1)))
    const odd = oddityAt(place)
    const relation = relations.find(({ relationNumber }) => relationNumber === odd?.relationNumber) ?? pick(relations)
    const branchNumber = random() < 0.75 ? 1 : 2
    const line = Array.from({ length: 1 + Math.floor(random() * 6) }, () => lineOf(pick(demoCatalogue), random))
    const order = {
      orderType: pick(['ORDER-TYPE-SALES-ORDER', 'ORDER-TYPE-SALES-ORDER', 'ORDER-TYPE-EXTERNAL-SALES-ORDER'] as const),
      entryBranchNumber: branchNumber,
      employeeNumber: pick([1, 2, 999_999]),
      entryTimestamp: toMoment(at),
      relationNumber: relation.relationNumber,
      ...(random() < 0.6 && { deliveryAddress: deliveryAddressOf(relation) }),
      financialDate: toDay(at),
      financialBranchNumber: branchNumber,
      workplaceNumber: 1,
      reference: odd?.reference ?? `Kassabon ${at.getUTCFullYear()}-${String(place + 1).padStart(4, '0')}`,
      vatMethod: relation.defaultVatMethod,
      deliveryMethod: pick(['AFHALEN', 'POSTNL', 'FIETSKOERIER']),
      lineList: { line: odd?.line ? [...line, odd.line] : line },
    } satisfies OrderSeed['order']
    return { order, ...endingOf(order, random), ...(odd?.oddity && { oddity: odd.oddity }) }
  })
}

/** Quantities of goods sold by weight have three decimals: 0.750 kg is 750 with 3 places. */
function lineOf({ sku, name, unit, vatRate, priceIncl }: DemoArticle, random: () => number): Value<'Line'> {
  const quantity =
    unit === 'kg'
      ? { quantity: 250 * (1 + Math.floor(random() * 6)), decimalPlaces: 3 }
      : { quantity: 1 + Math.floor(random() * 3), decimalPlaces: 0 }
  const price = Number(priceIncl.replace('.', ''))
  const discount = random() < 0.1 ? { discountType: 'DISCOUNT-TYPE-CUSTOMER-DISCOUNT' as const, discountPercentage: 10 } : {}
  return {
    articleNumber: Number(sku),
    text: name,
    data: { ...quantity, price, priceExcl: withoutVat(price, Number(vatRate)), ...discount },
  }
}

function deliveryAddressOf({ name, contact, address, zipcode, city, country, companyName }: Value<'Relation'>): Value<'Address'> {
  return { name, contact, address, zipcode, city, country, companyName }
}

/** How an order went on: invoiced, paid ahead in full or by a third, cancelled, or still open. */
function endingOf({ financialDate }: OrderSeed['order'], random: () => number): Pick<OrderSeed, 'end' | 'pay'> {
  const draw = random()
  const method = random() < 0.6 ? 'PIN' : 'IDEAL'
  const pay = (amount: number) => [{ method, amount, financialDate }]
  if (draw < 0.42) return { end: 'invoice', pay: (total) => pay(total) }
  if (draw < 0.58) return { end: 'deposit', pay: (total) => pay(total) }
  if (draw < 0.7) return { end: 'deposit', pay: (total) => pay(Math.ceil(total / 3)) }
  return draw < 0.78 ? { end: 'cancelled' } : {}
}

interface Oddity {
  readonly reference: string
  readonly relationNumber?: number
  readonly line?: Value<'Line'>
  readonly oddity?: OrderSeed['oddity']
}

function oddityAt(place: number): Oddity | undefined {
  switch (place) {
    case 4:
      return {
        reference: oddOrders.giftVoucher,
        line: {
          articleNumber: giftVoucher.articleNumber,
          text: giftVoucher.description,
          data: { quantity: 1, price: 2500, priceExcl: 2500 },
        },
      }
    case 8:
      return { reference: oddOrders.totalDoesNotAddUp, oddity: ({ totalInclAmount = 0 }) => ({ totalInclAmount: totalInclAmount + 150 }) }
    case 11:
      return {
        reference: oddOrders.unmappedVatCode,
        line: {
          articleNumber: 140_601,
          text: 'Zaklamp (tweedehands)',
          data: { quantity: 1, price: 1500, priceExcl: 1500, vatCode: unmappedVatCode },
        },
      }
    case 14:
      return { reference: oddOrders.relationWithoutEmail, relationNumber: oddRelations.withoutEmail }
    case 17:
      return { reference: oddOrders.sharedEmail, relationNumber: oddRelations.sharedEmail[1] }
    default:
      return undefined
  }
}
