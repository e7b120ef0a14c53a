import { CalendarClock, Download, type LucideIcon, Pin, Upload } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '#core/contract/flows.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { sayLine } from '#renderer/language/say-line.ts'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { ProblemPlaces } from './ProblemPlaces.tsx'
import './WhatItDoes.css'

/** What a flow reads, writes and when it would run by itself; and what is wrong with it. */
export function WhatItDoes({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useTranslation('exchange')
  const { nodeCount, reads, writes, schedules, problems, hasPinnedData } = preview
  return (
    <>
      <dl className="what-it-does">
        <Line icon={Download} name={t('does.reads')}>
          <Touched rows={reads} none={t('does.reads-nothing')} />
        </Line>
        <Line icon={Upload} name={t('does.writes')}>
          <Touched rows={writes} none={t('does.writes-nothing')} />
        </Line>
        <Line icon={CalendarClock} name={t('does.runs')}>
          {schedules.length === 0 ? (
            <span className="what-it-does-quiet">{t('does.by-hand')}</span>
          ) : (
            schedules.map((one) => sayLine(one)).join(', ')
          )}
          {schedules.length > 0 && <span className="what-it-does-quiet"> {t('does.not-armed')}</span>}
        </Line>
        {hasPinnedData && (
          <Line icon={Pin} name={t('does.pinned')}>
            {t('does.pinned-text')}
          </Line>
        )}
      </dl>
      <p className="what-it-does-quiet">{t('does.nodes', { count: nodeCount })}</p>
      {problems.length > 0 && <ProblemPlaces title={t('problems.count', { count: problems.length })} problems={problems} />}
    </>
  )
}

function Line({ icon: Icon, name, children }: { readonly icon: LucideIcon; readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="what-it-does-line">
      <dt className="what-it-does-name">
        <Icon className="what-it-does-icon" aria-hidden />
        {name}
      </dt>
      <dd className="what-it-does-what">{children}</dd>
    </div>
  )
}

function Touched({ rows, none }: { readonly rows: ImportPreview['reads']; readonly none: string }) {
  const { t } = useTranslation(['exchange', 'ui'])
  const { connector } = useCatalogue()
  if (rows.length === 0) return <span className="what-it-does-quiet">{none}</span>
  return (
    <ul>
      {rows.map((row) => (
        <li key={`${row.slot} ${row.entity} ${row.nodeName}`} className="what-it-does-row">
          <SystemIcon connector={row.connector} size="small" />
          <span>{connector(row.connector)?.label ?? row.connector}</span>
          {row.entity !== '' && (
            <>
              <EntityIcon entity={row.entity} />
              <span>{t(`ui:entity.${row.entity}`, { defaultValue: row.entity })}</span>
            </>
          )}
          <span className="what-it-does-quiet cut">{row.nodeName}</span>
        </li>
      ))}
    </ul>
  )
}
