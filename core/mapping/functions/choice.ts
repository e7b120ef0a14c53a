import { defineFunction, parameter } from '../define-function.ts'
import { isEmpty, show, toText, ValueProblem } from '../value.ts'

const ifEmpty = defineFunction({
  id: 'if-empty',
  label: 'If empty',
  summary: 'Uses another value when there is none.',
  group: 'choice',
  takes: 'any',
  gives: 'same',
  parameters: { value: parameter.value({ label: 'Value to use instead' }) },
  compile:
    ({ value: other }) =>
    (value, at, scope) =>
      isEmpty(value) ? other(at, scope) : value,
})

const choose = defineFunction({
  id: 'if',
  label: 'If … then … else',
  summary: 'Uses one value when a condition holds and another when it does not.',
  group: 'choice',
  takes: 'any',
  gives: 'same',
  parameters: {
    condition: parameter.condition({ label: 'If' }),
    use: parameter.optionalValue({ label: 'Then use', help: 'Empty: the value stays as it is.' }),
    otherwise: parameter.optionalValue({ label: 'Else use', help: 'Empty: the value stays as it is.' }),
  },
  compile:
    ({ condition, use, otherwise }) =>
    (value, at, scope) => {
      const chosen = condition(at, scope) ? use : otherwise
      return chosen ? chosen(at, scope) : value
    },
})

const valueMap = defineFunction({
  id: 'value-map',
  label: 'Value map',
  summary: 'Translates values by a table: tax code 1 becomes 21%. Compared exactly, as text.',
  group: 'choice',
  takes: 'any',
  gives: 'any',
  parameters: {
    table: parameter.table({ label: 'Table', help: 'An empty value is looked up as "" and else stays empty.' }),
    unmapped: parameter.choice({
      label: 'A value that is not in the table',
      default: 'fail',
      options: {
        fail: 'fails the record',
        keep: 'stays as it is',
        empty: 'becomes empty',
        default: 'becomes the value below',
      },
    }),
    default: parameter.optionalValue({ label: 'Value for all others' }),
  },
  compile:
    ({ table, unmapped, default: otherwise }) =>
    (value, at, scope) => {
      const text = toText(value)
      const found = table.get(text)
      if (found !== undefined) return found
      if (unmapped === 'default') return otherwise?.(at, scope)
      if (text === '' || unmapped === 'empty') return undefined
      if (unmapped === 'keep') return text
      throw new ValueProblem('value-unmapped', `${show(value)} has no mapping`, {
        value,
        sentence: (target) => `${target} ${show(text)} has no mapping`,
        hint: (targetPath) => `Add it to the value map of ${targetPath}.`,
      })
    },
})

const toBoolean = defineFunction({
  id: 'to-boolean',
  label: 'As yes or no',
  summary: 'Turns texts such as "ja", "1" or "true" into true and false.',
  group: 'choice',
  takes: 'text',
  gives: 'any',
  parameters: {
    yes: parameter.texts({ label: 'Means yes', default: ['true', '1', 'yes', 'y', 'ja', 'j'] }),
    no: parameter.texts({ label: 'Means no', default: ['false', '0', 'no', 'n', 'nee'] }),
  },
  compile: ({ yes, no }) => {
    const known = new Map([
      ...no.map((text) => [text.toLowerCase(), false] as const),
      ...yes.map((text) => [text.toLowerCase(), true] as const),
    ])
    return (text) => {
      const found = known.get(text.trim().toLowerCase())
      if (found === undefined && text.trim() !== '') {
        throw new ValueProblem('not-a-boolean', `${show(text)} is neither yes nor no`, {
          value: text,
          hint: (targetPath) => `Add it to one of the lists of the step "As yes or no" of ${targetPath}.`,
        })
      }
      return found
    }
  },
})

const booleanText = defineFunction({
  id: 'boolean-text',
  label: 'Yes or no in words',
  summary: 'Writes true and false as the texts the target wants.',
  group: 'choice',
  takes: 'any',
  gives: 'text',
  parameters: {
    yes: parameter.text({ label: 'For yes', default: '1' }),
    no: parameter.text({ label: 'For no', default: '0' }),
  },
  compile:
    ({ yes, no }) =>
    (value) => {
      if (value === true) return yes
      if (value === false) return no
      if (isEmpty(value)) return undefined
      throw new ValueProblem('not-a-boolean', `${show(value)} is neither true nor false`, {
        value,
        hint: () => 'Put the step "As yes or no" before this one.',
      })
    },
})

export const choiceFunctions = [ifEmpty, choose, valueMap, toBoolean, booleanText]
