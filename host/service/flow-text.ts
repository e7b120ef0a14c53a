import { hash } from 'node:crypto'
import type { FlowDocument } from '#core/flow/document.ts'
import { migrateNodes } from '#core/flow/migrate.ts'
import { parseFlow } from '#core/flow/parse.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import type { AnyNode } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'

/** The digest that tells two states of a flow apart; the journal's runs carry the same one. */
export function hashOf(document: FlowDocument): string {
  return hash('sha256', serializeFlow(document))
}

/**
 * A document as one of our own files holds it, brought up to date.
 * @throws SettingsError `file-damaged` that names the file
 */
export function documentFrom(value: unknown, file: string, nodes: Readonly<Record<string, AnyNode>>): FlowDocument {
  const parsed = parseFlow(value)
  if ('ok' in parsed) return migrateNodes(parsed.ok, nodes).document
  const [first] = parsed.problems
  throw new SettingsError(`${file} is damaged: ${first?.path ?? ''} ${first?.message ?? ''}`.trim(), {
    code: 'file-damaged',
    hint: 'Restore it from a backup, or move it away.',
  })
}
