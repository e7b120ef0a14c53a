import { orderRefusal } from '../answers.ts'

/** Text with its greatest length, a number, or what stands inside. */
export type Rule =
  | { readonly text: number }
  | { readonly number: readonly [least: number, most: number] }
  | { readonly whole: true }
  | { readonly toggle: true }
  | { readonly moment: true }
  | { readonly oneOf: readonly string[] }
  | { readonly inside: Rules }
  | { readonly rows: Rules }
export interface Rules {
  readonly [name: string]: Rule
}

/** Refuses what the schema of the sales order service refuses: unknown properties, wrong types, texts too long. */
export function validate(body: unknown, rules: Rules, at = ''): void {
  if (!isObject(body)) throw orderRefusal('0003-InvalidValue', at || 'body', 'An object is expected')
  for (const [name, value] of Object.entries(body)) {
    const property = `${at}${name.charAt(0).toUpperCase()}${name.slice(1)}`
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) throw orderRefusal('0004-ValueNotAllowed', property, `The property ${name} is not known`)
    if (value !== null) check(value, rule, property)
  }
}

function check(value: unknown, rule: Rule, property: string): void {
  if ('inside' in rule) {
    validate(value, rule.inside, `${property}.`)
    return
  }
  if ('rows' in rule) {
    if (!Array.isArray(value)) throw orderRefusal('0003-InvalidValue', property, 'A list is expected')
    for (const [index, row] of value.entries()) validate(row, rule.rows, `${property}[${index}].`)
    return
  }
  if ('text' in rule && typeof value === 'string' && value.length > rule.text) {
    throw orderRefusal('0002-InvalidLength', property, `${property} is longer than ${rule.text} characters`)
  }
  if ('number' in rule && typeof value === 'number' && (value < rule.number[0] || value > rule.number[1])) {
    throw orderRefusal('0100-OutsideValidRange', property, `${property} is outside the valid range`)
  }
  if (!isRight(value, rule)) throw orderRefusal('0003-InvalidValue', property, `${property} is invalid`)
}

function isRight(value: unknown, rule: Exclude<Rule, { inside: Rules } | { rows: Rules }>): boolean {
  if ('text' in rule) return typeof value === 'string'
  if ('number' in rule) return typeof value === 'number'
  if ('whole' in rule) return Number.isInteger(value)
  if ('toggle' in rule) return typeof value === 'boolean'
  if ('oneOf' in rule) return typeof value === 'string' && rule.oneOf.includes(value)
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
