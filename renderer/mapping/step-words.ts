import { functionWordsOf } from '#renderer/language/core-words.ts'
import { describeValue, type StepDraft, type ValueDraft } from './mapping-rows.ts'

/** What a pill says beside the function's name: the parameters that were set, in few words. */
export function stepWords(step: StepDraft): string {
  const entry = functionWordsOf(step.do)
  if (!entry) return ''
  const words = entry.parameters.flatMap((parameter) => {
    const given = step[parameter.name]
    if (given === undefined || given === null || given === '') return []
    switch (parameter.kind) {
      case 'text':
        return [`“${String(given)}”`]
      case 'texts':
        return Array.isArray(given) ? [given.join(', ')] : []
      case 'whole':
        return [String(given)]
      case 'toggle':
        return given === true ? [parameter.label] : []
      case 'choice':
        return given === parameter.default ? [] : [parameter.choices?.[String(given)] ?? String(given)]
      case 'table':
        return [`${Object.keys(given).length}`]
      case 'value':
      case 'number':
        return isDraft(given) ? [describeValue(given)] : []
      case 'condition':
      case 'mappings':
        return ['…']
      default:
        return []
    }
  })
  return words.join(' · ')
}

/** A parameter that matters only with another: the value for all others of a value map. */
export function parameterShown(step: StepDraft, name: string): boolean {
  return !(step.do === 'value-map' && name === 'default') || step.unmapped === 'default'
}

function isDraft(value: unknown): value is ValueDraft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
