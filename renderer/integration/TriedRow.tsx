import { ArrowLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { TriedRecord } from '#core/contract/integrations.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { ChangeList } from '#renderer/runs/ChangeList.tsx'
import { Button as UiButton } from '#renderer/ui/Button.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { glance, sideBySide } from './side-by-side.ts'
import './TriedRow.css'

interface TriedRowProps {
  readonly tried: TriedRecord
  readonly source: string
  readonly target: string
  /** Leads to the table that lacks its code. */
  readonly toCodes?: () => void
}

/** One record: how it came, how it would go, and what would become of it; unfolded, field by field. */
export function TriedRow({ tried, source, target, toCodes }: TriedRowProps) {
  const { t } = useTranslation('integration')
  const [isUnfolded, setUnfolded] = useState(false)
  const { key, outcome } = tried
  const word = outcome.plannedKind ? t(`try.would.${outcome.plannedKind}`) : undefined
  return (
    <tbody className="tried">
      <tr>
        <th scope="row" className="tried-cell">
          <Button className="tried-key" aria-expanded={isUnfolded} onPress={() => setUnfolded(!isUnfolded)}>
            <ChevronRight className="tried-fold" aria-hidden />
            <span className="mono cut" title={key}>
              {key}
            </span>
          </Button>
        </th>
        <td className="tried-cell">
          <Glance record={tried.source} />
        </td>
        <td className="tried-cell">
          {tried.target ? <Glance record={tried.target} /> : <span className="wizard-quiet">{t('try.nothing-sent')}</span>}
        </td>
        <td className="tried-cell">
          <OutcomeMark kind={outcome.kind} word={word} />
          {outcome.message && <p className="tried-says">{saySentences(outcome.message)}</p>}
          {outcome.hint && !toCodes && <p className="wizard-quiet">{saySentences(outcome.hint)}</p>}
          {toCodes && (
            <UiButton size="small" icon={ArrowLeft} onPress={toCodes}>
              {t('try.to-codes')}
            </UiButton>
          )}
        </td>
      </tr>
      {isUnfolded && (
        <tr>
          <td className="tried-cell" colSpan={4}>
            <Fields tried={tried} source={source} target={target} />
          </td>
        </tr>
      )}
    </tbody>
  )
}

function Glance({ record }: { readonly record: FlowRecord }) {
  const { t } = useTranslation('integration')
  const { text, lines } = glance(record)
  return (
    <>
      {text}
      {lines > 0 && <span className="wizard-quiet tried-lines"> · {t('try.lines', { count: lines })}</span>}
    </>
  )
}

function Fields({ tried, source, target }: TriedRowProps) {
  const { t } = useTranslation('integration')
  const pairs = sideBySide(tried.source, tried.target)
  const { changes = [], plannedKind } = tried.outcome
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className="tried-fields" aria-label={t('try.fields', { key: tried.key })} tabIndex={0}>
      {plannedKind === 'updated' && changes.length > 0 && (
        <section>
          <h3 className="wizard-heading">{t('try.changes', { system: target })}</h3>
          <ChangeList changes={changes} isPlanned />
        </section>
      )}
      <table className="tried-pairs">
        <thead>
          <tr>
            <th scope="col">{t('try.field')}</th>
            <th scope="col">{t('try.in', { system: source })}</th>
            <th scope="col">{t('try.sent', { system: target })}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={pair.path} className={pair.isChanged ? 'tried-pair-changed' : undefined}>
              <th scope="row" title={pair.path}>
                {pair.label}
              </th>
              <td className="mono">{pair.source}</td>
              <td className="mono">{pair.isChanged ? <mark className="tried-mark">{pair.target || t('try.empty')}</mark> : pair.target}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
