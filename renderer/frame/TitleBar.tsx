import { Search } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { show } from '#renderer/commands/overlays.ts'
import { useCommandKeys } from '#renderer/commands/shown-keys.ts'
import { Keys } from '#renderer/ui/Keys.tsx'
import { FlowTabs } from './FlowTabs.tsx'
import { NoticeBell } from './NoticeBell.tsx'
import './TitleBar.css'
import { titleBarPlace } from './title-bar-place.ts'

/** Open flows, the search everywhere, and what the page puts there itself (`TitleBarActions`). */
export function TitleBar() {
  const { t } = useTranslation('frame')
  const keys = useCommandKeys('view.commands')
  return (
    <header className="title-bar">
      <FlowTabs />
      <Button className="title-bar-search" onPress={() => show('palette')}>
        <Search className="title-bar-search-icon" aria-hidden />
        <span className="title-bar-search-word">{t('search')}</span>
        {keys && <Keys keys={keys} />}
      </Button>
      <div className="title-bar-actions" ref={titleBarPlace.set} />
      <NoticeBell />
    </header>
  )
}
