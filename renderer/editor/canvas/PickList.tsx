import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { classNames } from '#renderer/ui/class-names.ts'
import './PickList.css'

export interface PickItem {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly icon?: ReactNode
  /** Why it cannot be chosen; shown, and passed over by the keyboard. */
  readonly reason?: string
  /** Everything a search is held against. */
  readonly words: string
}

interface PickListProps {
  readonly label: string
  readonly placeholder: string
  readonly items: readonly PickItem[]
  /** Said when nothing matches. */
  readonly nothing: string
  /** Left of the window or canvas; kept inside it. */
  readonly at: readonly [number, number]
  readonly onPick: (id: string) => void
  readonly onClose: () => void
  /** Told which item the keyboard or mouse is on. */
  readonly onPoint?: (id: string | null) => void
}

const most = 60
const size = { width: 300, height: 340 }

/** A short list with a field to search it: typing narrows it, arrows walk it, Enter takes, Escape leaves. */
export function PickList({ label, placeholder, items, nothing, at, onPick, onClose, onPoint }: PickListProps) {
  const [search, setSearch] = useState('')
  const [place, setPlace] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = items.filter((item) => words.every((word) => item.words.toLowerCase().includes(word))).slice(0, most)
  const usable = found.filter(({ reason }) => reason === undefined)
  const current = usable[Math.min(place, usable.length - 1)]

  const currentId = current?.id ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when the item changes, whoever listens
  useEffect(() => {
    onPoint?.(currentId)
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [currentId])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined && usable.length > 0) {
      event.preventDefault()
      const from = Math.min(place, usable.length - 1)
      setPlace(Math.abs(step) === 1 ? (from + step + usable.length) % usable.length : Math.max(0, Math.min(usable.length - 1, from + step)))
    }
    if (event.key === 'Enter' && current) {
      event.preventDefault()
      onPick(current.id)
    }
    if (event.key === 'Escape') onClose()
    // The canvas below listens too.
    event.stopPropagation()
  }

  const left = Math.max(8, Math.min(at[0], innerWidth - size.width - 8))
  const top = Math.max(8, Math.min(at[1], innerHeight - size.height - 8))
  return (
    <>
      {/* A press elsewhere closes it, and does nothing else. */}
      <div className="pick-list-veil" onPointerDown={onClose} />
      <div className="pick-list" style={{ left, top, width: size.width }} role="dialog" aria-label={label}>
        <input
          className="pick-list-search"
          // biome-ignore lint/a11y/noAutofocus: the list opens for typing
          autoFocus
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={current && `${id}-${current.id}`}
          placeholder={placeholder}
          value={search}
          onChange={(event) => {
            setSearch(event.target.value)
            setPlace(0)
          }}
          onKeyDown={onKeyDown}
          onBlur={(event) => !event.currentTarget.parentElement?.contains(event.relatedTarget) && onClose()}
        />
        <div className="pick-list-items" role="listbox" id={`${id}-list`} aria-label={label} ref={list} tabIndex={-1}>
          {found.map((item) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
            <div
              key={item.id}
              id={`${id}-${item.id}`}
              role="option"
              aria-selected={item.id === currentId}
              aria-disabled={item.reason !== undefined}
              tabIndex={-1}
              className={classNames(
                'pick-list-item',
                item.id === currentId && 'pick-list-current',
                item.reason !== undefined && 'pick-list-off',
              )}
              onPointerMove={() => item.reason === undefined && setPlace(usable.indexOf(item))}
              onClick={() => item.reason === undefined && onPick(item.id)}
            >
              {item.icon}
              <span className="pick-list-label cut" title={item.label}>
                {item.label}
              </span>
              <span className="pick-list-hint cut" title={item.reason ?? item.hint}>
                {item.reason ?? item.hint}
              </span>
            </div>
          ))}
          {found.length === 0 && <p className="pick-list-nothing">{nothing}</p>}
        </div>
      </div>
    </>
  )
}
