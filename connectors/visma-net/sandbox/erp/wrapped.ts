import { erpRefusal } from '../answers.ts'

/** What a field of a write may hold. Everything is wrapped in `{ "value": … }` but rows, which are plain lists, and the `bare-` ones. */
export type Kind =
  | 'text'
  | 'number'
  | 'whole'
  | 'toggle'
  | 'moment'
  | 'bare-toggle'
  | 'bare-text'
  | { readonly oneOf: readonly string[] }
  | { readonly inside: Spec }
  | { readonly rows: Spec }
export interface Spec {
  readonly [name: string]: Kind
}

/**
 * The values of a write. A bare scalar where a wrapper belongs is refused, and so is a field nobody knows: whether the vendor
 * ignores it is not published, and refusing finds more mistakes.
 */
export function unwrap(body: unknown, spec: Spec, at = ''): Record<string, unknown> {
  if (!isObject(body)) throw erpRefusal(400, `${at || 'The body'} is no object.`)
  return Object.fromEntries(
    Object.entries(body).map(([name, given]) => {
      const kind = spec[name]
      const path = at === '' ? name : `${at}.${name}`
      if (kind === undefined) throw erpRefusal(400, `The field '${path}' is not known.`)
      return [name, readValue(given, kind, path)]
    }),
  )
}

function readValue(given: unknown, kind: Kind, path: string): unknown {
  if (kind === 'bare-toggle' || kind === 'bare-text') {
    if (typeof given === (kind === 'bare-toggle' ? 'boolean' : 'string')) return given
    throw erpRefusal(400, `The field '${path}' is written without a wrapper.`)
  }
  if (typeof kind === 'object' && 'rows' in kind) {
    if (!Array.isArray(given)) throw erpRefusal(400, `The field '${path}' is a list.`)
    return given.map((row, index) => unwrap(row, kind.rows, `${path}[${index}]`))
  }
  if (!isObject(given) || !('value' in given) || Object.keys(given).length !== 1) {
    throw erpRefusal(400, `The field '${path}' has to be written as { "value": … }.`)
  }
  const { value } = given
  if (value === null) return undefined
  if (typeof kind === 'object' && 'inside' in kind) return unwrap(value, kind.inside, path)
  if (typeof kind === 'object') {
    if (typeof value === 'string' && kind.oneOf.includes(value)) return value
    throw erpRefusal(400, `The field '${path}' is none of ${kind.oneOf.join(', ')}.`)
  }
  const isRight = {
    text: typeof value === 'string',
    number: typeof value === 'number',
    whole: Number.isInteger(value),
    toggle: typeof value === 'boolean',
    moment: typeof value === 'string' && !Number.isNaN(Date.parse(value)),
  }[kind]
  if (!isRight) throw erpRefusal(400, `The field '${path}' is no ${kind}.`)
  return value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
