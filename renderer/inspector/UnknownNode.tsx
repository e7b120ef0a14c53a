import { PackageX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#core/flow/document.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { UnknownSettings } from './UnknownSettings.tsx'

/** A node this version has no code for: kept as it is. */
export function UnknownNode({ node }: { readonly node: FlowNode }) {
  const { t } = useTranslation('inspector')
  return (
    <div className="inspector-form">
      <EmptyState icon={PackageX} title={node.name ?? node.id} text={t('unknown-node', { type: node.type })} />
      <UnknownSettings settings={node.settings} />
    </div>
  )
}
