import { CalendarX, FileWarning, Info, type LucideIcon, PlugZap, RotateCw, TriangleAlert, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#core/contract/app.ts'
import { noticeWords } from '#core/contract/notice-words.ts'
import { pageLanguage } from '#renderer/language/page-language.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Moment } from '#renderer/ui/Moment.tsx'
import './NoticeRow.css'
import { dismissNotice, placeOf, placeWord } from './notices.ts'

const marks: Readonly<Record<Notice['kind'], { readonly icon: LucideIcon; readonly tone: 'failed' | 'waiting' | 'plain' }>> = {
  'run-failed': { icon: TriangleAlert, tone: 'failed' },
  'run-resumed': { icon: RotateCw, tone: 'plain' },
  'slots-missed': { icon: CalendarX, tone: 'waiting' },
  'connection-lost': { icon: PlugZap, tone: 'failed' },
  'file-changed': { icon: FileWarning, tone: 'waiting' },
  info: { icon: Info, tone: 'plain' },
}

/** Something the user should know, with the way to it. */
export function NoticeRow({ notice, onLeave }: { readonly notice: Notice; readonly onLeave?: () => void }) {
  const { t } = useTranslation('frame')
  const { icon: Icon, tone } = marks[notice.kind]
  const lead = placeOf(notice)
  const { title, text } = noticeWords(notice, pageLanguage(), saySentences)
  return (
    <div className={`notice-row notice-row-${tone}`}>
      <Icon className="notice-row-icon" aria-hidden />
      <div className="notice-row-words">
        <p className="notice-row-title">{title}</p>
        <p>{text}</p>
        <p className="notice-row-foot">
          <Moment at={notice.at} />
          {lead && (
            <Button
              size="small"
              onPress={() => {
                onLeave?.()
                lead()
              }}
            >
              {t(`notices.show-${placeWord(notice)}`)}
            </Button>
          )}
        </p>
      </div>
      <IconButton label={t('notices.dismiss')} icon={X} size="small" onPress={() => dismissNotice(notice.id)} />
    </div>
  )
}
