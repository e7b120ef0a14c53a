import { CircleAlert, FlaskConical, Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionCard } from '#core/contract/connections.ts'
import type { Side } from '#core/integration/sides.ts'
import { ConnectionDialog } from '#renderer/connections/ConnectionDialog.tsx'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { liveConnections } from '#renderer/frame/lives.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { RadioGroup } from '#renderer/ui/RadioGroup.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import { ChosenConnection } from './ChosenConnection.tsx'
import './ConnectionSide.css'
import { chooseConnection, useWizard, type Wizard } from './wizard-store.ts'

interface ConnectionSideProps {
  readonly side: Side
  readonly connectorId: string
  readonly cards: readonly ConnectionCard[]
  /** What is still missing here, once somebody wanted to go on. */
  readonly problem: string | undefined
}

const connectionsOf = ({ connections }: Wizard) => connections

/** One system: its connections of this computer, a new one, or practice. */
export function ConnectionSide({ side, connectorId, cards, problem }: ConnectionSideProps) {
  const { t } = useTranslation('integration')
  const system = useCatalogue().connector(connectorId)?.label ?? connectorId
  const connections = useWizard(connectionsOf)
  const [isAdding, setAdding] = useState(false)
  const [isStarting, setStarting] = useState(false)
  const fitting = cards.filter((card) => card.connectorId === connectorId)
  const chosen = fitting.find(({ id }) => id === connections[side])

  // One that cannot be chosen any more, or the only one there is: nobody needs to be asked about it.
  const others = side === 'left' ? connections.right : connections.left
  const own = fitting.filter(({ isPractice, id }) => !isPractice && id !== others)
  const only = chosen === undefined && connections[side] === undefined && own.length === 1 ? own[0]?.id : undefined
  useEffect(() => {
    if (only !== undefined) chooseConnection(side, only)
  }, [only, side])

  const practise = async () => {
    setStarting(true)
    try {
      const { systems } = await host.request('practice:systems', { connectorIds: [connectorId] })
      const found = systems.find((one) => one.connectorId === connectorId)
      liveConnections.refresh()
      if (found) chooseConnection(side, found.connectionId)
    } catch (thrown) {
      toastError(toContractError(thrown))
    } finally {
      setStarting(false)
    }
  }
  return (
    <section className="connection-side" aria-label={system}>
      <header className="connection-side-head">
        <SystemIcon connector={connectorId} />
        <h2 className="wizard-heading">{system}</h2>
      </header>
      {fitting.length === 0 && <p className="wizard-quiet">{t('connections.none', { system })}</p>}
      {fitting.length > 1 && (
        <RadioGroup
          label={t('connections.which', { system })}
          items={fitting.map(({ id, name, isPractice }) => ({
            id,
            label: name,
            ...(isPractice && { hint: t('connections.practice-hint') }),
          }))}
          selected={chosen?.id ?? null}
          onSelect={(id) => chooseConnection(side, id)}
        />
      )}
      {chosen && <ChosenConnection key={chosen.id} connection={chosen} isNamed={fitting.length === 1} />}
      <div className="connection-side-actions">
        <Button icon={Plus} variant={fitting.length === 0 ? 'primary' : 'quiet'} onPress={() => setAdding(true)}>
          {t('connections.add', { system })}
        </Button>
        {chosen?.isPractice !== true && (
          <Button
            icon={FlaskConical}
            isPending={isStarting}
            onPress={() => void practise()}
            aria-label={t('connections.practise-with', { system })}
          >
            {t('connections.practise')}
          </Button>
        )}
      </div>
      {chosen?.isPractice !== true && <p className="wizard-quiet">{t('connections.practise-help')}</p>}
      {problem && (
        <p className="wizard-problem" role="alert">
          <CircleAlert className="wizard-problem-icon" aria-hidden />
          {problem}
        </p>
      )}
      <ConnectionDialog
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        connectorId={connectorId}
        onSaved={(saved) => {
          liveConnections.refresh()
          chooseConnection(side, saved.id)
        }}
      />
    </section>
  )
}
