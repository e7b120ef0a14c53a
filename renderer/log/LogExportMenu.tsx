import { Download, Square } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Menu } from '#renderer/ui/Menu.tsx'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import { toast, toastError } from '#renderer/ui/toast.ts'
import { downloadFile } from './download-file.ts'
import { exportLog, mostPlaces } from './export-log.ts'
import type { OpenView } from './use-log-view.ts'

interface LogExportMenuProps {
  readonly view: OpenView | null
  readonly total: number
  readonly picked: number
  readonly pickedPlaces: () => readonly number[]
}

/** The rows shown, or those picked, as a file: for a sheet or for a program. */
export const LogExportMenu = memo(function LogExportMenu({ view, total, picked, pickedPlaces }: LogExportMenuProps) {
  const { t } = useTranslation('log')
  const [progress, setProgress] = useState<number | null>(null)
  const stop = useRef<AbortController>(null)
  // A file that nobody waits for any more is not finished.
  useEffect(() => () => stop.current?.abort(), [])

  // One row is picked by looking at it: only several are a choice.
  const isPart = picked > 1 && picked < total
  const start = async (format: 'csv' | 'jsonl') => {
    if (!view) return
    const controller = new AbortController()
    stop.current = controller
    setProgress(0)
    try {
      const places = isPart ? pickedPlaces() : undefined
      const file = await exportLog(host, { viewId: view.viewId, format, places, signal: controller.signal, onProgress: setProgress })
      downloadFile(file, `sluice-log-${new Date().toISOString().slice(0, 10)}.${format}`)
      const count = isPart ? picked : total
      toast({ tone: 'done', title: t('export.done', { count, shown: formatNumber(count) }) })
    } catch (thrown) {
      if (!controller.signal.aborted) toastError(toContractError(thrown))
    } finally {
      setProgress(null)
    }
  }

  if (progress !== null) {
    return (
      <span className="log-export-progress" role="status">
        <Spinner />
        {t('export.progress', { shown: formatNumber(Math.round(progress / 1_000)) })}
        <Button size="small" icon={Square} onPress={() => stop.current?.abort()}>
          {t('export.stop')}
        </Button>
      </span>
    )
  }
  const count = isPart ? picked : total
  const isTooMany = isPart && picked > mostPlaces
  const hint = isTooMany
    ? t('export.too-many', { shown: formatNumber(mostPlaces) })
    : t(isPart ? 'export.picked' : 'export.all', { count, shown: formatNumber(count) })
  return (
    <Menu
      label={t('export.label')}
      placement="bottom end"
      trigger={
        <Button icon={Download} isDisabled={!view || total === 0}>
          {t('export.label')}
        </Button>
      }
      items={[
        { id: 'csv', label: t('export.csv'), hint, isDisabled: isTooMany, onAction: () => void start('csv') },
        { id: 'jsonl', label: t('export.jsonl'), hint, isDisabled: isTooMany, onAction: () => void start('jsonl') },
      ]}
    />
  )
})
