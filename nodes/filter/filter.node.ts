import { defineNode } from '#core/kit/define-node.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { compileCondition, parseCondition, type RecordCondition } from '#core/mapping/condition.ts'
import { describeCondition } from '#core/mapping/describe-condition.ts'

/**
 * Lets records through that meet a condition.
 * A record that does not leaves by `rest` together with a `filtered` outcome that says which condition failed:
 * final where `rest` is not wired, dropped by the engine where it is, because the record then ends elsewhere.
 */
export const filter = defineNode({
  type: 'filter',
  version: 1,
  label: 'Filter',
  summary: 'Lets records through that meet a condition; the others leave by the second exit or end here.',
  category: 'logic',
  icon: 'filter',
  fields: { condition: field.condition({ label: 'Let through when' }) },
  effect: 'none',
  inputs: 1,
  outputs: ['out', 'rest'],
  describe: ({ condition }) => describeCondition(condition),
  validate: ({ condition }) => {
    const parsed = parseCondition(condition)
    return parsed.ok ? [] : parsed.problems.map(({ path, message }) => ({ path: joinPath('condition', path), message }))
  },
  prepare: ({ settings }) => {
    const condition = compileCondition(settings.condition)
    return { process: (records) => records.map((record) => sort(record, condition)) }
  },
})

function sort(record: FlowRecord, condition: RecordCondition) {
  try {
    if (condition.test(record)) return { port: 'out', record }
    const outcome = { kind: 'filtered', code: 'filter', message: `${sentence(condition.explain(record))}.` } as const
    return { port: 'rest', record, outcome }
  } catch (error) {
    return { record, error }
  }
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function joinPath(field: string, path: string): string {
  return path === '' || path.startsWith('[') ? field + path : `${field}.${path}`
}
