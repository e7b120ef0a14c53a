import type { FlowDocument } from '#core/flow/document.ts'
import type { AnyConnector } from '#core/kit/define-connector.ts'
import { isPlainObject } from '#core/upsert/field-path.ts'

/**
 * Whether a node of the flow writes pictures: a system that takes none, or a switch of the node that leaves them out, is no reason to
 * fetch any.
 */
export function takesImages(
  { nodes }: Pick<FlowDocument, 'nodes'>,
  connectorOf: (node: { readonly slot: string }) => AnyConnector | undefined,
): boolean {
  return nodes.some(({ type, settings }) => {
    if (type !== 'upsert' || settings.entity !== 'product' || typeof settings.slot !== 'string') return false
    const target = connectorOf({ slot: settings.slot })?.entities.product
    if (!target?.update?.paths.includes('images')) return false
    const own = isPlainObject(settings.settings) ? settings.settings : {}
    const isOff = target.writeFields !== undefined && Object.hasOwn(target.writeFields, 'images') && own.images !== true
    const policy = isPlainObject(settings.policies) ? settings.policies.images : undefined
    return !isOff && policy !== 'never'
  })
}
