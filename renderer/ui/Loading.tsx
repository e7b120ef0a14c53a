import { useEffect, useState } from 'react'
import './Loading.css'
import { Spinner } from './Spinner.tsx'

/** What most answers take; showing a ring for less would only flicker. */
const quietMs = 150

/** Says what is on its way, once it takes long enough to be noticed. */
export function Loading({ label }: { readonly label: string }) {
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), quietMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="loading" role="status">
      {isShown && (
        <>
          <Spinner />
          <span>{label}</span>
        </>
      )}
    </div>
  )
}
