import type { AnyNode } from '#core/kit/define-node.ts'
import type { FlowDocument, FlowNode, Problem } from './document.ts'
import { isMembers, type Members } from './shape.ts'

/** The format this version reads without help, and the only one it writes. */
export const currentFormat = 1

/** One step of the document's shape, from `from` to `from + 1`. */
export interface FormatMigration {
  readonly from: number
  readonly name: string
  migrate(document: Members): Members
}

/** Every step there ever was, oldest first; a released step is never edited. Format 1 is the first, so there is none yet. */
const formatMigrations: readonly FormatMigration[] = []

type Migrated<Value> = { readonly ok: Value } | { readonly problems: readonly Problem[] }

/** Brings the raw document to the current format, step by step. Never throws. */
export function migrateFormat(
  document: Members,
  { steps = formatMigrations, target = currentFormat }: { readonly steps?: readonly FormatMigration[]; readonly target?: number } = {},
): Migrated<Members> {
  const format = document.format
  if (format === target) return { ok: document }
  const step = steps.find((one) => one.from === format)
  if (!step)
    return { problems: [{ path: 'format', message: `is ${JSON.stringify(format)}, a format there never was`, code: 'not-a-flow' }] }
  try {
    return migrateFormat({ ...step.migrate(document), format: step.from + 1 }, { steps, target })
  } catch (thrown) {
    return {
      problems: [{ path: 'format', message: `cannot be brought up to date (${step.name}): ${wordsOf(thrown)}`, code: 'migration-failed' }],
    }
  }
}

/**
 * Brings each node's settings to the version of its definition. Nodes of unknown type stay as they are.
 * `problems` names nodes that are newer than this app or whose migration is missing or failed; they stay as they are too.
 */
export function migrateNodes(
  document: FlowDocument,
  definitions: Readonly<Record<string, AnyNode>>,
): { readonly document: FlowDocument; readonly problems: readonly Problem[] } {
  const results = document.nodes.map((node, index) => {
    const definition = Object.hasOwn(definitions, node.type) ? definitions[node.type] : undefined
    return definition ? migrateNode(node, definition, `nodes[${index}]`) : { node }
  })
  const problems = results.flatMap(({ problem }) => (problem ? [problem] : []))
  const isUnchanged = results.every(({ node }, index) => node === document.nodes[index])
  return { document: isUnchanged ? document : { ...document, nodes: results.map(({ node }) => node) }, problems }
}

function migrateNode(node: FlowNode, definition: AnyNode, path: string): { readonly node: FlowNode; readonly problem?: Problem } {
  const name = node.name ?? node.id
  if (node.version > definition.version) {
    const message = `"${name}" is version ${node.version} of "${node.type}"; this Sluice knows up to ${definition.version}`
    return { node, problem: { path: `${path}.version`, message, code: 'newer-than-this-app' } }
  }
  let settings = node.settings
  for (let version = node.version; version < definition.version; version++) {
    const step = definition.migrations?.[version]
    if (!step) return { node, problem: failed(`has no way from version ${version} to ${version + 1} of "${node.type}"`) }
    try {
      const next: unknown = step(settings)
      if (!isMembers(next)) return { node, problem: failed(`lost its settings on the way from version ${version}`) }
      settings = next
    } catch (thrown) {
      return { node, problem: failed(`cannot be brought from version ${version} to ${version + 1}: ${wordsOf(thrown)}`) }
    }
  }
  return { node: node.version === definition.version ? node : { ...node, version: definition.version, settings } }

  function failed(message: string): Problem {
    return { path: `${path}.settings`, message: `"${name}" ${message}`, code: 'migration-failed' }
  }
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown)
}
