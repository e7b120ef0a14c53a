import { expect, it } from 'vitest'
import { matchKeyOf } from './match-key.ts'

it.each<[string, { readonly key: string; readonly data: unknown }, string, string | undefined]>([
  ['an e-mail address as addresses are compared', { key: '7', data: { email: ' Jan@Voorbeeld.nl' } }, 'email', 'jan@voorbeeld.nl'],
  ['the key when it is an address', { key: 'jan@voorbeeld.nl', data: {} }, 'email', 'jan@voorbeeld.nl'],
  ['nothing for a customer without an address', { key: '7', data: {} }, 'email', undefined],
  ['a SKU exactly as it is', { key: 'x', data: { sku: '007' } }, 'sku', '007'],
  ['the key of a product whose SKUs are at its variants', { key: '120101', data: {} }, 'sku', '120101'],
  ['a GTIN', { key: 'x', data: { gtin: '8712345678906' } }, 'gtin', '8712345678906'],
  ['nothing for a product without a GTIN', { key: '120101', data: {} }, 'gtin', undefined],
  ['the path of a category', { key: 'x', data: { path: ['Kleding', 'Jassen'] } }, 'path', 'Kleding / Jassen'],
  ['the order number', { key: '1042', data: {} }, 'reference', '1042'],
])('looks up %s', (_name, record, by, expected) => {
  expect(matchKeyOf(record, by)).toBe(expected)
})
