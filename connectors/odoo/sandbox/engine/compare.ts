import { notANumber, valueError } from '../errors.ts'
import { pythonTuple } from '../python.ts'
import { isAtLeast, type OdooVersion } from '../version.ts'
import type { Field } from './fields.ts'
import { matchLike } from './like.ts'
import { parseMoment } from './moments.ts'
import type { Value } from './table.ts'

export type Test = (value: Value) => boolean

const isEmpty = (value: unknown) => value === false || value === null || value === undefined || value === ''

/**
 * The test a condition makes of a plain value (relations are in predicate.ts).
 * @throws OdooError for an operator there is none of, and for a value the database could not compare.
 */
export function compareValue(
  field: Field,
  { name, operator, value }: { name: string; operator: string; value: unknown },
  version: OdooVersion,
): Test {
  const again = (next: string, other: unknown = value) => compareValue(field, { name, operator: next, value: other }, version)
  const not =
    (test: Test): Test =>
    (candidate) =>
      !test(candidate)
  switch (operator) {
    case '==':
      return again('=')
    case '!=':
    case '<>':
      return not(again('='))
    case 'not in':
      return not(again('in'))
    case '=?':
      return isEmpty(value) ? () => true : again('=')
    case '=':
      return Array.isArray(value) ? again('in') : equals(field, value, version)
    case 'in': {
      const tests = (Array.isArray(value) ? value : [value]).map((one) => equals(field, one, version))
      return (candidate) => tests.some((test) => test(candidate))
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(field, operator, value, version)
    case 'not like':
    case 'not ilike':
    case 'not =like':
    case 'not =ilike':
      return not(again(operator.slice(4)))
    case 'like':
    case 'ilike':
    case '=like':
    case '=ilike':
      return likeText(operator, value)
    default:
      throw valueError(`Invalid operator in condition ${pythonTuple([name, operator, value])}`)
  }
}

/** The test of `like`, `ilike`, `=like`, `=ilike` on a text. */
export function likeText(operator: string, value: unknown): Test {
  const matches = matchLike(isEmpty(value) ? '' : String(value), {
    ignoreCase: operator.endsWith('ilike'),
    within: !operator.startsWith('='),
  })
  const isForAll = isEmpty(value) && !operator.startsWith('=')
  return (candidate) => isForAll || (candidate !== false && matches(String(candidate)))
}

function equals(field: Field, wanted: unknown, version: OdooVersion): Test {
  switch (field.type) {
    case 'boolean':
      return (value) => Boolean(value) === Boolean(wanted)
    case 'integer':
    case 'float':
    case 'monetary': {
      const number = numberOf(wanted)
      return (value) => Number(value) === number
    }
    case 'date':
    case 'datetime': {
      if (isEmpty(wanted)) return (value) => value === false
      const moment = parseMoment(wanted, field.type)
      return (value) => asCompared(value, version) === moment
    }
    default:
      return isEmpty(wanted) ? isEmpty : (value) => value === String(wanted)
  }
}

function ordered(field: Field, operator: '<' | '<=' | '>' | '>=', wanted: unknown, version: OdooVersion): Test {
  const holds = (order: number) =>
    operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0
  switch (field.type) {
    case 'integer':
    case 'float':
    case 'monetary': {
      const number = numberOf(wanted)
      return (value) => holds(Number(value) - number)
    }
    case 'date':
    case 'datetime': {
      if (isEmpty(wanted)) return () => false
      const isWholeDay = field.type === 'datetime' && String(wanted).length <= 10
      const moment = parseMoment(wanted, field.type)
      // A day alone stands for its end where the end is meant: "after the 22nd", "up to the 22nd".
      const bound = isWholeDay && (operator === '>' || operator === '<=') ? `${moment.slice(0, 10)} 23:59:59` : moment
      return (value) => value !== false && holds(compareText(asCompared(value, version), bound))
    }
    default:
      return (value) => value !== false && !isEmpty(wanted) && holds(compareText(String(value), String(wanted)))
  }
}

/** Odoo 19 compares moments by whole seconds (observed); earlier releases compare what they stored, fractions included. */
function asCompared(value: Value, version: OdooVersion): string {
  const text = String(value)
  return isAtLeast(version, 19) ? text.slice(0, 19) : text.replace(/\.0+$/, '')
}

export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function numberOf(value: unknown): number {
  if (isEmpty(value) || typeof value === 'boolean') return Number(value ?? 0)
  const number = Number(value)
  if (Number.isNaN(number)) throw notANumber(String(value))
  return number
}
