import { useTranslation } from 'react-i18next'
import { useRequest } from '#renderer/contract/use-request.ts'
import type { SettingProps } from '#renderer/inspector/settings/setting-props.ts'
import { ChoiceOrText } from '#renderer/mapping/ChoiceOrText.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'

interface LiveQuestionProps extends SettingProps {
  readonly connectionId: string | undefined
}

/** One of a list of the live system; free text while it cannot be asked. */
export function LiveQuestion({ connectionId, ...props }: LiveQuestionProps) {
  const { list } = props.entry
  if (connectionId === undefined || list === undefined) return <Control {...props} items={[]} />
  return <Loaded {...props} connectionId={connectionId} list={list} />
}

function Loaded({ connectionId, list, ...props }: SettingProps & { readonly connectionId: string; readonly list: string }) {
  const { t } = useTranslation('integration')
  const asked = useRequest('connection:choices', { connectionId, list })
  const items = (asked.result ?? []).map(({ value, label }) => ({ id: value, label }))
  return (
    <div className="setting-section">
      <Control {...props} items={items} hint={asked.kind === 'loading' ? t('questions.loading') : undefined} />
      {asked.kind === 'failed' && <Failing error={asked.error} onRetry={asked.refresh} layout="line" />}
    </div>
  )
}

interface ControlProps extends SettingProps {
  readonly items: readonly { readonly id: string; readonly label: string }[]
  readonly hint?: string
}

function Control({ entry, value, onChange, problem, items, hint }: ControlProps) {
  return (
    <ChoiceOrText
      label={entry.label}
      help={[entry.help, hint].filter(Boolean).join(' ') || undefined}
      problem={problem}
      isRequired={!entry.isOptional}
      placeholder={entry.default === undefined ? undefined : String(entry.default)}
      items={items}
      value={typeof value === 'string' ? value : ''}
      onChange={(text) => onChange(text === '' ? undefined : text)}
    />
  )
}
