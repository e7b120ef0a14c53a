import type { FlowRecord } from '#core/kit/record.ts'
import { type Category, categoryKey } from '#core/model/category.ts'
import { emailKey } from '#core/model/customer.ts'
import { isPlainObject } from './field-path.ts'

/**
 * What a record is looked up by in the target: its e-mail in the form addresses are compared in, its SKU, its GTIN, its path,
 * else the record's own key. Undefined when the record does not have it.
 */
export function matchKeyOf(record: Pick<FlowRecord, 'key' | 'data'>, by: string): string | undefined {
  const data = isPlainObject(record.data) ? record.data : {}
  switch (by) {
    case 'email':
      return emailOf(textOf(data.email) ?? record.key)
    case 'sku':
      return textOf(data.sku) ?? textOf(record.key)
    case 'gtin':
      return textOf(data.gtin)
    case 'path':
      return Array.isArray(data.path) ? categoryKey(data.path as Category['path']) : textOf(record.key)
    case 'reference':
      return textOf(record.key)
    default:
      return textOf(data[by]) ?? textOf(record.key)
  }
}

/** The comparable form of an e-mail address; undefined for text that is none. */
export function emailOf(text: string | undefined): string | undefined {
  const email = text === undefined ? '' : emailKey(text)
  return /^[^\s@]+@[^\s@]+$/.test(email) ? email : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
