import type { Row } from './administration.ts'
import { Refusal } from './answers.ts'

/** The part of FoxPro's expressions that is understood here: comparisons, `!EMPTY()`, AND and OR, from left to right without brackets. */
export function compileExpression(text: string): (row: Row) => boolean {
  const alternatives = text.split(/\s+OR\s+/i).map((part) => part.split(/\s+AND\s+/i).map(condition))
  return (row) => alternatives.some((all) => all.every((holds) => holds(row)))
}

function condition(text: string): (row: Row) => boolean {
  const empty = /^\s*(!?)EMPTY\((?:\w+\.)?(\w+)\)\s*$/i.exec(text)
  if (empty) {
    const [, not, name = ''] = empty
    return (row) => isEmpty(row[name.toUpperCase()]) !== (not === '!')
  }
  const parts = /^\s*(?:\w+\.)?(\w+)\s*(=|<>|>|<|>=|<=)\s*(?:'([^']*)'|(-?[\d.]+))\s*$/.exec(text)
  if (!parts) throw new Refusal(`Filterexpressie niet begrepen: ${text}`)
  const [, name = '', operator, literal, number] = parts
  const wanted = literal ?? Number(number)
  return (row) => compare(row[name.toUpperCase()], wanted, operator ?? '=')
}

function compare(value: unknown, wanted: string | number, operator: string): boolean {
  const left = typeof wanted === 'number' ? Number(value) : String(value ?? '')
  switch (operator) {
    case '=':
      return left === wanted
    case '<>':
      return left !== wanted
    case '>':
      return left > wanted
    case '<':
      return left < wanted
    case '>=':
      return left >= wanted
    default:
      return left <= wanted
  }
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === 0 || value === false || value === null || value === undefined
}
