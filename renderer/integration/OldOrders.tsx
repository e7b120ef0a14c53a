import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { asksForOldOrders } from '#core/integration/orders-since.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { useLive } from '#renderer/frame/live.ts'
import { liveConnections } from '#renderer/frame/lives.ts'
import { RadioGroup } from '#renderer/ui/RadioGroup.tsx'
import { startOfToday } from './start-of-today.ts'
import { changeAnswers, useWizard, type Wizard } from './wizard-store.ts'

const answersOf = ({ answers }: Wizard) => answers
const connectionsOf = ({ connections }: Wizard) => connections

/**
 * Whether orders from before today go across too. The books of a shop hold them already, so the default is no; only between two
 * practice systems there is nothing to be doubled.
 */
export function OldOrders() {
  const { t } = useTranslation('integration')
  const catalogue = useCatalogue()
  const answers = useWizard(answersOf)
  const { left, right } = useWizard(connectionsOf)
  const connections = useLive(liveConnections).result
  const isAsked = asksForOldOrders(answers, catalogue)
  const isUnanswered = answers.ordersSince === undefined
  useEffect(() => {
    if (!isAsked || !isUnanswered || !connections) return
    const isPractice = [left, right].every((id) => connections.some((one) => one.id === id && one.isPractice))
    changeAnswers((before) => ({ ...before, ordersSince: isPractice ? null : startOfToday() }))
  }, [isAsked, isUnanswered, connections, left, right])
  if (!isAsked) return null
  return (
    <RadioGroup
      label={t('finish.orders')}
      items={[
        { id: 'today', label: t('finish.orders-today'), hint: t('finish.orders-today-help') },
        { id: 'all', label: t('finish.orders-all'), hint: t('finish.orders-all-help') },
      ]}
      selected={isUnanswered ? null : answers.ordersSince === null ? 'all' : 'today'}
      onSelect={(id) => changeAnswers((before) => ({ ...before, ordersSince: id === 'all' ? null : startOfToday() }))}
    />
  )
}
