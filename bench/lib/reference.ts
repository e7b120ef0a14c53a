/** What the benchmark reads of an order; the orders hold more. */
export interface BenchOrder {
  readonly id: number
  readonly number: string
  readonly status: string
  readonly currency: string
  readonly createdAt: string
  readonly channel: string
  readonly customer: {
    readonly id: number
    readonly firstName: string
    readonly lastName: string
    readonly email: string
    readonly company: string | null
    readonly vatId: string
  }
  readonly billing: BenchAddress
  readonly shipping: BenchAddress
  readonly payment: { readonly method: string; readonly ref: string }
  readonly lines: readonly { readonly sku: string; readonly qty: number; readonly priceCents: number; readonly vat: number }[]
}

interface BenchAddress {
  readonly street: string
  readonly zip: string
  readonly city: string
  readonly country: string
}

export type MappedOrder = ReturnType<typeof mapByHand>

export function isKept(order: Pick<BenchOrder, 'status'>): boolean {
  return order.status === 'paid'
}

/** The benchmark's mapping in plain code. Every contender must give these bytes; floating numbers are safe here because all amounts are whole cents. */
export function mapByHand(order: BenchOrder) {
  const { customer, billing, shipping, lines } = order
  let totalQty = 0
  let net = 0
  let vat = 0
  for (const line of lines) {
    const amount = line.qty * line.priceCents
    totalQty += line.qty
    net += amount
    vat += Math.floor((amount * line.vat) / 100)
  }
  return {
    key: order.number,
    externalId: order.id,
    orderDate: order.createdAt.slice(0, 10),
    channel: order.channel.toUpperCase(),
    currency: order.currency,
    customerId: customer.id,
    customerName: `${customer.firstName} ${customer.lastName}`,
    email: customer.email.trim().toLowerCase(),
    company: customer.company ? customer.company : 'private',
    vatId: customer.vatId,
    billStreet: billing.street,
    billZip: billing.zip,
    billCity: billing.city,
    billCountry: billing.country,
    shipStreet: shipping.street,
    shipZip: shipping.zip,
    shipCity: shipping.city,
    shipCountry: shipping.country,
    paymentMethod: order.payment.method,
    paymentRef: order.payment.ref,
    lineCount: lines.length,
    totalQty,
    net: net / 100,
    vat: vat / 100,
    gross: (net + vat) / 100,
    firstSku: lines[0]?.sku,
  }
}
