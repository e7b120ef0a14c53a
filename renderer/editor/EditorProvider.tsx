import { type ReactNode, useEffect, useState } from 'react'
import type { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { catalogueStore, loadCatalogue } from './catalogue.ts'
import { createEditor, type OpenEditor } from './create-editor.ts'
import { draftSaved } from './draft-keeper.ts'
import { openEditors } from './open-editors.ts'
import { EditorContext } from './store.ts'

interface EditorProviderProps {
  readonly flowId: string
  readonly loading: ReactNode
  readonly failing: (error: ContractError, retry: () => void) => ReactNode
  readonly children: ReactNode
}

/** Opens a flow for everything inside it; closes it, with the last draft saved, when it leaves. */
export function EditorProvider({ flowId, loading, failing, children }: EditorProviderProps) {
  const [editor, setEditor] = useState<OpenEditor | null>(null)
  const [error, setError] = useState<ContractError | null>(null)
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` opens it again.
  useEffect(() => {
    let isOver = false
    let mine: OpenEditor | undefined
    const flush = () => void mine?.flush()
    const flushHidden = () => document.visibilityState === 'hidden' && flush()
    open(flowId).then(
      (opened) => {
        if (isOver) return
        mine = createEditor(host, opened)
        openEditors.add(mine)
        setEditor(mine)
      },
      (thrown: unknown) => isOver || setError(toContractError(thrown)),
    )
    window.addEventListener('pagehide', flush)
    document.addEventListener('visibilitychange', flushHidden)
    return () => {
      isOver = true
      window.removeEventListener('pagehide', flush)
      document.removeEventListener('visibilitychange', flushHidden)
      setEditor(null)
      setError(null)
      if (!mine) return
      openEditors.remove(mine)
      void mine.close()
    }
  }, [flowId, attempt])

  if (error) return failing(error, () => setAttempt((before) => before + 1))
  if (!editor || editor.store.getState().flowId !== flowId) return loading
  return <EditorContext value={editor.store}>{children}</EditorContext>
}

async function open(flowId: string) {
  // A draft of the same flow may still be on its way from the page that showed it before.
  await draftSaved(flowId)
  const [opened] = await Promise.all([host.request('flow:open', { flowId }), loadCatalogue()])
  const { error } = catalogueStore.getState()
  if (error) throw error
  return opened
}
