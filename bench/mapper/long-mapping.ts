import type { Json } from '#core/kit/record.ts'

/** A mapping of an order as shops have them: 26 rows, most of them a field, some with functions, tables and several parts. */
export const longMapping: readonly Json[] = [
  ...['number', 'placedAt', 'date', 'status', 'paymentState', 'currency', 'shippingMethod', 'note', 'customerReference'].map(sameField),
  ...['number', 'name', 'company', 'phone'].map((name) => sameField(`customer.${name}`)),
  { target: 'customer.email', path: 'data.customer.email', steps: [{ do: 'trim' }, { do: 'lower' }] },
  {
    target: 'shippingAddress.name',
    firstOf: [{ path: 'data.shippingAddress.name' }, { path: 'data.customer.company' }, { path: 'data.customer.name' }],
  },
  ...['street', 'houseNumber', 'postalCode', 'city', 'country'].map((name) => sameField(`shippingAddress.${name}`)),
  { target: 'lines[].sku', path: 'sku', steps: [{ do: 'trim' }] },
  { target: 'lines[].name', template: '{name} ({sku})' },
  { target: 'lines[].quantity', path: 'quantity' },
  { target: 'lines[].priceIncl', path: 'priceIncl' },
  {
    target: 'lines[].taxCode',
    path: 'taxCode',
    steps: [{ do: 'value-map', table: { 1: '21% incl.', 2: '9% incl.', 3: '0%' }, unmapped: 'fail' }],
  },
  { target: 'lines[].note', join: [{ path: 'sku' }, { path: 'name' }], separator: ' ' },
]

function sameField(path: string): Json {
  return { target: path, path: `data.${path}` }
}
