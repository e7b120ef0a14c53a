import { CornerDownRight } from 'lucide-react'
import { type FormEvent, memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { NumberField } from '#renderer/ui/NumberField.tsx'
import { Popover } from '#renderer/ui/Popover.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import { findMoment } from './find-moment.ts'
import { MomentField } from './MomentField.tsx'
import type { OpenView } from './use-log-view.ts'

interface LogJumpProps {
  readonly view: OpenView | null
  readonly total: number
  readonly onJump: (index: number) => void
}

/** To a row by its number, or to the first row of a moment. */
export const LogJump = memo(function LogJump({ view, total, onJump }: LogJumpProps) {
  const { t } = useTranslation('log')
  const [isOpen, setOpen] = useState(false)
  const [row, setRow] = useState<number | null>(null)
  const [moment, setMoment] = useState<number>()
  const [isLooking, setLooking] = useState(false)

  const jump = (index: number) => {
    setOpen(false)
    onJump(Math.max(0, Math.min(index, total - 1)))
  }
  const toRow = (event: FormEvent) => {
    event.preventDefault()
    if (row !== null) jump(row - 1)
  }
  const toMoment = async (event: FormEvent) => {
    event.preventDefault()
    if (!view || moment === undefined) return
    const { viewId } = view
    setLooking(true)
    try {
      const atOf = async (index: number) => (await host.request('log:rows', { viewId, offset: index, limit: 1 })).rows[0]?.at ?? 0
      jump(await findMoment(atOf, total, moment))
    } catch (thrown) {
      toastError(toContractError(thrown))
    } finally {
      setLooking(false)
    }
  }
  return (
    <Popover
      label={t('jump.label')}
      placement="bottom end"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton label={t('jump.label')} icon={CornerDownRight} isDisabled={total === 0} />}
    >
      <div className="log-filter-popover">
        <form className="log-jump-form" onSubmit={toRow}>
          <NumberField label={t('jump.row', { shown: formatNumber(total) })} value={row} onChange={setRow} minimum={1} maximum={total} />
          <Button type="submit" isDisabled={row === null}>
            {t('jump.go')}
          </Button>
        </form>
        <form className="log-jump-form" onSubmit={(event) => void toMoment(event)}>
          <MomentField label={t('jump.moment')} value={moment} onChange={setMoment} />
          <Button type="submit" isDisabled={moment === undefined} isPending={isLooking}>
            {t('jump.go')}
          </Button>
        </form>
      </div>
    </Popover>
  )
})
