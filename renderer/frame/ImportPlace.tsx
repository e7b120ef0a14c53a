import { Suspense } from 'react'
import { useStore } from 'zustand'
import { closeImport, importPlace } from './import-place.ts'
import { ImportDialog } from './pages.tsx'

interface Given {
  readonly isOpen: boolean
  readonly text?: string
}

const everything = (given: Given) => given

/** The import dialog, over whatever page it was asked for on. */
export function ImportPlace() {
  const { isOpen, text } = useStore(importPlace, everything)
  if (!isOpen) return null
  return (
    <Suspense fallback={null}>
      <ImportDialog isOpen onClose={closeImport} text={text} />
    </Suspense>
  )
}
