import { useTranslation } from 'react-i18next'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import type { CodeChoices } from './code-choices.ts'

/** Why a system's codes cannot be chosen from a list, while that is so. */
export function CodeListState({ system, choices }: { readonly system: string; readonly choices: CodeChoices }) {
  const { t } = useTranslation('codes')
  switch (choices.kind) {
    case 'loading':
      return <Loading label={t('loading', { system })} />
    case 'failed':
      return <Failing error={choices.error} onRetry={choices.retry} layout="line" />
    case 'typed':
      return choices.why === '' ? null : <p className="code-table-quiet">{choices.why}</p>
    case 'there':
      return choices.choices.length > 0 ? null : <p className="code-table-quiet">{t('empty-list', { system })}</p>
  }
}
