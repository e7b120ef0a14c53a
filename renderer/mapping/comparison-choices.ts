import { comparisons } from '#core/mapping/comparisons.ts'

export type ComparisonId = keyof typeof comparisons
export type LineComparisonId = 'has-line' | 'has-no-line'

const text: readonly ComparisonId[] = ['equals', 'not-equals', 'one-of', 'none-of', 'contains', 'not-contains', 'starts-with', 'ends-with']
const empty: readonly ComparisonId[] = ['empty', 'not-empty']
const number: readonly ComparisonId[] = ['equals-number', 'greater', 'greater-or-equal', 'less', 'less-or-equal']
const moment: readonly ComparisonId[] = ['after', 'on-or-after', 'before', 'on-or-before']

/** Comparisons that make sense for a type of field, the likeliest first; all of them for a field nobody knows. */
export function comparisonsFor(type: string | undefined): readonly (ComparisonId | LineComparisonId)[] {
  switch (type) {
    case 'decimal':
    case 'number':
      return [...number, ...empty, ...text]
    case 'day':
    case 'moment':
      return [...moment, ...empty, ...text]
    case 'toggle':
    case 'choice':
      return [...text.slice(0, 4), ...empty]
    case 'list':
      return ['has-line', 'has-no-line', ...empty]
    case 'object':
      return [...empty]
    case 'text':
      return [...text, ...empty, ...number, ...moment]
    default:
      return [...text, ...empty, ...number, ...moment, 'has-line', 'has-no-line']
  }
}

/** What a comparison asks for beside the field. */
export function operandOf(is: string): 'value' | 'values' | 'number' | 'moment' | 'none' {
  return Object.hasOwn(comparisons, is) ? comparisons[is as ComparisonId].operand : 'none'
}

/** A value as it is stored: yes and no as such where the field is one of them. */
export function comparedValue(text: string, type: string | undefined): string | boolean {
  return type === 'toggle' && (text === 'true' || text === 'false') ? text === 'true' : text
}
