import { Cable, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { useHostEvent, useRequest } from '#renderer/contract/use-request.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { toast } from '#renderer/ui/toast.ts'
import { ConnectionDialog } from './ConnectionDialog.tsx'
import { ConnectionRow } from './ConnectionRow.tsx'
import './ConnectionsPage.css'
import { RemoveConnection } from './RemoveConnection.tsx'

type Open = { readonly what: 'add' } | { readonly what: 'change' | 'remove'; readonly connection: ConnectionCard }

/** The accounts of this computer that flows may use. */
export function ConnectionsPage() {
  const { t } = useTranslation('connections')
  const asked = useRequest('connection:list', {})
  useHostEvent('connection:changed', asked.refresh)
  useHostEvent('flow:changed', ({ what }) => what === 'bindings' && asked.refresh())
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const add = (
    <Button variant="primary" icon={Plus} onPress={() => setOpen({ what: 'add' })}>
      {t('add.button')}
    </Button>
  )
  const cards = asked.result
  return (
    <div className="connections-page">
      <header className="connections-page-head">
        <h1 className="connections-page-title">{t('title')}</h1>
        {cards && cards.length > 0 && add}
      </header>
      {asked.kind === 'failed' ? (
        <Failing error={asked.error} onRetry={asked.refresh} />
      ) : !cards ? (
        <Loading label={t('loading')} />
      ) : cards.length === 0 ? (
        <EmptyState icon={Cable} title={t('empty.title')} text={t('empty.text')} action={add} />
      ) : (
        <ul className="connections-page-list" aria-label={t('title')}>
          {cards.map((connection) => (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              onChange={() => setOpen({ what: 'change', connection })}
              onRemove={() => setOpen({ what: 'remove', connection })}
            />
          ))}
        </ul>
      )}
      <ConnectionDialog
        isOpen={open?.what === 'add' || open?.what === 'change'}
        connection={open?.what === 'change' ? open.connection : undefined}
        onClose={close}
        onSaved={({ name }) => {
          toast({ tone: 'done', title: t('saved', { name }) })
          asked.refresh()
        }}
      />
      {open?.what === 'remove' && <RemoveConnection connection={open.connection} onClose={close} onRemoved={asked.refresh} />}
    </div>
  )
}
