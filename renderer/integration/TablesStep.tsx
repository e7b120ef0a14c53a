import { useEffect, useMemo } from 'react'
import type { CodeTable } from '#core/codes/code-tables.ts'
import { matchCodes } from '#core/integration/match-codes.ts'
import { startTable, tablesOf } from '#core/integration/tables.ts'
import { CodeTablesEditor } from '#renderer/codes/CodeTablesEditor.tsx'
import { knownChoices } from '#renderer/codes/code-choices.ts'
import { useOfferedTables } from '#renderer/codes/use-offered-tables.ts'
import { useEndConnections, useLaneEnds } from './use-wizard-parts.ts'
import { changeLane, useWizard, type Wizard } from './wizard-store.ts'

const answersOf = ({ answers }: Wizard) => answers

/** The codes of one system beside those of the other: matched by themselves where that can be, the rest by hand. */
export function TablesStep({ place }: { readonly place: number }) {
  const lane = useWizard(answersOf).lanes[place]
  const ends = useLaneEnds(place)
  const connections = useEndConnections(ends)
  const documentType = lane?.upsert.documentType
  const entity = lane?.entity ?? ''
  const needs = useMemo(
    () => (ends ? tablesOf({ entity, upsert: documentType === undefined ? {} : { documentType } }, ends) : []),
    [ends, entity, documentType],
  )
  const labels = { source: ends?.source.system.label ?? '', target: ends?.target.system.label ?? '' }
  const offered = useOfferedTables(
    needs,
    { systemLabel: labels.source, connectionId: connections.source, slotLabel: labels.source },
    { systemLabel: labels.target, connectionId: connections.target, slotLabel: labels.target },
  )
  const tables = lane?.tables ?? []

  // A table that is needed is there without being asked for, with the rows that both lists give by themselves.
  const begun: readonly CodeTable[] = offered.flatMap((offer) => {
    if (!offer.isNeeded || tables.some(({ kind }) => kind === offer.kind)) return []
    const [source, target] = [offer.source, offer.target].map(knownChoices)
    if (offer.source.kind === 'loading' || offer.target.kind === 'loading') return []
    return [{ ...startTable(offer), rows: source && target ? [...matchCodes(offer.kind, source, target).rows] : [] }]
  })
  const kinds = begun.map(({ kind }) => kind).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each kind, when its lists have come
  useEffect(() => {
    if (begun.length === 0) return
    changeLane(place, (before) => ({
      ...before,
      tables: [...before.tables, ...begun.filter(({ kind }) => !before.tables.some((one) => one.kind === kind))],
    }))
  }, [kinds])

  if (!lane || !ends) return null
  return (
    <CodeTablesEditor
      tables={tables}
      offered={offered}
      sourceLabel={labels.source}
      targetLabel={labels.target}
      onChange={(next) => changeLane(place, (before) => ({ ...before, tables: [...next] }))}
    />
  )
}
