import { compileGetter, parsePath } from './path.ts'
import type { Read } from './value.ts'

/** What a path starts from: the whole record, or one line of a list. */
export type Root = 'record' | 'line'

export type CompiledSource = { readonly ok: true; readonly read: Read } | { readonly ok: false; readonly message: string }

const recordMembers = ['data', 'raw', 'key', 'entity', 'origin', 'failure']

/**
 * Compiles where a value comes from. In a record: `data.billing.city`, `raw.orderType`, `key`, `origin.connector`.
 * In a line: a name of the line itself (`sku`), `$item` for the line as a whole, `$number` for its number from 1,
 * and `$record.data.currency` for the record around it.
 */
export function compileSourcePath(text: string, root: Root): CompiledSource {
  const path = parsePath(text)
  if (!path.ok) return path
  const [first, ...rest] = path.segments
  if (root === 'line') {
    if (first === '$number' && rest.length === 0) return { ok: true, read: (_, scope) => scope.line }
    if (first === '$item') return { ok: true, read: compileGetter(rest) }
    if (first !== '$record') return { ok: true, read: compileGetter(path.segments) }
  }
  const inRecord = first === '$record' ? rest : path.segments
  if (!recordMembers.includes(String(inRecord[0]))) {
    return { ok: false, message: `"${text}" does not start with ${recordMembers.join(', ')}: write for example data.${text}` }
  }
  const get = compileGetter(inRecord)
  return { ok: true, read: root === 'record' ? get : (_, scope) => get(scope.record) }
}
