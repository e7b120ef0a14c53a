import { add, type Decimal } from '../decimal.ts'
import { defineFunction, parameter } from '../define-function.ts'
import { isEmpty, type Scope, toText, ValueProblem } from '../value.ts'

const count = defineFunction({
  id: 'count',
  label: 'Count',
  summary: 'How many items the list has, as a number.',
  group: 'list',
  takes: 'list',
  gives: 'any',
  parameters: {},
  compile: () => (list) => list.length,
})

const first = defineFunction({
  id: 'first',
  label: 'First item',
  summary: 'The first item of the list.',
  group: 'list',
  takes: 'list',
  gives: 'any',
  parameters: {},
  compile: () => (list) => list[0],
})

const last = defineFunction({
  id: 'last',
  label: 'Last item',
  summary: 'The last item of the list.',
  group: 'list',
  takes: 'list',
  gives: 'any',
  parameters: {},
  compile: () => (list) => list.at(-1),
})

const item = defineFunction({
  id: 'item',
  label: 'Item at a place',
  summary: 'The item at a place of the list; negative places count from the end.',
  group: 'list',
  takes: 'list',
  gives: 'any',
  parameters: { index: parameter.whole({ label: 'Place', help: '0 is the first item, -1 the last.' }) },
  compile:
    ({ index }) =>
    (list) =>
      list.at(index),
})

/** Calls `visit` for each line with the scope moved along, so that errors can name the line. */
function eachLine(list: readonly unknown[], scope: Scope, visit: (line: unknown) => void): void {
  const outer = scope.line
  for (let index = 0; index < list.length; index++) {
    scope.line = index + 1
    visit(list[index])
  }
  scope.line = outer
}

const sum = defineFunction({
  id: 'sum',
  label: 'Sum over lines',
  summary: 'Calculates a number for each line and adds them up, exactly.',
  group: 'list',
  takes: 'list',
  gives: 'decimal',
  isCostly: true,
  parameters: {
    of: parameter.number({ label: 'Number of a line', perLine: true }),
    skipEmpty: parameter.toggle({ label: 'Skip lines without a number', default: false }),
  },
  compile:
    ({ of, skipEmpty }) =>
    (list, _, scope) => {
      let total: Decimal = 0
      const outer = scope.line
      // Not eachLine: this is the hottest loop of a mapping.
      for (let index = 0; index < list.length; index++) {
        scope.line = index + 1
        const amount = of(list[index], scope)
        if (amount !== undefined) total = add(total, amount)
        else if (!skipEmpty) {
          throw new ValueProblem('value-missing', 'a number to add up is missing', {
            hint: () => 'Fill it in the source, or let the sum skip lines without a number.',
          })
        }
      }
      scope.line = outer
      return total
    },
})

const concat = defineFunction({
  id: 'concat',
  label: 'Join over lines',
  summary: 'Makes a text of each line and joins them.',
  group: 'list',
  takes: 'list',
  gives: 'text',
  isCostly: true,
  parameters: {
    of: parameter.value({ label: 'Text of a line', perLine: true }),
    separator: parameter.text({ label: 'Separator', default: ', ' }),
    skipEmpty: parameter.toggle({ label: 'Skip empty texts', default: true }),
  },
  compile:
    ({ of, separator, skipEmpty }) =>
    (list, _, scope) => {
      const texts: string[] = []
      eachLine(list, scope, (line) => {
        const text = toText(of(line, scope))
        if (text !== '' || !skipEmpty) texts.push(text)
      })
      return texts.join(separator)
    },
})

const pick = defineFunction({
  id: 'pick',
  label: 'One value of each line',
  summary: 'Makes a list of one value per line: all SKUs.',
  group: 'list',
  takes: 'list',
  gives: 'list',
  isCostly: true,
  parameters: {
    of: parameter.value({ label: 'Value of a line', perLine: true }),
    skipEmpty: parameter.toggle({ label: 'Skip empty values', default: true }),
  },
  compile:
    ({ of, skipEmpty }) =>
    (list, _, scope) => {
      const values: unknown[] = []
      eachLine(list, scope, (line) => {
        const value = of(line, scope)
        if (!skipEmpty || !isEmpty(value)) values.push(value ?? null)
      })
      return values
    },
})

const where = defineFunction({
  id: 'where',
  label: 'Only lines where',
  summary: 'Keeps the lines for which a condition holds.',
  group: 'list',
  takes: 'list',
  gives: 'list',
  isCostly: true,
  parameters: { condition: parameter.condition({ label: 'Condition', perLine: true }) },
  compile:
    ({ condition }) =>
    (list, _, scope) => {
      const kept: unknown[] = []
      eachLine(list, scope, (line) => {
        if (condition(line, scope)) kept.push(line)
      })
      return kept
    },
})

const each = defineFunction({
  id: 'each',
  label: 'Map each line',
  summary: 'Makes a new object of each line by mappings of its own.',
  group: 'list',
  takes: 'list',
  gives: 'list',
  isCostly: true,
  parameters: {
    mappings: parameter.lineMappings({ label: 'Fields of a line' }),
    mode: parameter.choice({
      label: 'Fields that are not mapped',
      default: 'replace',
      options: { replace: 'are left out', merge: 'stay as they are' },
    }),
  },
  compile: ({ mappings, mode }) => {
    const write = mappings[mode]
    return (list, _, scope) => {
      const made: unknown[] = []
      const target = scope.target
      eachLine(list, scope, (line) => made.push(write(line, scope)))
      scope.target = target
      return made
    }
  },
})

export const listFunctions = [count, first, last, item, sum, concat, pick, where, each]
