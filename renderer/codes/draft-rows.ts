import type { CodeRow } from '#core/codes/code-tables.ts'
import type { LiveChoice } from '#core/kit/define-connector.ts'

/** A row while it is filled in: anything may still be missing. */
export interface DraftRow {
  /** Names the row on the page; its place and its codes may change. */
  readonly id: number
  readonly from: string
  readonly country: string
  readonly to: string
  /** Matched by the program, which saw others that fit as well. */
  readonly isDoubtful?: boolean
}

export type RowProblem = 'twice' | 'no-country'
export type RowNote = 'no-target' | 'unknown-source' | 'unknown-target' | 'doubtful'

let lastId = 0

export function newRow(row: Partial<Omit<DraftRow, 'id'>> = {}): DraftRow {
  lastId += 1
  return { id: lastId, from: '', country: '', to: '', ...row }
}

export function toDrafts(rows: readonly CodeRow[]): readonly DraftRow[] {
  return rows.map(({ from = '', country = '', to }) => newRow({ from, country, to }))
}

/** What is complete; a code without a target is no row yet. */
export function toRows(drafts: readonly DraftRow[]): CodeRow[] {
  return drafts.filter(isComplete).map(({ from, country, to }) => ({
    ...(from !== '' && { from }),
    ...(country !== '' && { country }),
    to,
  }))
}

/** The source's codes that no row takes, complete or not. */
export function codesWithoutRow(drafts: readonly DraftRow[], source: readonly LiveChoice[] | undefined): readonly LiveChoice[] {
  if (drafts.some(takesAll)) return []
  const taken = new Set(drafts.map(({ from }) => from))
  return (source ?? []).filter(({ value }) => !taken.has(value))
}

/** The source's codes that would still be missing in a run. */
export function unmatchedCodes(drafts: readonly DraftRow[], source: readonly LiveChoice[] | undefined): readonly LiveChoice[] {
  return codesWithoutRow(drafts.filter(isComplete), source)
}

/** With a row to fill in for every code that has none. */
export function withAllCodes(drafts: readonly DraftRow[], source: readonly LiveChoice[] | undefined): readonly DraftRow[] {
  const missing = codesWithoutRow(drafts, source)
  return missing.length === 0 ? drafts : [...drafts, ...missing.map(({ value }) => newRow({ from: value }))]
}

/** Fills in what was matched; what a person has chosen stays. */
export function withMatches(
  drafts: readonly DraftRow[],
  { rows, doubtful }: { readonly rows: readonly CodeRow[]; readonly doubtful: readonly string[] },
): readonly DraftRow[] {
  const chosen = new Set(drafts.filter(isComplete).map(({ from }) => from))
  const found = new Map(rows.flatMap(({ from = '', to }) => (chosen.has(from) ? [] : [[from, to] as const])))
  const filled = drafts.map((row) => {
    const to = isComplete(row) ? undefined : found.get(row.from)
    if (to === undefined) return row
    found.delete(row.from)
    return { ...row, to, isDoubtful: doubtful.includes(row.from) }
  })
  const added = [...found].map(([from, to]) => newRow({ from, to, isDoubtful: doubtful.includes(from) }))
  return added.length === 0 ? filled : [...filled, ...added]
}

/** What keeps a row from being used, by its id. */
export function problemsOf(drafts: readonly DraftRow[]): ReadonlyMap<number, RowProblem> {
  const problems = new Map<number, RowProblem>()
  const seen = new Set<string>()
  for (const row of drafts) {
    const { id, from, country, to } = row
    if (country !== '' && !isCountry(country)) problems.set(id, 'no-country')
    if (from === '' && country === '' && to === '') continue
    const key = `${country}\n${from}`
    if (seen.has(key)) problems.set(id, 'twice')
    seen.add(key)
  }
  return problems
}

/** What somebody should look at in a row that may well be right. */
export function noteOf({ from, country, to, isDoubtful }: DraftRow, { source, target }: KnownCodes): RowNote | undefined {
  if (to === '') return from !== '' || country !== '' ? 'no-target' : undefined
  if (target && !target.has(to)) return 'unknown-target'
  if (source && from !== '' && !source.has(from)) return 'unknown-source'
  return isDoubtful ? 'doubtful' : undefined
}

/** The codes both systems have now; undefined where nobody knows. */
export interface KnownCodes {
  readonly source: ReadonlySet<string> | undefined
  readonly target: ReadonlySet<string> | undefined
}

function isComplete({ country, to }: DraftRow): boolean {
  return to !== '' && (country === '' || isCountry(country))
}

function takesAll(row: DraftRow): boolean {
  return row.from === '' && row.country === '' && isComplete(row)
}

function isCountry(text: string): boolean {
  return /^[A-Z]{2}$/.test(text)
}
