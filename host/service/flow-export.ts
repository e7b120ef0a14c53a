import type { FlowDocument } from '#core/flow/document.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { Json } from '#core/kit/record.ts'
import type { FlowDeps } from './flow-handlers.ts'
import { slugOf } from './safe-name.ts'
import { findSecretLike } from './secret-scan.ts'

/** The member of a flow file that holds pinned samples: node id → output → records. */
export const samplesMember = 'samples'

/** Flows as they leave this computer: no secret, no connection, nothing of the view; pinned samples only when chosen. */
export function createFlowExport({ library, connections, vault, samples }: FlowDeps) {
  async function knownSecrets(): Promise<readonly string[]> {
    const found: string[] = []
    for (const { id, secretFields } of await connections.list()) {
      for (const field of secretFields) {
        const value = await vault.get(id, field)
        if (value !== undefined) found.push(value)
      }
    }
    return found
  }

  return {
    /** @throws SettingsError `secret-in-flow` that names the place; `vault-locked`, because without the secrets nobody can look for them */
    async exportFlow(
      flowId: string,
      { which, withPinned }: { readonly which: 'draft' | 'published'; readonly withPinned: boolean },
    ): Promise<{ readonly fileName: string; readonly text: string }> {
      const document = which === 'draft' ? await library.draftDocument(flowId) : (await library.published(flowId))?.document
      if (!document) throw new SettingsError('This flow has not been published yet.', { code: 'not-published', hint: 'Export its draft.' })
      const pinned = withPinned ? await samples.exported(flowId) : undefined
      const exported = withSamples(document, pinned as Json | undefined)
      const place = findSecretLike(exported, await knownSecrets())
      if (place) {
        throw new SettingsError(`${place.path} ${place.what}; the flow was not exported.`, {
          code: 'secret-in-flow',
          hint: 'Take it out of the flow. What opens a system belongs into its connection.',
          facts: { path: place.path },
        })
      }
      return { fileName: `${slugOf(document.name)}.flow.json`, text: serializeFlow(exported) }
    },
  }
}

/** The document with these samples, and with no others. */
export function withSamples({ unknown, ...document }: FlowDocument, samples: Json | undefined): FlowDocument {
  const { [samplesMember]: _before, ...others } = unknown ?? {}
  const members = { ...others, ...(samples !== undefined && { [samplesMember]: samples }) }
  return Object.keys(members).length === 0 ? document : { ...document, unknown: members }
}
