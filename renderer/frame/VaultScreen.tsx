import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '#core/contract/app.ts'
import type { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { SecretField } from '#renderer/ui/SecretField.tsx'
import { liveConnections, liveInfo } from './lives.ts'

export interface VaultScreenProps {
  readonly vault: Exclude<AppInfo['vault'], { readonly state: 'open' }>
  readonly onLater: () => void
}

const fewestLetters = 8

/** Where there is no keychain: opens the encrypted vault, or makes one. */
export function VaultScreen({ vault, onLater }: VaultScreenProps) {
  const { t } = useTranslation('frame')
  const isNew = vault.state === 'new'
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<ContractError | null>(null)
  const [isTried, setTried] = useState(false)
  const problem = passphrase.length < fewestLetters ? t('vault.too-short', { count: fewestLetters }) : undefined
  const differs = isNew && passphrase !== again ? t('vault.differs') : undefined

  const open = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (problem || differs) return
    setPending(true)
    setError(null)
    host
      .request('app:unlock-vault', { passphrase })
      .then(
        () => {
          liveInfo.refresh()
          liveConnections.refresh()
        },
        (thrown: unknown) => setError(toContractError(thrown)),
      )
      .finally(() => setPending(false))
  }

  return (
    <main className="start">
      <form className="start-card" onSubmit={open} noValidate>
        <h1 className="start-title">{t(isNew ? 'vault.new-title' : 'vault.locked-title')}</h1>
        <p>{t(isNew ? 'vault.new-text' : 'vault.locked-text')}</p>
        <p className="field-help">{saySentences(vault.problem)}</p>
        <SecretField
          label={t('vault.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          problem={isTried ? problem : undefined}
          help={isNew ? t('vault.help') : undefined}
          autoFocus
        />
        {isNew && <SecretField label={t('vault.again')} value={again} onChange={setAgain} problem={isTried ? differs : undefined} />}
        {error && <Failing error={error} layout="line" />}
        <div className="start-actions">
          <Button type="submit" variant="primary" isPending={isPending}>
            {t(isNew ? 'vault.make' : 'vault.open')}
          </Button>
          <Button variant="plain" onPress={onLater}>
            {t('vault.later')}
          </Button>
        </div>
      </form>
    </main>
  )
}
