import { ArrowRight, CircleAlert, CircleDashed, X } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceOrText } from '#renderer/mapping/ChoiceOrText.tsx'
import type { Choice } from '#renderer/ui/ChoiceList.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { countryChoices } from './countries.ts'
import type { DraftRow, RowNote, RowProblem } from './draft-rows.ts'

interface CodeRowLineProps {
  readonly row: DraftRow
  readonly number: number
  readonly hasCountry: boolean
  readonly problem: RowProblem | undefined
  readonly note: RowNote | undefined
  readonly sourceItems: readonly Choice[]
  readonly targetItems: readonly Choice[]
  readonly sourceLabel: string
  readonly targetLabel: string
  readonly isWanted: boolean
  readonly onFocused: (id: number | null) => void
  readonly onChange: (id: number, change: Partial<DraftRow>) => void
  readonly onRemove: (id: number) => void
}

/** One code of the source, and what the target calls it. */
export const CodeRowLine = memo(function CodeRowLine(props: CodeRowLineProps) {
  const { row, number, hasCountry, problem, note, sourceItems, targetItems, sourceLabel, targetLabel, isWanted, onFocused } = props
  const { t, i18n } = useTranslation('codes')
  const own = useRef<HTMLDivElement>(null)
  const { id, from } = row
  const change = (next: Partial<DraftRow>) => props.onChange(id, next)
  useEffect(() => {
    if (!isWanted) return
    // A row that is new is filled from its beginning, one with a code waits for its target.
    const fields = own.current?.querySelectorAll('input')
    const field = from === '' ? fields?.[0] : fields?.[fields.length - 1]
    field?.focus()
    onFocused(null)
  }, [isWanted, from, onFocused])
  const name = from === '' ? number : from
  return (
    <div className="code-row" ref={own}>
      <div className="code-row-cells">
        <ChoiceOrText
          label={t('row.from', { number })}
          isLabelHidden
          placeholder={t('any-code')}
          items={sourceItems}
          value={from}
          onChange={(next) => change({ from: next })}
        />
        {hasCountry && (
          <ChoiceOrText
            label={t('row.country', { number })}
            isLabelHidden
            placeholder={t('any-country')}
            items={countryChoices(i18n.language)}
            value={row.country}
            read={upper}
            onChange={(country) => change({ country })}
          />
        )}
        <ArrowRight className="code-row-arrow" aria-hidden />
        <ChoiceOrText
          label={t('row.to', { number })}
          isLabelHidden
          placeholder={t('choose-code')}
          items={targetItems}
          value={row.to}
          onChange={(next) => change({ to: next })}
        />
        <span className="code-row-note cut" title={note && t(`note.${note}`, { source: sourceLabel, target: targetLabel })}>
          {note && (
            <>
              <CircleDashed className="code-row-mark" aria-hidden />
              <span className="cut">{t(`note.${note}`, { source: sourceLabel, target: targetLabel })}</span>
            </>
          )}
        </span>
        <IconButton label={t('row.remove', { name })} icon={X} size="small" onPress={() => props.onRemove(id)} />
      </div>
      {problem && (
        <p className="code-row-problem" role="alert">
          <CircleAlert className="code-row-mark" aria-hidden />
          <span>{t(`problem.${problem}`)}</span>
        </p>
      )}
    </div>
  )
})

function upper(text: string): string {
  return text.toUpperCase()
}
