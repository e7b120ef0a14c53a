import { CircleX, LogIn, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ContractError } from '#core/contract/reply.ts'
import { go } from '#renderer/frame/route.ts'
import { originalOf, saySentences } from '#renderer/language/say-sentence.ts'
import { Button } from './Button.tsx'
import './Failing.css'

export interface FailingProps {
  readonly error: ContractError
  readonly onRetry?: () => void
  /** `line` stands between other things, `place` fills its own. */
  readonly layout?: 'place' | 'line'
}

/** What went wrong, what to do about it, and who can. */
export function Failing({ error, onRetry, layout = 'place' }: FailingProps) {
  const { t } = useTranslation('ui')
  return (
    <div className={`failing failing-${layout}`} role="alert">
      <CircleX className="failing-icon" aria-hidden />
      <div className="failing-words">
        <p className="failing-message" title={originalOf(error.message)}>
          {saySentences(error.message)}
        </p>
        <p className="failing-hint">{error.hint === undefined ? t(`failing.${error.fix}`) : saySentences(error.hint)}</p>
      </div>
      {error.code === 'sign-in-needed' && (
        <Button size="small" icon={LogIn} onPress={() => go({ page: 'connections' })}>
          {t('failing.sign-in')}
        </Button>
      )}
      {onRetry && (
        <Button size="small" icon={RotateCw} onPress={onRetry}>
          {t('failing.retry')}
        </Button>
      )}
    </div>
  )
}
