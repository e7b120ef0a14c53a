import { ArrowRight } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'

/** The systems a flow joins, by icon and name. */
export function FlowSystems({ connectors }: { readonly connectors: readonly string[] }) {
  const { t } = useTranslation('home')
  const { connector } = useCatalogue()
  const names = connectors.map((id) => connector(id)?.label ?? id)
  if (connectors.length === 0) return <p className="flow-card-systems">{t('card.no-systems')}</p>
  return (
    <p className="flow-card-systems" title={names.join(' → ')}>
      {connectors.map((id, place) => (
        <Fragment key={id}>
          {place > 0 && <ArrowRight className="flow-card-arrow" aria-hidden />}
          <SystemIcon connector={id} size="small" />
          <span className="cut">{names[place]}</span>
        </Fragment>
      ))}
    </p>
  )
}
