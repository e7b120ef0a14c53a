import { typeError, valueError } from '../errors.ts'
import { pythonRepr } from '../python.ts'

/** A parsed domain: what a record must satisfy. */
export type Domain =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Domain[] }
  | { readonly kind: 'not'; readonly part: Domain }
  | Condition

export interface Condition {
  readonly kind: 'condition'
  /** `partner_id.country_id.code` as its steps. */
  readonly path: readonly string[]
  readonly operator: string
  readonly value: unknown
}

/**
 * Reads a domain in prefix notation: `['|', ['a', '=', 1], ['b', '=', 2], ['c', '=', 3]]` is (a or b) and c.
 * @throws OdooError worded as Odoo 19.0 words it.
 */
export function parseDomain(domain: unknown): Domain {
  if (domain === false || domain === null || domain === undefined) return { kind: 'constant', value: true }
  if (!Array.isArray(domain)) throw typeError(`Domain() invalid argument type for domain: ${pythonRepr(domain)}`)
  const stack: Domain[] = []
  const malformed = () => valueError(`Domain() malformed domain ${pythonRepr(domain)}`)
  const take = (): Domain => {
    const part = stack.pop()
    if (!part) throw malformed()
    return part
  }
  for (const item of domain.toReversed()) {
    if (item === '&' || item === '|') stack.push({ kind: item === '&' ? 'and' : 'or', parts: [take(), take()] })
    else if (item === '!') stack.push({ kind: 'not', part: take() })
    else stack.push(parseItem(item))
  }
  if (stack.length === 0) return { kind: 'constant', value: true }
  return stack.length === 1 ? take() : { kind: 'and', parts: stack.toReversed() }
}

function parseItem(item: unknown): Domain {
  if (!Array.isArray(item) || item.length !== 3) throw valueError(`Domain() invalid item in domain: ${pythonRepr(item)}`)
  const [field, operator, value] = item as [unknown, unknown, unknown]
  if (typeof field === 'number' && operator === '=' && value === 1) return { kind: 'constant', value: field === 1 }
  if (typeof field !== 'string' || typeof operator !== 'string') {
    throw valueError(`Domain() invalid item in domain: ${pythonRepr(item)}`)
  }
  return { kind: 'condition', path: field.split('.'), operator: operator.toLowerCase(), value }
}

/** True when some condition speaks of the field itself: such a domain looks at archived records too. */
export function mentions(domain: Domain, field: string): boolean {
  switch (domain.kind) {
    case 'constant':
      return false
    case 'condition':
      return domain.path.length === 1 && domain.path[0] === field
    case 'not':
      return mentions(domain.part, field)
    default:
      return domain.parts.some((part) => mentions(part, field))
  }
}
