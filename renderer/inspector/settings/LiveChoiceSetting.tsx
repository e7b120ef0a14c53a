import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError, useRequest } from '#renderer/contract/use-request.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { ChoiceOrText } from '#renderer/mapping/ChoiceOrText.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import { usePlace } from '../inspector-context.ts'
import type { SettingProps } from './setting-props.ts'

const bindingsOf = (state: EditorState) => state.bindings

/** One of a list of the live system; free text while it cannot be asked. */
export function LiveChoiceSetting(props: SettingProps) {
  const { t } = useTranslation('inspector')
  const place = usePlace()
  const bindings = useEditor(bindingsOf)
  const slotField = props.entry.options?.slotField
  const named = slotField === undefined ? place.slotName : place.node.settings[slotField]
  const connectionId = typeof named === 'string' ? bindings[named] : undefined
  const { list } = props.entry
  if (connectionId === undefined || list === undefined) return <Control {...props} items={[]} hint={t('live.unbound')} />
  return <Loaded {...props} connectionId={connectionId} list={list} />
}

function Loaded({ connectionId, list, ...props }: SettingProps & { readonly connectionId: string; readonly list: string }) {
  const { t } = useTranslation('inspector')
  const asked = useRequest('connection:choices', { connectionId, list })
  const [isAsking, setAsking] = useState(false)
  const askAgain = () => {
    setAsking(true)
    host
      .request('connection:choices', { connectionId, list, refresh: true })
      .then(asked.refresh, (thrown: unknown) => toastError(toContractError(thrown)))
      .finally(() => setAsking(false))
  }
  const isLoading = asked.kind === 'loading' || isAsking
  return (
    <div className="setting-section">
      <div className="setting-row setting-row-end">
        <Control {...props} items={asked.result ?? []} hint={isLoading && !asked.result ? t('live.loading') : undefined} />
      </div>
      {asked.kind === 'failed' && <Failing error={asked.error} onRetry={askAgain} layout="line" />}
      {asked.kind !== 'failed' && (
        <div className="setting-live">
          <span className="setting-quiet">{isLoading ? t('live.asking') : t('live.count', { count: asked.result?.length ?? 0 })}</span>
          <IconButton label={t('live.refresh')} icon={RefreshCw} size="small" isPending={isAsking} onPress={askAgain} />
        </div>
      )}
    </div>
  )
}

function Control({
  entry,
  value,
  onChange,
  problem,
  items,
  hint,
}: SettingProps & { readonly items: readonly LiveChoice[]; readonly hint?: string }) {
  return (
    <ChoiceOrText
      label={entry.label}
      help={[entry.help, hint].filter(Boolean).join(' ') || undefined}
      problem={problem}
      isRequired={!entry.isOptional}
      placeholder={entry.default === undefined ? undefined : String(entry.default)}
      items={items.map((one) => ({ id: one.value, label: one.label }))}
      value={typeof value === 'string' ? value : ''}
      onChange={(text) => onChange(text === '' && entry.isOptional ? undefined : text)}
    />
  )
}
