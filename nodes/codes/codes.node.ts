import { type ApplyCodes, compileCodes } from '#core/codes/apply.ts'
import { codeKinds } from '#core/codes/code-kinds.ts'
import { missingError, waitingOutcome } from '#core/codes/missing-code.ts'
import { parseCodeTables } from '#core/codes/parse-tables.ts'
import { defineNode } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'

/**
 * Puts the target's codes in place of the source's. The slots are there for the editor alone, which shows the lists of both systems:
 * a run asks neither of them for anything.
 */
export const codes = defineNode({
  type: 'codes',
  version: 1,
  label: 'Match codes',
  summary: 'Puts the codes of the target in place of those of the source: tax, revenue accounts, payment, shipping.',
  category: 'transform',
  icon: 'table',
  fields: {
    from: field.slot({ label: 'Codes come from', help: 'The system whose codes the records carry.', does: 'read', listsOnly: true }),
    to: field.slot({ label: 'Codes are meant for', help: 'The system whose codes they get.', does: 'write', listsOnly: true }),
    tables: field.codeTables({ label: 'Tables', help: 'One for each kind of code. The row that says most about a record holds.' }),
  },
  effect: 'none',
  inputs: 1,
  outputs: ['out'],
  describe: ({ tables }) => {
    const parsed = parseCodeTables(tables)
    const labels = parsed.ok ? parsed.tables.map(({ kind }) => codeKinds[kind].label.toLowerCase()) : []
    return labels.length > 0 ? labels.join(', ') : 'no tables'
  },
  validate: ({ tables }) => {
    const parsed = parseCodeTables(tables)
    return parsed.ok ? [] : parsed.problems.map(({ path, message }) => ({ path: `tables${path}`, message }))
  },
  prepare: ({ settings, nodeName = 'Match codes' }) => {
    const parsed = parseCodeTables(settings.tables)
    if (!parsed.ok) {
      throw new SettingsError(`Check the tables: ${parsed.problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`, {
        facts: { problems: parsed.problems.map(({ path, message }) => ({ path, message })) },
      })
    }
    const byEntity = new Map<string, ApplyCodes>()
    const applyTo = (entity: string): ApplyCodes => {
      const known = byEntity.get(entity) ?? compileCodes(parsed.tables, entity)
      byEntity.set(entity, known)
      return known
    }
    return { process: (records) => records.map((record) => matchOne(record, applyTo(record.entity), nodeName)) }
  },
})

function matchOne(record: FlowRecord, apply: ApplyCodes, nodeName: string) {
  try {
    const { data, missing } = apply(record)
    if (missing.length === 0) return { port: 'out', record: data === record.data ? record : { ...record, data } }
    if (missing.some(({ policy }) => policy === 'fail')) return { record, error: missingError(record, missing, nodeName) }
    return { record, outcome: waitingOutcome(record, missing, nodeName) }
  } catch (error) {
    return { record, error }
  }
}
