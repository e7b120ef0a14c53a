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

/** Everything that can be put on the canvas: dragged there, or added after the selected node by a double click or Enter. */
export function Palette({ canvas }: { readonly canvas: Canvas }) {
  const { t } = useTranslation('editor')
  const catalogue = useCatalogue()
  const [search, setSearch] = useState('')
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
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
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined || event.defaultPrevented) return
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.palette-entry') ?? [])]
    const at = rows.indexOf(document.activeElement as HTMLElement)
    event.preventDefault()
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus()
  }
  const toggle = (id: string) => {
    const next = new Set(folded)
    if (!next.delete(id)) next.add(id)
    setFolded(next)
  }
  return (
    <aside className="palette" aria-label={t('palette.label')} onKeyDown={walk}>
      <div className="palette-search">
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
      <div className="palette-list" ref={list}>
        {found.map(({ id, label, connector, entries }) => {
          const isFolded = search === '' && folded.has(id)
          const title = label ?? t(`category.${id}`, { defaultValue: id })
          return (
            <section key={id} className="palette-section" style={systemHue(connector?.hue)} aria-label={title}>
              <h3>
                <button type="button" className="palette-heading" aria-expanded={!isFolded} onClick={() => toggle(id)}>
                  <ChevronRight className="palette-fold" aria-hidden />
                  {connector && <SystemIcon connector={connector.id} size="small" />}
                  <span className="cut">{title}</span>
                </button>
              </h3>
              {!isFolded && (
                <ul>
                  {entries.map((entry) => (
                    <li key={entry.id}>
                      <button
                        type="button"
                        className="palette-entry"
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
