import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '#core/contract/app.ts'
import type { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { formatExact } from '#renderer/language/format.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { liveInfo } from './lives.ts'

export interface DamageScreenProps {
  readonly damage: NonNullable<AppInfo['damage']>
  readonly onLater: () => void
}

/** The journal could not be trusted: says what that means before anything writes on. */
export function DamageScreen({ damage, onLater }: DamageScreenProps) {
  const { t } = useTranslation('frame')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<ContractError | null>(null)
  const accept = () => {
    setPending(true)
    host
      .request('app:accept-damage', {})
      .then(
        () => liveInfo.refresh(),
        (thrown: unknown) => setError(toContractError(thrown)),
      )
      .finally(() => setPending(false))
  }
  return (
    <main className="start">
      <div className="start-card">
        <h1 className="start-title">{t('damage.title')}</h1>
        <p>{t('damage.text')}</p>
        <dl className="start-facts">
          <dt>{t('damage.reason')}</dt>
          <dd>{damage.reason}</dd>
          <dt>{t('damage.kept')}</dt>
          <dd>
            <CopyValue value={damage.file} isWrapped />
          </dd>
          <dt>{t('damage.at')}</dt>
          <dd>{formatExact(damage.at)}</dd>
        </dl>
        <p>{t('damage.risk')}</p>
        {error && <Failing error={error} layout="line" />}
        <div className="start-actions">
          <Button variant="primary" onPress={accept} isPending={isPending}>
            {t('damage.accept')}
          </Button>
          <Button variant="plain" onPress={onLater}>
            {t('damage.later')}
          </Button>
        </div>
      </div>
    </main>
  )
}
