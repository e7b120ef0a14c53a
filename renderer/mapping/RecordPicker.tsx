import { ChevronLeft, ChevronRight, Play, Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRequest } from '#renderer/contract/use-request.ts'
import { usePreview } from '#renderer/data/use-preview.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Popover } from '#renderer/ui/Popover.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import type { ChosenRecord } from './use-chosen-record.ts'

const flowIdOf = (state: EditorState) => state.flowId

/** Which record of those that came in values are tried on. */
export function RecordPicker({ chosen, nodeId }: { readonly chosen: ChosenRecord; readonly nodeId: string }) {
  const { t } = useTranslation('mapping')
  const preview = usePreview(nodeId)
  const { input, record, index, choose } = chosen
  const { total } = input
  if (total === 0) {
    return (
      <div className="record-picker">
        <span className="map-quiet cut" title={t(record ? 'picker.example-why' : 'picker.none-why')}>
          {t(record ? 'picker.example' : 'picker.none')}
        </span>
        <Button variant="plain" size="small" icon={Play} onPress={() => preview.start('to-here')} isPending={preview.isRunning}>
          {t('picker.run')}
        </Button>
        {preview.error && <Failing layout="line" error={preview.error} onRetry={() => preview.start('to-here')} />}
      </div>
    )
  }
  const at = index ?? 0
  return (
    <div className="record-picker">
      <IconButton label={t('picker.before')} icon={ChevronLeft} size="small" isDisabled={at === 0} onPress={() => choose(at - 1)} />
      <span className="record-picker-key mono cut" title={record?.key}>
        {record?.key}
      </span>
      <span className="map-quiet">
        {index === undefined ? t('picker.searched') : t('picker.place', { number: formatNumber(at + 1), total: formatNumber(total) })}
      </span>
      <IconButton label={t('picker.next')} icon={ChevronRight} size="small" isDisabled={at >= total - 1} onPress={() => choose(at + 1)} />
      <FindRecord chosen={chosen} nodeId={nodeId} />
    </div>
  )
}

function FindRecord({ chosen, nodeId }: { readonly chosen: ChosenRecord; readonly nodeId: string }) {
  const { t } = useTranslation('mapping')
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover
      label={t('picker.search')}
      trigger={<IconButton label={t('picker.search')} icon={Search} size="small" />}
      isOpen={isOpen}
      onOpenChange={setOpen}
      placement="bottom start"
    >
      <FoundRecords chosen={chosen} nodeId={nodeId} onDone={() => setOpen(false)} />
    </Popover>
  )
}

function FoundRecords({ chosen, nodeId, onDone }: { readonly chosen: ChosenRecord; readonly nodeId: string; readonly onDone: () => void }) {
  const { t } = useTranslation('mapping')
  const flowId = useEditor(flowIdOf)
  const [search, setSearch] = useState('')
  const asked = useRequest('data:rows', { flowId, nodeId, side: 'in', search, offset: 0, limit: 20 })
  const rows = asked.result?.rows ?? []
  return (
    <>
      <SearchField label={t('picker.search')} value={search} onChange={setSearch} autoFocus />
      <ul className="record-picker-found">
        {rows.map((row) => (
          <li key={row.rowId}>
            <Button
              variant="plain"
              size="small"
              onPress={() => {
                chosen.choosePicked(row)
                onDone()
              }}
            >
              <span className="mono">{row.record.key}</span>
            </Button>
          </li>
        ))}
      </ul>
      {asked.kind === 'there' && rows.length === 0 && <p className="map-quiet">{t('picker.nothing')}</p>}
    </>
  )
}
