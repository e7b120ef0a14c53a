import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { dismissToast, type Toast, type ToastStore, toastStore } from '#renderer/ui/toast.ts'
import './Toasts.css'

const marks: Readonly<Record<Toast['tone'], LucideIcon>> = {
  plain: Info,
  done: CircleCheck,
  waiting: TriangleAlert,
  failed: CircleAlert,
}

const shownMs = 6_000

const all = ({ toasts }: ToastStore) => toasts

/** What was just done or refused, in the corner. Read aloud, and gone by itself unless it stays. */
export function Toasts() {
  const toasts = useStore(toastStore, all)
  return (
    <div className="toasts" role="log" aria-live="polite" aria-relevant="additions">
      {toasts.map((one) => (
        <ToastCard key={one.id} toast={one} />
      ))}
    </div>
  )
}

function ToastCard({ toast: { id, tone, title, text, action, stays } }: { readonly toast: Toast }) {
  const { t } = useTranslation('ui')
  useEffect(() => {
    if (stays) return
    const timer = setTimeout(() => dismissToast(id), shownMs)
    return () => clearTimeout(timer)
  }, [id, stays])
  const Mark = marks[tone]
  return (
    <div className={`toast toast-${tone}`}>
      <Mark className="toast-icon" aria-hidden />
      <div className="toast-words">
        <p className="toast-title">{title}</p>
        {text && <p className="toast-text">{text}</p>}
      </div>
      {action && (
        <Button
          size="small"
          onPress={() => {
            dismissToast(id)
            action.onAction()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton label={t('toast.dismiss')} icon={X} size="small" onPress={() => dismissToast(id)} />
    </div>
  )
}
