import { useMemo, useState } from 'react'
import { Autocomplete, Collection, Dialog, Header, ListBox, ListBoxSection, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/frame/live.ts'
import { liveConnections, liveFlows } from '#renderer/frame/lives.ts'
import { go, type Route } from '#renderer/frame/route.ts'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import './CommandPalette.css'
import { hide } from './overlays.ts'
import { PaletteRow } from './PaletteRow.tsx'
import { type PaletteEntry, paletteGroups } from './palette-entries.ts'
import { rememberRecent } from './recent.ts'
import { runCommand } from './registry.ts'
import { useFoundRecords } from './use-found-records.ts'

/** One field that finds commands, flows, connections and records. */
export function CommandPalette() {
  return (
    <ModalOverlay className="command-palette-veil" isOpen onOpenChange={(isOpen) => !isOpen && hide()} isDismissable>
      <Modal className="command-palette">
        <Inside />
      </Modal>
    </ModalOverlay>
  )
}

function Inside() {
  const { t } = useTranslation('commands')
  const [text, setText] = useState('')
  const flows = useLive(liveFlows).result
  const connections = useLive(liveConnections).result
  const records = useFoundRecords(text)
  const groups = useMemo(
    () => paletteGroups({ text, flows: flows ?? [], connections: connections ?? [], records }),
    [text, flows, connections, records],
  )
  const start = (id: string) => {
    const entry = groups.flatMap(({ entries }) => entries).find((one) => one.id === id)
    hide()
    if (entry) follow(entry)
  }
  return (
    <Dialog className="command-palette-inside" aria-label={t('palette.title')}>
      <Autocomplete inputValue={text} onInputChange={setText}>
        <div className="command-palette-field">
          <SearchField
            label={t('palette.title')}
            value={text}
            onChange={setText}
            placeholder={t('palette.placeholder')}
            autoFocus
            hasList
          />
        </div>
        <ListBox
          className="command-palette-list"
          aria-label={t('palette.found')}
          items={groups}
          onAction={(id) => start(String(id))}
          renderEmptyState={() => <p className="command-palette-empty">{t('palette.nothing')}</p>}
        >
          {(group) => (
            <ListBoxSection id={group.id}>
              <Header className="command-palette-head">{t(`palette.group.${group.id}`)}</Header>
              <Collection items={group.entries}>{(entry) => <PaletteRow id={entry.id} entry={entry} />}</Collection>
            </ListBoxSection>
          )}
        </ListBox>
      </Autocomplete>
    </Dialog>
  )
}

function follow(entry: PaletteEntry): void {
  if (entry.kind !== 'command') {
    go(placeOf(entry))
    return
  }
  rememberRecent(entry.commandId)
  // After the palette has given the focus back, which some commands need.
  requestAnimationFrame(() => runCommand(entry.commandId))
}

function placeOf(entry: Exclude<PaletteEntry, { readonly kind: 'command' }>): Route {
  switch (entry.kind) {
    case 'flow':
      return { page: 'flow', flowId: entry.flowId }
    case 'connection':
      return { page: 'connections' }
    case 'record':
      return { page: 'record', key: entry.key }
  }
}
