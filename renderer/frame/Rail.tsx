import { Cable, CirclePlay, House, type LucideIcon, ScrollText, Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCommandKeys } from '#renderer/commands/shown-keys.ts'
import { usePreferences } from '#renderer/settings/preferences.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { RailLink } from './RailLink.tsx'
import './Rail.css'
import { type Route, toHash, useRoute } from './route.ts'

type RailPage = 'home' | 'runs' | 'log' | 'connections' | 'settings'

const places: readonly { readonly page: RailPage; readonly icon: LucideIcon }[] = [
  { page: 'home', icon: House },
  { page: 'runs', icon: CirclePlay },
  { page: 'log', icon: ScrollText },
  { page: 'connections', icon: Cable },
]

const isFolded = ({ panels }: { readonly panels: Readonly<Record<string, number | boolean>> }) => panels.rail === false

/** The pages, always at the same place. */
export function Rail() {
  const { t } = useTranslation('frame')
  const route = useRoute()
  const folded = usePreferences(isFolded)
  return (
    <nav className={classNames('rail', folded && 'rail-folded')} aria-label={t('rail.label')}>
      {places.map(({ page, icon }) => (
        <RailPlace key={page} page={page} icon={icon} isCurrent={placeOf(route) === page} isFolded={folded} />
      ))}
      <span className="rail-gap" />
      <RailPlace page="settings" icon={Settings} isCurrent={route.page === 'settings'} isFolded={folded} />
    </nav>
  )
}

function RailPlace({
  page,
  icon,
  isCurrent,
  isFolded: folded,
}: {
  readonly page: RailPage
  readonly icon: LucideIcon
  readonly isCurrent: boolean
  readonly isFolded: boolean
}) {
  const { t } = useTranslation('frame')
  return (
    <RailLink
      href={toHash({ page })}
      label={t(`rail.${page}`)}
      icon={icon}
      keys={useCommandKeys(`go.${page}`)}
      isCurrent={isCurrent}
      isFolded={folded}
    />
  )
}

/** A run or record belongs to the runs; a flow has its tab. */
function placeOf({ page }: Route): RailPage | null {
  if (page === 'flow') return null
  if (page === 'integration') return 'home'
  return page === 'run' || page === 'record' ? 'runs' : page
}
