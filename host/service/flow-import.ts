import { randomUUID } from 'node:crypto'
import type { ImportPreview } from '#core/contract/flows.ts'
import { checkFlow } from '#core/flow/check.ts'
import type { FlowDocument, Problem } from '#core/flow/document.ts'
import { migrateNodes } from '#core/flow/migrate.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { samplesMember, withSamples } from './flow-export.ts'
import type { FlowDeps } from './flow-handlers.ts'

/** Flows that come from elsewhere. Looking at one keeps nothing of it; taking it in runs nothing, connects to nothing and arms nothing. */
export function createFlowImport({ library, known, connections, bindings, schedules, samples }: FlowDeps) {
  /** @throws SettingsError `not-a-flow`, `newer-than-this-app` or `flow-invalid` with every problem and its place */
  function parse(text: string): FlowDocument {
    const parsed = parseFlowText(text.replace(/^\uFEFF/, ''))
    if ('problems' in parsed) throw refused(parsed.problems)
    return migrateNodes(parsed.ok, known.nodes).document
  }

  function touched(document: FlowDocument, effect: 'read' | 'write'): ImportPreview['reads'] {
    return document.nodes.flatMap((node) => {
      const definition = Object.hasOwn(known.nodes, node.type) ? known.nodes[node.type] : undefined
      const { slot, entity } = node.settings
      if (definition?.effect !== effect || typeof slot !== 'string') return []
      const connector = Object.hasOwn(document.slots, slot) ? document.slots[slot]?.connector : undefined
      return [{ slot, connector: connector ?? '', entity: typeof entity === 'string' ? entity : '', nodeName: node.name ?? node.id }]
    })
  }

  return {
    async inspectImport(text: string): Promise<ImportPreview> {
      const document = parse(text)
      const all = await connections.list()
      const here = library.find(document.id)
      return {
        name: document.name,
        nodeCount: document.nodes.length,
        reads: touched(document, 'read'),
        writes: touched(document, 'write'),
        schedules: schedules.wordsOf(document),
        problems: checkFlow(document, known),
        slots: Object.entries(document.slots).map(([slot, { connector, label }]) => ({
          ...{ slot, label, connector },
          candidates: all.filter(({ connectorId }) => connectorId === connector).map(({ id, name }) => ({ id, name })),
        })),
        existing: here ? { id: here.id, name: (await library.draftDocument(here.id).catch(() => undefined))?.name ?? here.id } : null,
        hasPinnedData: document.unknown?.[samplesMember] !== undefined,
      }
    },

    async importFlow(
      text: string,
      { picked, as }: { readonly picked: Readonly<Record<string, string>>; readonly as: 'new' | 'copy' | 'replace' },
    ): Promise<{ readonly id: string }> {
      const given = parse(text)
      const pinned = given.unknown?.[samplesMember]
      const document = { ...withSamples(given, undefined), id: as === 'copy' ? randomUUID() : given.id }
      const all = await connections.list()
      for (const [slot, connectionId] of Object.entries(picked)) {
        const needed = Object.hasOwn(document.slots, slot) ? document.slots[slot] : undefined
        const connection = all.find(({ id }) => id === connectionId)
        if (!needed) throw new SettingsError(`The flow has no slot "${slot.slice(0, 60)}".`, { code: 'unknown-slot' })
        if (connection?.connectorId !== needed.connector) {
          throw new SettingsError(`The connection picked for "${needed.label}" does not fit.`, {
            code: 'other-connector',
            hint: `Pick a connection to ${known.connectors[needed.connector]?.label ?? needed.connector}.`,
          })
        }
      }
      if (as === 'replace') await library.replaceDraft(document.id, document, 'Imported')
      else {
        await library.add(document, { trusted: false })
        // An id is anybody's to choose: what was bound under it before was not bound for this flow.
        await bindings.forgetFlow(document.id)
      }
      for (const [slot, connectionId] of Object.entries(picked)) await bindings.set(document.id, slot, connectionId)
      if (pinned !== undefined) await samples.imported(document.id, pinned)
      return { id: document.id }
    },
  }
}

const namedCodes = ['not-a-flow', 'newer-than-this-app']

function refused(problems: readonly Problem[]): SettingsError {
  const named = problems.find(({ code }) => code !== undefined && namedCodes.includes(code))
  const shown = problems.slice(0, 20).map(({ path, message }) => `  ${path === '' ? 'the text' : path}: ${message}`)
  const more = problems.length > shown.length ? [`  … and ${problems.length - shown.length} more`] : []
  return new SettingsError(`This cannot be opened as a flow:\n${[...shown, ...more].join('\n')}`, {
    code: named?.code ?? 'flow-invalid',
    hint: named?.code === 'newer-than-this-app' ? 'Install the newer Sluice.' : 'Ask for the file again, or mend it in a text editor.',
    facts: { problems: problems.slice(0, 20).map(({ path, message }) => ({ path, message })) },
  })
}
