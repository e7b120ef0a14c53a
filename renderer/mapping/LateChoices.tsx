import { type ReactNode, useState } from 'react'
import './LateChoices.css'

/**
 * Makes the choices of a field when the field is first touched: a panel has hundreds of fields with hundreds of choices each, of which one
 * is open at a time.
 */
export function LateChoices({ children }: { readonly children: (isTouched: boolean) => ReactNode }) {
  const [isTouched, setTouched] = useState(false)
  const touch = () => setTouched(true)
  return (
    // Before the focus comes by a click, so that the list opens with it.
    <div className="late-choices" onPointerDownCapture={touch} onFocusCapture={touch}>
      {children(isTouched)}
    </div>
  )
}
