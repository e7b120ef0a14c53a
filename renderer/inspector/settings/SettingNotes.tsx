import { CircleAlert } from 'lucide-react'

/** Help and problem of a setting that has several controls. */
export function SettingNotes({ help, problem }: { readonly help?: string; readonly problem?: string }) {
  return (
    <>
      {problem && (
        <p className="setting-problem" role="alert">
          <CircleAlert className="setting-problem-icon" aria-hidden />
          <span>{problem}</span>
        </p>
      )}
      {help && <p className="setting-quiet">{help}</p>}
    </>
  )
}
