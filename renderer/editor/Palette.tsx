import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { systemHue } from '#renderer/ui/system-hue.ts'
import type { Canvas } from './canvas/canvas-store.ts'
import { addFromPalette, placeAfter } from './canvas/quick-add.ts'
import { useCatalogue } from './catalogue.ts'
import { draggedEntry } from './dragged-entry.ts'
import { NodeIcon } from './NodeIcon.tsx'
import './Palette.css'
import { matchesWords, type PaletteEntry, type PaletteSection, paletteSections } from './palette-entries.ts'

/**
 * Everything that can be put on the canvas: dragged there, or added after the selected node by a double click or Enter. The search and the
 * list are one stop of Tab each; in the list the arrows walk, over the names of the sections too, which Left and Right fold and unfold.
 */
export function Palette({ canvas }: { readonly canvas: Canvas }) {
  const { t } = useTranslation('editor')
  const catalogue = useCatalogue()
  const [search, setSearch] = useState('')
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  /** Where the keyboard was last: where Tab comes back to. */
  const [last, setLast] = useState<string>()
  const list = useRef<HTMLDivElement>(null)
  // As the flow is when it is opened: an order that changed with every node would lead the hand astray.
  const [own] = useState(() => Object.values(canvas.editor.getState().document.slots).map(({ connector }) => connector))
  const sections = useMemo(() => paletteSections(catalogue, own), [catalogue, own])
  const found = sections.flatMap((section): readonly PaletteSection[] => {
    const entries = search.trim() === '' ? section.entries : section.entries.filter((entry) => matchesWords(entry, search.trim()))
    return entries.length === 0 ? [] : [{ ...section, entries }]
  })
  const add = (entry: PaletteEntry) => {
    const { selection } = canvas.editor.getState()
    addFromPalette(canvas, entry, placeAfter(canvas, selection.length === 1 ? (selection[0] ?? null) : null))
  }
  const isFolded = (id: string) => search === '' && folded.has(id)
  const rows = found.flatMap(({ id, entries }) => [headOf(id), ...(isFolded(id) ? [] : entries.map((entry) => entry.id))])
  // The first entry rather than the name of its section: that is what one comes for.
  const stop = rows.find((id) => id === last) ?? found[0]?.entries.find(({ id }) => rows.includes(id))?.id ?? rows[0]
  const rowAt = (id: string | undefined) => list.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(id ?? '')}"]`)
  const toggle = (id: string) => {
    const next = new Set(folded)
    if (!next.delete(id)) next.add(id)
    setFolded(next)
  }
  const walk = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    const id = (event.target as HTMLElement).dataset.stop
    const at = rows.indexOf(id ?? '')
    const section = found.find((one) => headOf(one.id) === id || one.entries.some((entry) => entry.id === id))
    const isHead = section !== undefined && headOf(section.id) === id
    const to = {
      ArrowDown: rows[Math.min(rows.length - 1, at + 1)],
      ArrowUp: rows[Math.max(0, at - 1)],
      Home: rows[0],
      End: rows.at(-1),
      // Only a section folds: from an entry one comes to it first.
      ArrowLeft: section && headOf(section.id),
      ArrowRight: isHead ? section.entries[0]?.id : undefined,
    }[event.key]
    if (id === undefined || to === undefined) return
    event.preventDefault()
    const folds = { ArrowLeft: false, ArrowRight: true }[event.key]
    if (isHead && search === '' && isFolded(section.id) === folds) toggle(section.id)
    else rowAt(to)?.focus()
  }
  return (
    <aside className="palette" aria-label={t('palette.label')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the way from the field into what it found */}
      <div
        className="palette-search"
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || event.defaultPrevented) return
          event.preventDefault()
          rowAt(found[0]?.entries.find(({ id }) => rows.includes(id))?.id ?? stop)?.focus()
        }}
      >
        <SearchField
          label={t('palette.search')}
          value={search}
          onChange={setSearch}
          onSubmit={() => {
            const first = found[0]?.entries[0]
            if (first && search !== '') add(first)
          }}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its buttons have the focus; their keys are heard here */}
      <div
        className="palette-list"
        ref={list}
        onKeyDown={walk}
        onFocus={({ target }) => target.dataset.stop !== undefined && setLast(target.dataset.stop)}
      >
        {found.map(({ id, label, connector, entries }) => {
          const title = label ?? t(`category.${id}`, { defaultValue: id })
          return (
            <section key={id} className="palette-section" style={systemHue(connector?.hue)} aria-label={title}>
              <h3>
                <button
                  type="button"
                  className="palette-heading"
                  data-stop={headOf(id)}
                  tabIndex={headOf(id) === stop ? 0 : -1}
                  aria-expanded={!isFolded(id)}
                  onClick={() => toggle(id)}
                >
                  <ChevronRight className="palette-fold" aria-hidden />
                  {connector && <SystemIcon connector={connector.id} size="small" />}
                  <span className="cut">{title}</span>
                </button>
              </h3>
              {!isFolded(id) && (
                <ul>
                  {entries.map((entry) => (
                    <li key={entry.id}>
                      <button
                        type="button"
                        className="palette-entry"
                        data-stop={entry.id}
                        tabIndex={entry.id === stop ? 0 : -1}
                        title={`${entry.label}\n${entry.summary}`}
                        draggable
                        onDragStart={(event) => {
                          draggedEntry.current = entry
                          event.dataTransfer.effectAllowed = 'copy'
                          event.dataTransfer.setData('text/plain', entry.label)
                        }}
                        onDragEnd={() => {
                          draggedEntry.current = null
                        }}
                        onDoubleClick={() => add(entry)}
                        onKeyDown={(event) => {
                          if (event.key !== 'Enter') return
                          event.preventDefault()
                          add(entry)
                        }}
                      >
                        {entry.entity ? <EntityIcon entity={entry.entity.entity} /> : <NodeIcon name={entry.node.icon} />}
                        <span className="cut">{entry.label}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          )
        })}
        {found.length === 0 && <p className="palette-nothing">{t('palette.nothing')}</p>}
      </div>
    </aside>
  )
}

/** A section may be named as an entry is. */
function headOf(sectionId: string): string {
  return `section ${sectionId}`
}
