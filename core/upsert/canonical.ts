import { emailKey } from '#core/model/customer.ts'
import { anyShape, type Shape } from './shape.ts'

/**
 * The form in which values are compared: decimals by value, e-mail addresses as `emailKey`, object members sorted,
 * lists of objects and of lists in one order (a product's categories are a set), lists of texts as they are
 * (a category's path is a sequence). Absent, null, '' , [] and {} are all `undefined`.
 */
export function canonical(value: unknown, shape: Shape = anyShape): unknown {
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value !== 'object') return shape.kind === 'decimal' ? canonicalDecimal(String(value)) : value
  if (Array.isArray(value)) return canonicalList(value, shape.kind === 'list' ? shape.of : anyShape)
  const members = Object.entries(value)
    .map(([name, inner]) => [name, canonicalMember(name, inner, shape)] as const)
    .filter(([, inner]) => inner !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return members.length === 0 ? undefined : Object.fromEntries(members)
}

/** `"05.50"` → `"5.5"`, `"-0.0"` → `"0"`. Text that is no decimal stays as it is. */
export function canonicalDecimal(text: string): string {
  const parts = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text)
  if (!parts) return text
  const [, sign, whole, fraction] = parts
  const digits = fraction ? `${whole}.${fraction}` : `${whole}`
  return digits === '0' ? '0' : `${sign}${digits}`
}

function canonicalList(list: readonly unknown[], of: Shape): unknown {
  if (list.length === 0) return undefined
  const items = list.map((item) => canonical(item, of) ?? null)
  if (list.every((item) => typeof item !== 'object')) return items
  return items
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, item]) => item)
}

function canonicalMember(name: string, value: unknown, shape: Shape): unknown {
  if (name === 'email' && typeof value === 'string') return canonical(emailKey(value))
  return canonical(value, shape.kind === 'object' && Object.hasOwn(shape.fields, name) ? shape.fields[name] : anyShape)
}
