import { Notification } from 'electron'
import type { Notice } from '#core/contract/app.ts'

/** Shows a notice on the desktop; a click leads to the place it is about. False where the desktop shows none. */
export function notify(notice: Pick<Notice, 'title' | 'text'>, onClick: () => void): boolean {
  if (!Notification.isSupported()) return false
  const notification = new Notification({ title: notice.title, body: notice.text })
  shown.add(notification)
  const forget = () => shown.delete(notification)
  notification.on('click', () => {
    forget()
    onClick()
  })
  notification.on('close', forget)
  notification.show()
  return true
}

/** Without a reference a notification is collected, and its click leads nowhere. */
const shown = new Set<Notification>()
