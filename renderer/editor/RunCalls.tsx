import { Hourglass } from 'lucide-react'
import { useMemo } from 'react'
import { CallsLeft } from '#renderer/connections/CallGauge.tsx'
import { scarcest } from '#renderer/connections/call-uses.ts'
import { useCallUses } from '#renderer/connections/use-call-uses.ts'
import './RunCalls.css'
import { type EditorState, useEditor } from './store.ts'

const bindingsOf = ({ bindings }: EditorState) => bindings

/** Says why a run is slow: a vendor counts its calls, and few or none are left. */
export function RunCalls() {
  const bindings = useEditor(bindingsOf)
  const ids = useMemo(() => Object.values(bindings), [bindings])
  const near = scarcest(useCallUses(ids))
  if (!near) return null
  return (
    <span className="run-calls" role="status" title={near.name}>
      <Hourglass className="run-bar-icon" aria-hidden />
      <span className="run-calls-words cut">
        <span className="run-calls-name">{near.name}: </span>
        <CallsLeft calls={near.calls} />
      </span>
    </span>
  )
}
