import { type Problem, reportIssues, startPlace } from '#core/mapping/parse-place.ts'
import { codeKinds } from './code-kinds.ts'
import { parseCodePath } from './code-path.ts'
import { type CodeTable, codeTables } from './code-tables.ts'

export type ParsedTables =
  | { readonly ok: true; readonly tables: readonly CodeTable[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Never throws; problems name the place: `[0].rows[3].country`. */
export function parseCodeTables(input: unknown): ParsedTables {
  const problems: Problem[] = []
  const parsed = codeTables.safeParse(input)
  if (!parsed.success) {
    reportIssues(startPlace(problems), parsed.error)
    return { ok: false, problems }
  }
  for (const [index, table] of parsed.data.entries()) problems.push(...problemsOf(table, index, parsed.data))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, tables: parsed.data }
}

function problemsOf(table: CodeTable, index: number, all: readonly CodeTable[]): readonly Problem[] {
  const label = codeKinds[table.kind].label
  const first = all.findIndex(({ kind }) => kind === table.kind)
  return [
    ...(first < index ? [{ path: `[${index}].kind`, message: `"${label}" has a table already, the ${ordinal(first)}` }] : []),
    ...(table.missing === 'default' && !table.default
      ? [{ path: `[${index}].default`, message: `"${label}": say which code stands in for those without a row` }]
      : []),
    ...placeProblems(table, index),
    ...doubledRows(table, index),
  ]
}

function placeProblems({ kind, source, target }: CodeTable, index: number): readonly Problem[] {
  const from = source === undefined ? undefined : parseCodePath(source)
  const to = target === undefined ? undefined : parseCodePath(target)
  const inSource = (message: string): Problem => ({ path: `[${index}].source`, message })
  const inTarget = (message: string): Problem => ({ path: `[${index}].target`, message })
  if (from && !from.ok) return [inSource(from.message)]
  if (!to) return []
  if (!to.ok) return [inTarget(to.message)]
  const { path } = to
  if (path.root === 'raw') return [inTarget(`"${target}" is what the source sent; a code is written to the record's own fields`)]
  if ([...(path.list ?? []), ...path.rest].some((name) => /^\d+$/.test(name))) {
    return [inTarget(`"${target}" names one place of a list; write [] to fill every line`)]
  }
  const isOther = from?.path.list && path.list && JSON.stringify([from.path.root, from.path.list]) !== JSON.stringify(['data', path.list])
  return isOther ? [inSource(`"${codeKinds[kind].label}" is read from the lines of one list and written to those of another`)] : []
}

function doubledRows({ kind, rows }: CodeTable, index: number): readonly Problem[] {
  const seen = new Map<string, number>()
  return rows.flatMap(({ from, country, to }, row) => {
    const name = JSON.stringify([from ?? null, country ?? null])
    const before = seen.get(name)
    if (before === undefined) {
      seen.set(name, row)
      return []
    }
    const what = `${from === undefined ? 'any code' : `"${from}"`}${country === undefined ? '' : ` for ${country}`}`
    const message = `${codeKinds[kind].label}: ${what} has a row already, the ${ordinal(before)}; which of them holds for "${to}" cannot be told`
    return [{ path: `[${index}].rows[${row}]`, message }]
  })
}

/** "3rd"; places are counted from 0. */
function ordinal(place: number): string {
  const number = place + 1
  const teens = number % 100 >= 11 && number % 100 <= 13
  return `${number}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`
}
