import { comparisons } from './comparisons.ts'
import { type Condition, parseCondition } from './condition.ts'
import { pathWords } from './path.ts'
import { show } from './value.ts'

/** The condition in one line, for the canvas: `status is "paid" and total is more than 100`. */
export function describeCondition(input: unknown): string {
  const parsed = parseCondition(input)
  return parsed.ok ? describe(parsed.condition) : 'no condition yet'
}

function describe(tree: Condition): string {
  if ('all' in tree) return tree.all.map(describeInner).join(' and ') || 'everything'
  if ('any' in tree) return tree.any.map(describeInner).join(' or ') || 'nothing'
  if ('not' in tree) return `not (${describe(tree.not)})`
  const words = pathWords(tree.path)
  if ('where' in tree) return `${words} ${tree.is === 'has-line' ? 'hold a line' : 'hold no line'} where ${describe(tree.where)}`
  const operand = tree.values ? tree.values.map(show).join(', ') : tree.value === undefined ? '' : show(tree.value)
  return `${words} ${comparisons[tree.is].label} ${operand}`.trim()
}

function describeInner(tree: Condition): string {
  const words = describe(tree)
  return ('all' in tree && tree.all.length > 1) || ('any' in tree && tree.any.length > 1) ? `(${words})` : words
}
