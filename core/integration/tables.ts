import { type CodeKind, type CodeSource, type CodeSources, codeKindNames, codeKinds } from '#core/codes/code-kinds.ts'
import type { CodeTable } from '#core/codes/code-tables.ts'
import type { Lane } from './answers.ts'
import type { LaneEnd, LaneEnds } from './sides.ts'

/** A table two systems need (or may have) before records of a lane carry the target's codes. */
export interface TableNeed {
  readonly kind: CodeKind
  readonly label: string
  /** What it changes. */
  readonly help: string
  /** Whether a row may be bound to a country. */
  readonly perCountry: boolean
  /** Where the codes to match come from; absent: the source gives none, rows fill them in. */
  readonly source?: CodeSource
  readonly target: CodeSource
  /**
   * Both sides have codes of their own in one place of the record, so that without a table the target would get a word it does not
   * know, or takes for another. Other tables only fill in what would stand at the target's default.
   */
  readonly isNeeded: boolean
}

/** The tables of a lane in the order they are asked; which ones depends on the document an order becomes. */
export function tablesOf(lane: Pick<Lane, 'entity' | 'upsert'>, { source, target }: LaneEnds): readonly TableNeed[] {
  const given = source.entity.codes.read ?? {}
  const taken = takenCodes(lane, target)
  return codeKindNames.flatMap((kind): readonly TableNeed[] => {
    const { label, help, perCountry, places } = codeKinds[kind]
    const [from, to] = [given[kind], taken[kind]]
    if (!to || !hasPlace(places, lane.entity, to)) return []
    // What the source never says can still be filled in, by country or for all; more than the target's own default only for these.
    if (!from && !perCountry) return []
    const isNeeded = from !== undefined && to.path === undefined
    return [{ kind, label, help, perCountry, ...(from && { source: from }), target: to, isNeeded }]
  })
}

/** A table to begin with: no rows, and a code in no row stops its record rather than arriving wrong. */
export function startTable({ kind }: Pick<TableNeed, 'kind'>): CodeTable {
  return { kind, rows: [], missing: 'fail' }
}

/** The table as the flow keeps it: with the places of codes that do not stand where their kind usually does. */
export function placedTable(table: CodeTable, need: Pick<TableNeed, 'source' | 'target'>): CodeTable {
  const source = table.source ?? need.source?.path
  const target = table.target ?? need.target.path
  return { ...table, ...(source !== undefined && { source }), ...(target !== undefined && { target }) }
}

function takenCodes({ upsert }: Pick<Lane, 'upsert'>, { entity }: LaneEnd): CodeSources {
  const { write = {}, writeByDocument = {} } = entity.codes
  const only = Object.keys(entity.documentTypes)
  const document = typeof upsert.documentType === 'string' ? upsert.documentType : only.length === 1 ? only[0] : undefined
  const own = document !== undefined && Object.hasOwn(writeByDocument, document) ? writeByDocument[document] : undefined
  return { ...write, ...own }
}

function hasPlace(places: Readonly<Record<string, string>>, entity: string, to: CodeSource): boolean {
  return to.path !== undefined || Object.hasOwn(places, entity)
}
