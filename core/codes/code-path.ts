import { compileGetter, type Getter, parsePath } from '#core/mapping/path.ts'

/** Where codes stand: one of the record, or one in each line of a list (`lines[].taxCode`). */
export interface CodePath {
  /** `data` for the record's own fields, `raw` for what the source sent. */
  readonly root: 'data' | 'raw'
  /** Names up to the list; absent where the path has none. */
  readonly list?: readonly string[]
  /** Names of the code itself, from the root or from a line. */
  readonly rest: readonly string[]
}

export type ParsedCodePath = { readonly ok: true; readonly path: CodePath } | { readonly ok: false; readonly message: string }

/**
 * Reads `lines[].taxCode`, `data.lines[].taxCode`, `raw.status`. Without a root a path starts at the record's data, as targets of
 * mappings do.
 */
export function parseCodePath(text: string): ParsedCodePath {
  const rooted = /^(data|raw)\.(.+)$/.exec(text)
  const root = rooted?.[1] === 'raw' ? 'raw' : 'data'
  const parts = (rooted?.[2] ?? text).split('[].')
  const [first = '', second, ...others] = parts
  if (others.length > 0) return { ok: false, message: `"${text}" goes through two lists; a code has its place in one` }
  if (parts.some((part) => !parsePath(part).ok)) {
    return { ok: false, message: `"${text}" is no place of a code, such as lines[].taxCode or raw.status` }
  }
  const path: CodePath = second === undefined ? { root, rest: namesOf(first) } : { root, list: namesOf(first), rest: namesOf(second) }
  return { ok: true, path }
}

/** Walks the names of a path; `0` reaches the first of a list. */
export function getterOf(names: readonly string[]): Getter {
  return compileGetter(names.map((name) => (/^\d+$/.test(name) ? Number(name) : name)))
}

function namesOf(path: string): readonly string[] {
  const parsed = parsePath(path)
  return parsed.ok ? parsed.segments.map(String) : []
}
