import type { TFunction } from 'i18next'
import { Asterisk, Check } from 'lucide-react'
import { memo, useMemo, useState } from 'react'
import { ListBox, ListBoxItem, useDragAndDrop } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { entities } from '#core/model/entities.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { draggedField } from './dragged.ts'
import type { TargetField, TargetNeed } from './target-fields.ts'

interface TargetListProps {
  readonly targets: readonly TargetField[]
  /** Targets that some row fills. */
  readonly filled: ReadonlySet<string>
  readonly entity: string | undefined
  /** Fills a target, from a source field that was dropped on it. */
  readonly onPick: (target: string, source?: string) => void
}

/** What can be filled; what a record cannot do without is marked, with who needs it. */
export const TargetList = memo(function TargetList({ targets, filled, entity, onPick }: TargetListProps) {
  const { t } = useTranslation('mapping')
  const [search, setSearch] = useState('')
  const shown = useMemo(() => {
    const wanted = search.trim().toLowerCase()
    return targets.filter(({ path, label }) => `${path} ${label}`.toLowerCase().includes(wanted))
  }, [targets, search])
  const { dragAndDropHooks } = useDragAndDrop({
    acceptedDragTypes: ['sluice-field'],
    getDropOperation: (target) => (target.type === 'item' ? 'copy' : 'cancel'),
    onItemDrop: ({ target }) => onPick(String(target.key), draggedField.current()),
  })
  const kind = entity !== undefined && Object.hasOwn(entities, entity) ? t(`entity.${entity}`) : (entity ?? t('target.unknown'))
  return (
    <section className="map-side map-side-end" aria-label={t('target.title')}>
      <div className="map-side-head">
        <h3>{t('target.title')}</h3>
        <span className="map-quiet">{kind}</span>
      </div>
      <div className="map-side-search">
        <SearchField label={t('target.search')} value={search} onChange={setSearch} />
      </div>
      <ListBox
        className="map-fields"
        aria-label={t('target.title')}
        items={shown}
        dependencies={[filled]}
        dragAndDropHooks={dragAndDropHooks}
        onAction={(key) => onPick(String(key))}
        renderEmptyState={() => <p className="map-none">{t(targets.length === 0 ? 'target.free' : 'source.not-found')}</p>}
      >
        {(field) => (
          <ListBoxItem
            id={field.path}
            textValue={`${field.label} ${field.path}`}
            className="map-field"
            style={{ '--depth': search === '' ? field.depth : 0 } as React.CSSProperties}
          >
            <span className="map-field-mark">
              {filled.has(field.path) ? (
                <Check className="map-field-check" aria-label={t('target.filled')} />
              ) : (
                field.needs.length > 0 && <Asterisk className="map-field-need" aria-label={t('target.required')} />
              )}
            </span>
            <span className="map-field-words">
              <span className="map-field-label cut" title={field.path}>
                {field.label}
              </span>
              <span
                className={classNames('map-field-sample cut', field.needs.length === 0 && 'mono')}
                title={field.needs.map((need) => needText(need, t, 'why')).join('\n') || undefined}
              >
                {field.needs.length > 0 ? shortNeed(field.needs, t) : search === '' ? lastName(field.path) : field.path}
              </span>
            </span>
          </ListBoxItem>
        )}
      </ListBox>
    </section>
  )
})

/** The system that asks for it, rather than the model: a record without it goes that far. */
function shortNeed(needs: readonly TargetNeed[], t: TFunction<'mapping'>): string {
  const need = needs.find((one) => one.kind !== 'model') ?? needs[0]
  return need ? needText(need, t, 'short') : ''
}

function needText(need: TargetNeed, t: TFunction<'mapping'>, how: 'short' | 'why'): string {
  if (need.kind === 'model') return t('need.model')
  return how === 'short' ? t('need.short', { system: need.system }) : t(`need.${need.kind}`, { system: need.system })
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}
