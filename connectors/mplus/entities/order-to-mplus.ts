import { DataError, SettingsError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'
import type { Method } from '../lists.ts'
import { type line, order, type payment } from '../soap/order-shapes.ts'
import type { Draft } from '../soap/shape.ts'
import { extraElements } from '../values/extra.ts'
import { toCents } from '../values/money.ts'
import { toScaled } from '../values/quantity.ts'
import { articleNumberOf } from '../values/sku.ts'
import { dayIn, toSoapDate, toSoapDateTime } from '../values/time.ts'
import { toMplusAddress } from './address.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

export interface TillMethods {
  readonly payment: readonly Method[]
  readonly delivery: readonly Method[]
}

interface DocumentContext {
  readonly relationNumber: string
  readonly settings: OrderWriteSettings
  readonly methods: TillMethods
  readonly timeZone: string
  /** Books an order that carries no date of its own. */
  readonly now: Date
}

export type LineDraft = Draft<typeof line>
export type PaymentDraft = Draft<typeof payment>
export type OrderDraft = Draft<typeof order>

/**
 * What an order and an invoice of the till have in common.
 * @throws DataError that names the order, the line and the value; SettingsError for settings that do not go together.
 */
export function documentDraft(data: Order, { relationNumber, settings, timeZone, now }: DocumentContext) {
  if (settings.workplace !== undefined && !settings.branch) {
    throw new SettingsError(`Workplace ${settings.workplace} is set without a branch.`, {
      hint: 'Choose the branch the workplace stands in.',
    })
  }
  const workplaceNumber = settings.workplace === undefined ? undefined : String(settings.workplace)
  return {
    employeeNumber: String(settings.employeeNumber),
    relationNumber,
    deliveryAddress: toMplusAddress(data.shipping),
    invoiceAddress: toMplusAddress(data.billing),
    financialDate: toSoapDate(data.date ?? dayIn(data.placedAt ?? now.toISOString(), timeZone)),
    financialBranchNumber: settings.branch || undefined,
    // Another entry branch than the default one is accepted together with its workplace only.
    entryBranchNumber: workplaceNumber === undefined ? undefined : settings.branch,
    workplaceNumber,
    reference: [data.number, data.customerReference].filter((part) => part !== undefined && part !== '').join(' · '),
    vatMethod: data.pricesIncludeTax ? 'VAT-METHOD-INCLUSIVE' : 'VAT-METHOD-EXCLUSIVE',
    lineList: data.lines.flatMap((one, index) =>
      lineDraft(one, `Order ${data.number}, line ${index + 1}`, data.pricesIncludeTax, settings),
    ),
  } satisfies OrderDraft
}

/** The fields only an order has. */
export function orderDraft(data: Order, context: DocumentContext): OrderDraft {
  const { settings, methods, timeZone } = context
  return {
    ...documentDraft(data, context),
    ...extraElements(order, data.extra, `Order ${data.number}`),
    // Required by the schema, given out by the service.
    orderId: '',
    orderType: settings.orderType,
    entryTimestamp: data.placedAt === undefined ? undefined : toSoapDateTime(data.placedAt, timeZone),
    deliveryMethod:
      matchMethod(data.shippingMethod, methods.delivery) ?? (data.shippingMethod ? settings.defaultDeliveryMethod || undefined : undefined),
  }
}

function lineDraft(line: OrderLine, what: string, pricesIncludeTax: boolean, settings: OrderWriteSettings): readonly LineDraft[] {
  if (line.kind === 'note') {
    return settings.noteArticle
      ? [
          {
            articleNumber: settings.noteArticle,
            text: line.name,
            data: { quantity: '1', decimalPlaces: '0', ...price('0', pricesIncludeTax) },
          },
        ]
      : []
  }
  const unitPrice = pricesIncludeTax ? line.priceIncl : line.priceExcl
  if (unitPrice === undefined) {
    const kind = pricesIncludeTax ? 'including' : 'excluding'
    throw new DataError(`${what} (${line.sku ?? line.name}) has no unit price ${kind} tax.`, {
      code: 'price-missing',
      hint: 'MplusKASSA would fill in a price of its own. Map the unit price, or whether prices include tax.',
    })
  }
  return [
    {
      articleNumber: articleOf(line, what, settings),
      text: line.name,
      data: {
        ...toScaled(line.quantity, `${what}: the quantity`),
        ...price(toCents(unitPrice, `${what} (${line.sku ?? line.name}): the unit price`), pricesIncludeTax),
        vatCode: vatCodeOf(line.taxCode, what),
        discountPercentage: wholePercent(line.discountPercent, what),
      },
    },
  ]
}

function price(cents: string, pricesIncludeTax: boolean) {
  return pricesIncludeTax ? { price: cents } : { priceExcl: cents }
}

function articleOf(line: OrderLine, what: string, { shippingArticle, discountArticle }: OrderWriteSettings): string {
  const standIn = line.kind === 'shipping' ? shippingArticle : line.kind === 'discount' ? discountArticle : undefined
  if (line.sku === undefined && standIn) return standIn
  if (line.sku === undefined && line.kind !== 'product') {
    throw new DataError(
      `${what} "${line.name}" has no SKU, and no article is chosen for ${line.kind === 'shipping' ? 'shipping costs' : 'discounts'}.`,
      {
        code: 'line-without-article',
        hint: 'Every line in MplusKASSA is an article. Choose one in the settings of the node.',
      },
    )
  }
  return articleNumberOf(line.sku, what)
}

/** @throws DataError for a code that is none of the till's, which are numbers. */
export function vatCodeOf(taxCode: string | undefined, what: string): string | undefined {
  if (taxCode === undefined || taxCode === '') return undefined
  if (/^\d{1,9}$/.test(taxCode)) return taxCode
  throw new DataError(`${what}: the tax code "${taxCode}" is no VAT code of MplusKASSA; those are numbers.`, {
    code: 'tax-code-unknown',
    hint: 'Map the tax codes of the source to the VAT codes of this till.',
    facts: { taxCode },
  })
}

function wholePercent(percent: string | undefined, what: string): string | undefined {
  if (percent === undefined) return undefined
  const whole = /^(-?\d+)(?:\.0*)?$/.exec(percent)?.[1]
  if (whole === undefined) {
    throw new DataError(`${what}: the discount is ${percent} %, and MplusKASSA takes whole percents only.`, {
      code: 'discount-not-whole',
      hint: 'Map the unit price after discount instead, and leave the discount out.',
      facts: { percent },
    })
  }
  return Number(whole) === 0 ? undefined : whole
}

/** @throws DataError for a method the till does not know while no default is chosen. */
export function paymentDrafts(data: Order, { settings, methods }: Pick<DocumentContext, 'settings' | 'methods'>): readonly PaymentDraft[] {
  if (!settings.sendPayments) return []
  return data.payments.map(({ method, amount, paidOn, reference }) => {
    const code = matchMethod(method, methods.payment) ?? (settings.defaultPaymentMethod || undefined)
    if (code === undefined) {
      throw new DataError(`Order ${data.number}: this till has no payment method "${method}".`, {
        code: 'payment-method-unknown',
        hint: 'Map the payment method to one of the till, or choose a default one in the settings of the node.',
        facts: { method, known: methods.payment.map((one) => one.code) },
      })
    }
    return {
      financialDate: paidOn === undefined ? undefined : toSoapDate(paidOn),
      method: code,
      amount: toCents(amount, `Order ${data.number}: the payment`),
      externalReference: reference,
    }
  })
}

/** By code first, then by name; capitals do not matter. */
function matchMethod(wanted: string | undefined, methods: readonly Method[]): string | undefined {
  if (wanted === undefined) return undefined
  const same = (text: string) => text.trim().toLowerCase() === wanted.trim().toLowerCase()
  return (methods.find(({ code }) => same(code)) ?? methods.find(({ name }) => same(name)))?.code
}
