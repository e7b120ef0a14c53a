import type { Condition } from '#core/mapping/condition.ts'
import type { Mapping, MappingValue } from '#core/mapping/mapping.ts'

/** The benchmark's filter: paid orders only. */
export const benchCondition: Condition = { path: 'data.status', is: 'equals', value: 'paid' }

const lineCents: MappingValue = { path: 'qty', steps: [{ do: 'multiply', with: { path: 'priceCents' } }] }
const lineVatCents: MappingValue = {
  ...lineCents,
  steps: [...(lineCents.steps ?? []), { do: 'percentage', percent: { path: 'vat' } }, { do: 'floor' }],
}
const netCents: MappingValue = { path: 'data.lines', steps: [{ do: 'sum', of: lineCents }] }
const vatCents: MappingValue = { path: 'data.lines', steps: [{ do: 'sum', of: lineVatCents }] }
const toEuros = [{ do: 'divide', by: { constant: 100 }, decimals: 2 }, { do: 'to-number' }] as const

/** The benchmark's 26 fields, 9 of them computed, as data; `bench/lib/reference.ts` is the same in plain code. */
export const benchMappings: readonly Mapping[] = [
  { target: 'key', path: 'data.number' },
  { target: 'externalId', path: 'data.id' },
  { target: 'orderDate', path: 'data.createdAt', steps: [{ do: 'slice', from: 0, to: 10 }] },
  { target: 'channel', path: 'data.channel', steps: [{ do: 'upper' }] },
  { target: 'currency', path: 'data.currency' },
  { target: 'customerId', path: 'data.customer.id' },
  { target: 'customerName', join: [{ path: 'data.customer.firstName' }, { path: 'data.customer.lastName' }], separator: ' ' },
  { target: 'email', path: 'data.customer.email', steps: [{ do: 'trim' }, { do: 'lower' }] },
  { target: 'company', path: 'data.customer.company', steps: [{ do: 'if-empty', value: { constant: 'private' } }] },
  { target: 'vatId', path: 'data.customer.vatId' },
  { target: 'billStreet', path: 'data.billing.street' },
  { target: 'billZip', path: 'data.billing.zip' },
  { target: 'billCity', path: 'data.billing.city' },
  { target: 'billCountry', path: 'data.billing.country' },
  { target: 'shipStreet', path: 'data.shipping.street' },
  { target: 'shipZip', path: 'data.shipping.zip' },
  { target: 'shipCity', path: 'data.shipping.city' },
  { target: 'shipCountry', path: 'data.shipping.country' },
  { target: 'paymentMethod', path: 'data.payment.method' },
  { target: 'paymentRef', path: 'data.payment.ref' },
  { target: 'lineCount', path: 'data.lines', steps: [{ do: 'count' }] },
  { target: 'totalQty', path: 'data.lines', steps: [{ do: 'sum', of: { path: 'qty' } }, { do: 'to-number' }] },
  { target: 'net', ...netCents, steps: [...(netCents.steps ?? []), ...toEuros] },
  { target: 'vat', ...vatCents, steps: [...(vatCents.steps ?? []), ...toEuros] },
  { target: 'gross', ...netCents, steps: [...(netCents.steps ?? []), { do: 'add', with: vatCents }, ...toEuros] },
  { target: 'firstSku', path: 'data.lines[0].sku' },
]
