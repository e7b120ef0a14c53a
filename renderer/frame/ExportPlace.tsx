import { Suspense } from 'react'
import { useStore } from 'zustand'
import { closeExport, exportPlace } from './export-place.ts'
import { ExportDialog } from './pages.tsx'

const flowIdOf = ({ flowId }: { readonly flowId: string | null }) => flowId

/** The export dialog, over home and over the editor alike. */
export function ExportPlace() {
  const flowId = useStore(exportPlace, flowIdOf)
  if (flowId === null) return null
  return (
    <Suspense fallback={null}>
      <ExportDialog flowId={flowId} isOpen onClose={closeExport} />
    </Suspense>
  )
}
