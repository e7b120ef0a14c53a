import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { buildFlow } from '#core/integration/build-flow.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { Select } from '#renderer/ui/Select.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import './FinishStep.css'
import { OldOrders } from './OldOrders.tsx'
import { changeAnswers, inPageLanguage, useWizard, type Wizard } from './wizard-store.ts'

const answersOf = ({ answers }: Wizard) => answers
const failedOf = ({ trying }: Wizard) =>
  trying.kind === 'there' ? trying.records.filter(({ outcome }) => outcome.kind === 'failed').length : 0

/** Minutes between two runs that people ask for. */
const usual = [5, 10, 15, 30, 60, 240, 1_440] as const

interface FinishStepProps {
  readonly switchOn: boolean
  readonly onSwitchOn: (isOn: boolean) => void
  readonly runNow: boolean
  readonly onRunNow: (isOn: boolean) => void
}

/** What the flow will do, in words; how often; and whether it begins now. */
export function FinishStep({ switchOn, onSwitchOn, runNow, onRunNow }: FinishStepProps) {
  const { t } = useTranslation('integration')
  const catalogue = useCatalogue()
  const answers = useWizard(answersOf)
  const failed = useWizard(failedOf)
  const built = buildFlow(inPageLanguage(answers), catalogue)
  const flow = 'ok' in built ? built.ok : undefined
  const every = [...new Set([...usual, ...(answers.everyMinutes === null ? [] : [answers.everyMinutes])])].toSorted((a, b) => a - b)
  return (
    <div className="finish-step">
      {flow?.description && (
        <section className="finish-words" aria-labelledby="finish-does">
          <h2 id="finish-does" className="wizard-heading">
            {t('finish.does')}
          </h2>
          <p>{saySentences(flow.description)}</p>
        </section>
      )}
      {failed > 0 && (
        <p className="finish-failed">
          <TriangleAlert className="wizard-problem-icon" aria-hidden />
          {t('try.some-failed', { count: failed })}
        </p>
      )}
      <TextField
        label={t('finish.name')}
        help={t('finish.name-help')}
        value={answers.flowName ?? ''}
        placeholder={flow?.name}
        onChange={(name) =>
          changeAnswers(({ flowName: _before, ...rest }) => (name === '' ? rest : { ...rest, flowName: name.slice(0, 200) }))
        }
      />
      <OldOrders />
      <Select
        label={t('finish.every')}
        help={t('finish.every-help')}
        items={[
          ...every.map((minutes) => ({ id: String(minutes), label: intervalWords(t, minutes) })),
          { id: 'hand', label: t('finish.by-hand') },
        ]}
        selected={answers.everyMinutes === null ? 'hand' : String(answers.everyMinutes)}
        onSelect={(id) => changeAnswers((before) => ({ ...before, everyMinutes: id === 'hand' ? null : Number(id) }))}
      />
      {answers.everyMinutes !== null && (
        <Switch label={t('finish.switch-on')} help={t('finish.switch-on-help')} isOn={switchOn} onChange={onSwitchOn} />
      )}
      <Switch label={t('finish.run-now')} help={t('finish.run-now-help')} isOn={runNow} onChange={onRunNow} />
    </div>
  )
}

function intervalWords(t: ReturnType<typeof useTranslation<'integration'>>['t'], minutes: number): string {
  if (minutes % 1_440 === 0) return t('finish.days', { count: minutes / 1_440 })
  return minutes % 60 === 0 ? t('finish.hours', { count: minutes / 60 }) : t('finish.minutes', { count: minutes })
}
