import { ChevronRight, GripVertical } from 'lucide-react'
import { memo, type ReactNode, useMemo, useState } from 'react'
import { Button, GridList, GridListItem, useDragAndDrop } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { show } from '#core/mapping/value.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { draggedField } from './dragged.ts'
import type { SourceField } from './source-fields.ts'

interface SourceListProps {
  readonly fields: readonly SourceField[]
  /** Paths that some row reads. */
  readonly used: ReadonlySet<string>
  readonly onPick: (path: string) => void
  readonly picker: ReactNode
}

/** What comes in, as a tree with the values of the chosen record; a field is dragged to a target, or mapped by Enter. */
export const SourceList = memo(function SourceList({ fields, used, onPick, picker }: SourceListProps) {
  const { t } = useTranslation('mapping')
  const [search, setSearch] = useState('')
  return (
    <section className="map-side" aria-label={t('source.title')}>
      <div className="map-side-head">
        <h3>{t('source.title')}</h3>
        {picker}
      </div>
      <div className="map-side-search">
        <SearchField label={t('source.search')} value={search} onChange={setSearch} />
      </div>
      <SourceFields fields={fields} used={used} search={search} onPick={onPick} />
    </section>
  )
})

type SourceFieldsProps = Pick<SourceListProps, 'fields' | 'used' | 'onPick'> & { readonly search: string }

const SourceFields = memo(function SourceFields({ fields, used, search, onPick }: SourceFieldsProps) {
  const { t } = useTranslation('mapping')
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set(['raw']))
  const shown = useMemo(() => visible(fields, search, folded), [fields, search, folded])
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key), 'sluice-field': String(key) })),
    onDragStart: ({ keys }) => {
      const [key] = keys
      if (key !== undefined) draggedField.start(String(key))
    },
    onDragEnd: () => draggedField.end(),
  })
  const fold = (path: string) => {
    const next = new Set(folded)
    if (!next.delete(path)) next.add(path)
    setFolded(next)
  }
  return (
    <GridList
      className="map-fields"
      aria-label={t('source.title')}
      items={shown}
      dependencies={[used, folded, search]}
      dragAndDropHooks={dragAndDropHooks}
      onAction={(key) => onPick(String(key))}
      renderEmptyState={() => <p className="map-none">{t(search === '' ? 'source.none' : 'source.not-found')}</p>}
    >
      {(field) => (
        <GridListItem
          id={field.path}
          textValue={field.path}
          className="map-field"
          style={{ '--depth': field.depth } as React.CSSProperties}
        >
          {field.hasMembers && search === '' ? (
            <Button className="map-field-fold" aria-label={t('source.fold', { name: field.label })} onPress={() => fold(field.path)}>
              <ChevronRight className={classNames('map-field-arrow', !folded.has(field.path) && 'map-field-arrow-open')} aria-hidden />
            </Button>
          ) : (
            <Button slot="drag" className="map-field-fold" aria-label={t('source.drag', { name: field.label })}>
              <GripVertical className="map-field-grip" aria-hidden />
            </Button>
          )}
          <span className="map-field-words">
            <span className={classNames('map-field-label cut', used.has(field.path) && 'map-field-used')} title={field.path}>
              {search === '' ? field.label : field.path}
            </span>
            {!field.hasMembers && (
              <span className="map-field-sample mono cut" title={field.sample === undefined ? undefined : show(field.sample)}>
                {field.sample === undefined ? '' : sampleText(field.sample)}
              </span>
            )}
          </span>
        </GridListItem>
      )}
    </GridList>
  )
})

function sampleText(value: unknown): string {
  return typeof value === 'string' ? value : show(value)
}

/** All that match while one searches, otherwise what stands in nothing folded. */
function visible(fields: readonly SourceField[], search: string, folded: ReadonlySet<string>): readonly SourceField[] {
  const wanted = search.trim().toLowerCase()
  if (wanted !== '') {
    return fields.filter((field) =>
      `${field.path} ${field.label} ${field.hasMembers ? '' : sampleText(field.sample)}`.toLowerCase().includes(wanted),
    )
  }
  return fields.filter(({ path }) => ![...folded].some((one) => path.startsWith(`${one}.`) || path.startsWith(`${one}[].`)))
}
