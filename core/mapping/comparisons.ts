import { compare, toDecimal } from './decimal.ts'
import { instantOf, parseIso } from './moment.ts'
import { isEmpty, type Predicate, requireDecimal, type Scope, show, toText, ValueProblem } from './value.ts'

/** A condition ready to run. Words are only made for records that were turned away. */
export interface CompiledCondition {
  readonly test: Predicate
  /** Why it does not hold: "payment state is "unpaid", wanted "paid"". Only meaningful after `test` said no. */
  readonly explain: (at: unknown, scope: Scope) => string
  /** Why it holds, for conditions that are negated. */
  readonly explainMatch: (at: unknown, scope: Scope) => string
}

export interface CompiledComparison {
  test(value: unknown): boolean
  readonly wanted: string
  show(value: unknown): string
}

interface Operands {
  readonly value?: string | number | boolean | undefined
  readonly values?: readonly (string | number | boolean)[] | undefined
  readonly ignoreCase?: boolean | undefined
}

interface Comparison {
  readonly label: string
  /** What the editor asks for beside the path. */
  readonly operand: 'value' | 'values' | 'number' | 'moment' | 'none'
  /** The comparison with its operands, or what is wrong with them. */
  make(operands: Operands): CompiledComparison | string
}

/** The comparisons of the condition builder. Ids are stored in flow files and never renamed. */
export const comparisons = {
  equals: text('is', '', (value, wanted) => value === wanted),
  'not-equals': text('is not', 'anything but ', (value, wanted) => value !== wanted),
  contains: text('contains', 'something with ', (value, wanted) => value.includes(wanted)),
  'not-contains': text('does not contain', 'something without ', (value, wanted) => !value.includes(wanted)),
  'starts-with': text('starts with', 'something that starts with ', (value, wanted) => value.startsWith(wanted)),
  'ends-with': text('ends with', 'something that ends with ', (value, wanted) => value.endsWith(wanted)),
  'one-of': oneOf('is one of', 'one of ', true),
  'none-of': oneOf('is none of', 'none of ', false),
  empty: plain('is empty', 'nothing', isEmpty),
  'not-empty': plain('is filled', 'something', (value) => !isEmpty(value)),
  'equals-number': number('is the number', '', (order) => order === 0),
  greater: number('is more than', 'more than ', (order) => order > 0),
  'greater-or-equal': number('is at least', 'at least ', (order) => order >= 0),
  less: number('is less than', 'less than ', (order) => order < 0),
  'less-or-equal': number('is at most', 'at most ', (order) => order <= 0),
  after: moment('is after', 'after ', (order) => order > 0),
  'on-or-after': moment('is on or after', 'on or after ', (order) => order >= 0),
  before: moment('is before', 'before ', (order) => order < 0),
  'on-or-before': moment('is on or before', 'on or before ', (order) => order <= 0),
} as const satisfies Readonly<Record<string, Comparison>>

function text(label: string, says: string, holds: (value: string, wanted: string) => boolean): Comparison {
  return {
    label,
    operand: 'value',
    make: ({ value, ignoreCase }) => {
      if (value === undefined) return 'needs a value to compare with'
      const wanted = ignoreCase ? String(value).toLowerCase() : String(value)
      return {
        test: ignoreCase
          ? (found) => holds(comparable(found).toLowerCase(), wanted)
          : (found) => (typeof found === 'string' ? holds(found, wanted) : holds(comparable(found), wanted)),
        wanted: `${says}${show(value)}`,
        show,
      }
    },
  }
}

/** Lists and objects have no text; a condition then compares their JSON, so that it can be false without failing the record. */
function comparable(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : toText(value)
}

function oneOf(label: string, says: string, wanted: boolean): Comparison {
  return {
    label,
    operand: 'values',
    make: ({ values, ignoreCase }) => {
      if (values === undefined) return 'needs a list of values to compare with'
      const known = new Set(values.map((value) => (ignoreCase ? String(value).toLowerCase() : String(value))))
      return {
        test: (found) => known.has(ignoreCase ? comparable(found).toLowerCase() : comparable(found)) === wanted,
        wanted: `${says}${values.slice(0, 10).map(show).join(', ')}${values.length > 10 ? ', …' : ''}`,
        show,
      }
    },
  }
}

function plain(label: string, wanted: string, holds: (value: unknown) => boolean): Comparison {
  return { label, operand: 'none', make: () => ({ test: holds, wanted, show }) }
}

/** Nothing is neither more nor less than a number; what is there and no number fails the record instead of slipping through. */
function number(label: string, says: string, holds: (order: number) => boolean): Comparison {
  return {
    label,
    operand: 'number',
    make: ({ value }) => {
      const wanted = toDecimal(value)
      if (wanted === undefined) return `needs a number to compare with, not ${show(value)}`
      return { test: (found) => !isEmpty(found) && holds(compare(requireDecimal(found), wanted)), wanted: `${says}${value}`, show }
    },
  }
}

function moment(label: string, says: string, holds: (order: number) => boolean): Comparison {
  return {
    label,
    operand: 'moment',
    make: ({ value }) => {
      const wanted = typeof value === 'string' ? parseIso(value) : undefined
      if (!wanted) return `needs a date such as 2026-11-22 or 2026-11-22T09:00:00+01:00 to compare with, not ${show(value)}`
      // A day is compared with the day that was written, a moment with the instant.
      const order = wanted.hasTime
        ? (found: unknown) => instantOf(requireMoment(found), 'UTC') - instantOf(wanted, 'UTC')
        : (found: unknown) => compareDays(requireMoment(found), wanted)
      return { test: (found) => !isEmpty(found) && holds(order(found)), wanted: `${says}${value}`, show }
    },
  }
}

function compareDays(left: ReturnType<typeof requireMoment>, right: ReturnType<typeof requireMoment>): number {
  return left.year - right.year || left.month - right.month || left.day - right.day
}

function requireMoment(value: unknown) {
  const moment = parseIso(toText(value))
  if (moment) return moment
  throw new ValueProblem('not-a-date', `${show(value)} is not a date`, { value })
}
