import { comparisons } from './comparisons.ts'
import { type Condition, parseCondition } from './condition.ts'
import { pathWords } from './path.ts'
import { show } from './value.ts'

/** What a condition is told with; another language has others. */
export interface ConditionWords {
  readonly and: string
  readonly or: string
  readonly not: string
  readonly everything: string
  readonly nothing: string
  readonly hasLine: string
  readonly hasNoLine: string
  readonly none: string
  path(path: string): string
  comparison(id: keyof typeof comparisons): string
}

const english: ConditionWords = {
  ...{ and: 'and', or: 'or', not: 'not', everything: 'everything', nothing: 'nothing', none: 'no condition yet' },
  ...{ hasLine: 'hold a line where', hasNoLine: 'hold no line where', path: pathWords },
  comparison: (id) => comparisons[id].label,
}

/** The condition in one line, for the canvas: `status is "paid" and total is more than 100`. */
export function describeCondition(input: unknown, words: ConditionWords = english): string {
  const parsed = parseCondition(input)
  return parsed.ok ? describe(parsed.condition, words) : words.none
}

function describe(tree: Condition, words: ConditionWords): string {
  const inner = (one: Condition) => describeInner(one, words)
  if ('all' in tree) return tree.all.map(inner).join(` ${words.and} `) || words.everything
  if ('any' in tree) return tree.any.map(inner).join(` ${words.or} `) || words.nothing
  if ('not' in tree) return `${words.not} (${describe(tree.not, words)})`
  const name = words.path(tree.path)
  if ('where' in tree) return `${name} ${tree.is === 'has-line' ? words.hasLine : words.hasNoLine} ${describe(tree.where, words)}`
  const operand = tree.values ? tree.values.map(show).join(', ') : tree.value === undefined ? '' : show(tree.value)
  return `${name} ${words.comparison(tree.is)} ${operand}`.trim()
}

function describeInner(tree: Condition, conditionWords: ConditionWords): string {
  const words = describe(tree, conditionWords)
  return ('all' in tree && tree.all.length > 1) || ('any' in tree && tree.any.length > 1) ? `(${words})` : words
}
