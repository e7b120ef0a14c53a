import { useEffect, useRef, useState } from 'react'
import { classNames } from '#renderer/ui/class-names.ts'

interface NameFieldProps {
  readonly label: string
  readonly name: string
  readonly placeholder?: string
  readonly className: string
  /** Enter, or the focus went elsewhere; null: Escape. */
  readonly onFinish: (name: string | null) => void
}

/** A name that is changed where it stands on the canvas. */
export function NameField({ label, name, placeholder, className, onFinish }: NameFieldProps) {
  const [text, setText] = useState(name)
  const field = useRef<HTMLInputElement>(null)
  const isDone = useRef(false)
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])
  // Leaving the field by Escape takes the focus from it, which must not count as an answer of its own.
  const finish = (answer: string | null) => {
    if (isDone.current) return
    isDone.current = true
    onFinish(answer)
  }
  return (
    <input
      ref={field}
      className={classNames('nodrag', className)}
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish(text)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') finish(text)
        if (event.key === 'Escape') finish(null)
      }}
    />
  )
}
