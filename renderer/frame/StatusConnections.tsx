import { Circle, CircleCheck, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ConnectionState } from '#core/contract/connections.ts'
import { useLive } from './live.ts'
import { liveConnections } from './lives.ts'
import { toHash } from './route.ts'

const marks: Readonly<Record<ConnectionState['kind'], LucideIcon>> = {
  working: CircleCheck,
  unchecked: Circle,
  checking: LoaderCircle,
  failing: CircleX,
}

/** More than these are told by the number alone. */
const mostMarks = 8

/** A mark for every connection; its shape tells its state. */
export function StatusConnections() {
  const { t } = useTranslation('frame')
  const connections = useLive(liveConnections).result
  if (!connections) return null
  const failing = connections.filter(({ state }) => state.kind === 'failing').length
  return (
    <a className="status-bar-item status-bar-link" href={toHash({ page: 'connections' })}>
      <span>{t('status.connections', { count: connections.length })}</span>
      <span className="status-bar-marks">
        {connections.slice(0, mostMarks).map(({ id, name, state }) => {
          const Mark = marks[state.kind]
          const said = `${name}: ${t(`status.connection.${state.kind}`)}`
          return (
            <span key={id} className={`status-bar-mark status-bar-mark-${state.kind}`} title={said}>
              <Mark className="status-bar-icon" aria-hidden />
              <span className="only-read">{said}</span>
            </span>
          )
        })}
      </span>
      {failing > 0 && <span className="status-bar-mark-failing">{t('status.failing', { count: failing })}</span>}
    </a>
  )
}
