import { Braces, Inbox, ListTree, Table2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeData } from '#core/contract/data.ts'
import { useRequest } from '#renderer/contract/use-request.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { ColumnChooser } from './ColumnChooser.tsx'
import { DataTable } from './DataTable.tsx'
import { RowDetail } from './RowDetail.tsx'
import { SchemaTable } from './SchemaTable.tsx'
import { Segments } from './Segments.tsx'
import { type Rows, useRows } from './use-rows.ts'

export interface DataPlace {
  readonly nodeId: string
  readonly side: 'in' | 'out'
  readonly port?: string
}

interface DataSideProps {
  readonly place: DataPlace
  readonly data: NodeData
  /** New data asks for the rows again. */
  readonly version: number
  /** Leads to the other side, where only one is shown. */
  readonly switcher?: {
    readonly sides: readonly ('in' | 'out')[]
    readonly side: 'in' | 'out'
    readonly onSide: (side: 'in' | 'out') => void
  }
  readonly ports: readonly string[]
  readonly onPort: (port: string) => void
}

const flowIdOf = (state: EditorState) => state.flowId
const views = [
  { id: 'table', icon: Table2 },
  { id: 'tree', icon: ListTree },
  { id: 'schema', icon: Braces },
] as const

/** The records at one side of a node: as a table, as a tree, or the fields they have. */
export function DataSide({ place, data, version, switcher, ports, onPort }: DataSideProps) {
  const { t } = useTranslation('data')
  const flowId = useEditor(flowIdOf)
  const [view, setView] = useState<(typeof views)[number]['id']>('table')
  const [search, setSearch] = useState('')
  const [chosen, setChosen] = useState<number | null>(null)
  const count = place.side === 'in' ? data.in : (data.out[place.port ?? ''] ?? Object.values(data.out)[0])
  const rows = useRows({ flowId, ...place, search, version })
  const schema = useRequest('data:schema', { flowId, ...place })
  const first = rows.row(0)
  const entity = first?.record.entity
  const found = schema.result ?? none
  const chosenRow = chosen === null ? undefined : rows.row(chosen)
  const shown = view === 'tree' ? (chosenRow ?? first) : chosenRow
  const hasOutcome = someOutcome(rows)
  const words = useMemo(() => countWords(count?.kept ?? 0, count?.total ?? 0, t), [count, t])
  return (
    <section className="data-side" aria-label={t(`side.${place.side}`)}>
      <div className="data-side-bar">
        {switcher && switcher.sides.length > 1 ? (
          <Segments
            label={t('side.label')}
            items={switcher.sides.map((side) => ({ id: side, label: t(`side.${side}`) }))}
            selected={switcher.side}
            onSelect={(side) => switcher.onSide(side === 'in' ? 'in' : 'out')}
          />
        ) : (
          <strong>{t(`side.${place.side}`)}</strong>
        )}
        {ports.length > 1 && (
          <Segments
            label={t('port')}
            items={ports.map((port) => ({ id: port, label: `${port} · ${formatNumber(data.out[port]?.total ?? 0)}` }))}
            selected={place.port ?? ''}
            onSelect={onPort}
          />
        )}
        <span className="data-side-count">
          {search === '' ? words : t('found', { count: rows.total, shown: formatNumber(rows.total) })}
        </span>
        <span className="node-data-space" />
        <div className="data-side-search">
          <SearchField label={t('search')} value={search} onChange={setSearch} />
        </div>
        {view === 'table' && entity !== undefined && <ColumnChooser entity={entity} schema={found} />}
        {views.map(({ id, icon }) => (
          <IconButton key={id} label={t(`view.${id}`)} icon={icon} size="small" isPressed={view === id} onPress={() => setView(id)} />
        ))}
      </div>
      {view === 'schema' ? (
        <SchemaTable asked={schema} />
      ) : (
        <div className="data-side-body">
          {rows.error && <Failing error={rows.error} onRetry={rows.retry} />}
          {!rows.error && rows.isLoading && <Loading label={t('loading')} />}
          {!rows.error && !rows.isLoading && rows.total === 0 && (
            <EmptyState
              icon={Inbox}
              title={t(search === '' ? 'nothing.title' : 'nothing.found')}
              text={t(search === '' ? 'nothing.text' : 'nothing.other')}
            />
          )}
          {!rows.error && rows.total > 0 && (
            <DataTable
              rows={rows}
              schema={found}
              entity={entity}
              isNarrow={view === 'tree'}
              chosen={view === 'tree' ? (chosen ?? 0) : chosen}
              onChoose={setChosen}
              hasOutcome={hasOutcome}
            />
          )}
          {shown && rows.total > 0 && (
            <RowDetail
              key={`${view} ${shown.rowId}`}
              row={shown}
              isWide={view === 'tree'}
              canCompare={place.side === 'out'}
              onClose={view === 'tree' ? undefined : () => setChosen(null)}
            />
          )}
        </div>
      )}
    </section>
  )
}

const none: readonly never[] = []

/** Nodes in the middle end few records: their column would be empty. Looks at what is there of the first rows. */
function someOutcome({ total, row }: Rows): boolean {
  for (let index = 0; index < Math.min(total, 200); index++) if (row(index)?.outcome) return true
  return false
}

function countWords(kept: number, total: number, t: (key: string, given: Record<string, unknown>) => string): string {
  return kept < total
    ? t('count-kept', { kept: formatNumber(kept), total: formatNumber(total) })
    : t('count', { count: total, shown: formatNumber(total) })
}
