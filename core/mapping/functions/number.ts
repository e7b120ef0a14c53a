import {
  absolute,
  add,
  compare,
  type Decimal,
  divide,
  formatDecimal,
  multiply,
  negate,
  parseDecimal,
  percentOf,
  round,
  roundingModes,
  subtract,
  toExactNumber,
} from '../decimal.ts'
import { defineFunction, parameter, type ReadNumber } from '../define-function.ts'
import { type Scope, show, ValueProblem } from '../value.ts'

const decimals = parameter.whole({ label: 'Decimals', default: 2, min: 0, max: 12 })
const rounding = parameter.choice({ label: 'Rounding', default: 'half-up', options: roundingModes })

/** The other number of a calculation has to be there: a sum with a missing part would be a wrong amount. */
function needed(read: ReadNumber, at: unknown, scope: Scope): Decimal {
  const value = read(at, scope)
  if (value !== undefined) return value
  throw new ValueProblem('value-missing', 'the number to calculate with is missing', {
    hint: () => 'Fill the field in the source, or give the inner value the step "If empty".',
  })
}

const readNumber = defineFunction({
  id: 'read-number',
  label: 'Read number',
  summary: 'Understands numbers with other separators: "1.234,50" becomes 1234.50.',
  group: 'number',
  takes: 'text',
  gives: 'decimal',
  parameters: {
    decimal: parameter.text({ label: 'Decimal separator', default: ',' }),
    thousands: parameter.text({ label: 'Thousands separator', default: '.' }),
  },
  compile:
    ({ decimal, thousands }) =>
    (text) => {
      const [whole = '', fraction, ...rest] = decimal === '' ? [text] : text.split(decimal)
      const grouped = thousands === '' ? whole : whole.replaceAll(thousands, '')
      const value = rest.length === 0 ? parseDecimal(fraction === undefined ? grouped : `${grouped}.${fraction}`) : undefined
      if (value === undefined) throw new ValueProblem('not-a-number', `${show(text)} is not a number`, { value: text })
      return value
    },
})

const addStep = defineFunction({
  id: 'add',
  label: 'Plus',
  summary: 'Adds another number, exactly.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: { with: parameter.number({ label: 'Number to add' }) },
  compile:
    ({ with: other }) =>
    (value, at, scope) =>
      add(value, needed(other, at, scope)),
})

const subtractStep = defineFunction({
  id: 'subtract',
  label: 'Minus',
  summary: 'Takes another number away, exactly.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: { with: parameter.number({ label: 'Number to take away' }) },
  compile:
    ({ with: other }) =>
    (value, at, scope) =>
      subtract(value, needed(other, at, scope)),
})

const multiplyStep = defineFunction({
  id: 'multiply',
  label: 'Times',
  summary: 'Multiplies by another number, exactly.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: { with: parameter.number({ label: 'Number to multiply by' }) },
  compile:
    ({ with: other }) =>
    (value, at, scope) =>
      multiply(value, needed(other, at, scope)),
})

const divideStep = defineFunction({
  id: 'divide',
  label: 'Divided by',
  summary: 'Divides by another number and rounds to a number of decimals.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: { by: parameter.number({ label: 'Number to divide by' }), decimals, rounding },
  compile:
    ({ by, decimals: scale, rounding: mode }) =>
    (value, at, scope) =>
      divide(value, needed(by, at, scope), scale, mode),
})

const percentage = defineFunction({
  id: 'percentage',
  label: 'Percentage of',
  summary: 'Takes so many percent of the number, exactly: 21 % of 12.50 is 2.6250.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: { percent: parameter.number({ label: 'Percent' }) },
  compile:
    ({ percent }) =>
    (value, at, scope) =>
      percentOf(value, needed(percent, at, scope)),
})

const roundStep = defineFunction({
  id: 'round',
  label: 'Round',
  summary: 'Rounds to a number of decimals.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: { decimals, rounding },
  compile:
    ({ decimals: scale, rounding: mode }) =>
    (value) =>
      round(value, scale, mode),
})

const floor = defineFunction({
  id: 'floor',
  label: 'Round down',
  summary: 'Rounds down to a number of decimals: 2.7 becomes 2, -2.1 becomes -3.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: { decimals: parameter.whole({ label: 'Decimals', default: 0, min: 0, max: 12 }) },
  compile:
    ({ decimals: scale }) =>
    (value) =>
      round(value, scale, 'floor'),
})

const absoluteStep = defineFunction({
  id: 'absolute',
  label: 'Without sign',
  summary: 'Makes a negative number positive.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: {},
  compile: () => absolute,
})

const negateStep = defineFunction({
  id: 'negate',
  label: 'Other sign',
  summary: 'Makes a positive number negative and the other way round.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: {},
  compile: () => negate,
})

const atLeast = defineFunction({
  id: 'at-least',
  label: 'At least',
  summary: 'Raises a smaller number to this one: stock below 0 becomes 0.',
  group: 'number',
  takes: 'number',
  gives: 'decimal',
  parameters: { least: parameter.number({ label: 'Least' }) },
  compile:
    ({ least }) =>
    (value, at, scope) => {
      const bound = needed(least, at, scope)
      return compare(value, bound) < 0 ? bound : value
    },
})

const formatNumber = defineFunction({
  id: 'format-number',
  label: 'Write number',
  summary: 'Writes a number with separators: 1234.5 becomes "1.234,50".',
  group: 'number',
  takes: 'number',
  gives: 'text',
  parameters: {
    decimals,
    decimal: parameter.text({ label: 'Decimal separator', default: ',' }),
    thousands: parameter.text({ label: 'Thousands separator', default: '' }),
    rounding,
  },
  compile:
    ({ decimals: scale, decimal, thousands, rounding: mode }) =>
    (value) => {
      const [whole = '', fraction] = formatDecimal(round(value, scale, mode)).split('.')
      const grouped = whole.replace(/\B(?=(\d{3})+$)/g, () => thousands)
      return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`
    },
})

const toNumber = defineFunction({
  id: 'to-number',
  label: 'As JSON number',
  summary: 'For targets that want a number instead of decimal text. Fails where a number could not hold it exactly.',
  group: 'number',
  takes: 'number',
  gives: 'any',
  parameters: {},
  compile: () => (value) => {
    const number = toExactNumber(value)
    if (number === undefined) {
      throw new ValueProblem('not-exact', `${formatDecimal(value)} has too many digits for a JSON number`, { value: formatDecimal(value) })
    }
    return number
  },
})

export const numberFunctions = [
  readNumber,
  addStep,
  subtractStep,
  multiplyStep,
  divideStep,
  percentage,
  roundStep,
  floor,
  absoluteStep,
  negateStep,
  atLeast,
  formatNumber,
  toNumber,
]
