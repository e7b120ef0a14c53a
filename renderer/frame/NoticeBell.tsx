import { Bell } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '#renderer/language/format.ts'
import { Popover } from '#renderer/ui/Popover.tsx'
import { useLive } from './live.ts'
import { liveNotices } from './lives.ts'
import './NoticeBell.css'
import { NoticeRow } from './NoticeRow.tsx'
import { newestFirst } from './notices.ts'

/** Everything the user should still know. */
export function NoticeBell() {
  const { t } = useTranslation('frame')
  const [isOpen, setOpen] = useState(false)
  const notices = newestFirst(useLive(liveNotices).result ?? [])
  return (
    <Popover
      label={t('notices.label')}
      placement="bottom end"
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button className="notice-bell" aria-label={t('notices.count', { count: notices.length })}>
          <Bell className="notice-bell-icon" aria-hidden />
          {notices.length > 0 && <span className="notice-bell-count">{formatNumber(notices.length)}</span>}
        </Button>
      }
    >
      {notices.length === 0 ? (
        <p className="notice-bell-empty">{t('notices.none')}</p>
      ) : (
        <ul className="notice-bell-list">
          {notices.map((notice) => (
            <li key={notice.id} className="notice-bell-item">
              <NoticeRow notice={notice} onLeave={() => setOpen(false)} />
            </li>
          ))}
        </ul>
      )}
    </Popover>
  )
}
