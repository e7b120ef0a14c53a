import { type RefObject, useEffect, useRef } from 'react'

/** Selectors: of the rows in their list, and of what is in a row or stands behind the last one. */
interface RowParts {
  readonly row: string
  /** The button that takes a row out. */
  readonly remove: string
  /** The button that adds one; it is all that is left when no row is. */
  readonly add: string
}

interface RowFocus {
  /** Around the rows and the button that adds one. */
  readonly list: RefObject<HTMLDivElement | null>
  /** Once the next change is drawn: into the first field of a row. */
  readonly focusField: (index: number) => void
  /** Once the next change is drawn: to the button that would remove the row now standing there, so that several can go in turn. */
  readonly focusRemove: (index: number) => void
}

/** Keeps the keyboard at work when rows come and go: what it was on is not what it goes on with, or is no longer there. */
export function useRowFocus(parts: RowParts): RowFocus {
  const list = useRef<HTMLDivElement>(null)
  const wish = useRef<{ readonly index: number; readonly to: 'field' | 'remove' } | null>(null)
  useEffect(() => {
    if (!wish.current || !list.current) return
    const { index, to } = wish.current
    wish.current = null
    // Of this list itself: a row may hold a list of its own.
    const rows = list.current.querySelectorAll(`:scope > ${parts.row}`)
    const row = rows[Math.min(index, rows.length - 1)]
    const aim = row?.querySelector<HTMLElement>(to === 'field' ? '.field-input' : parts.remove)
    const either = aim ?? list.current.querySelector<HTMLElement>(`:scope > ${parts.add}`)
    either?.focus()
  })
  return {
    list,
    focusField: (index) => {
      wish.current = { index, to: 'field' }
    },
    focusRemove: (index) => {
      wish.current = { index, to: 'remove' }
    },
  }
}
