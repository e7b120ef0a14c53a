import { useState } from 'react'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { LogViewer } from './LogViewer.tsx'
import { changeQuery, type LogQuery } from './log-query.ts'

const selectFlow = ({ flowId }: EditorState) => flowId

/** The log of the flow that is open in the editor. */
export function LogDrawer() {
  const flowId = useEditor(selectFlow)
  const [query, setQuery] = useState<LogQuery>({ flowId })
  return <LogViewer query={query.flowId === flowId ? query : changeQuery(query, { flowId })} onQuery={setQuery} isOfOneFlow />
}
