import { Check, Copy } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import './CopyValue.css'
import { classNames } from './class-names.ts'

export interface CopyValueProps {
  readonly value: string
  /** What is shown when it differs from what is copied. */
  readonly shown?: ReactNode
  /** Wraps instead of being cut. */
  readonly isWrapped?: boolean
}

const saidMs = 1_500

/** A value that is copied by a click, and shown whole on hover when it was cut. */
export function CopyValue({ value, shown, isWrapped = false }: CopyValueProps) {
  const { t } = useTranslation('ui')
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), saidMs)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  const Icon = isCopied ? Check : Copy
  return (
    <Button
      className={classNames('copy-value', isWrapped && 'copy-value-wrapped')}
      onPress={copy}
      aria-label={t('copy.label', { value: typeof shown === 'string' ? shown : value })}
    >
      <span className="copy-value-text" title={isWrapped ? undefined : value}>
        {shown ?? value}
      </span>
      <Icon className="copy-value-icon" aria-hidden />
      <span className="only-read" aria-live="polite">
        {isCopied && t('copy.done')}
      </span>
    </Button>
  )
}
