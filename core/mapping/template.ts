import type { FlowRecord } from '#core/kit/record.ts'
import { compileSourcePath, type Root } from './source-path.ts'
import { type Read, toText } from './value.ts'

export type CompiledTemplate =
  | { readonly ok: true; readonly read: (...at: Parameters<Read>) => string }
  | { readonly ok: false; readonly message: string }

/** Compiles `Order {data.number} of {data.customer.name}`; `{{` stands for a brace. Empty values leave their place empty. */
export function compileTemplate(template: string, root: Root, write: (value: unknown) => string = toText): CompiledTemplate {
  const parts: (string | Read)[] = []
  for (const [piece] of template.matchAll(/\{\{|\}\}|\{[^{}]*\}|[^{}]+|[{}]/g)) {
    if (piece === '{{' || piece === '}}') parts.push(piece.slice(1))
    else if (piece === '{' || piece === '}')
      return { ok: false, message: `has a single ${piece}: write {path}, or ${piece}${piece} for the sign itself` }
    else if (piece.startsWith('{')) {
      const source = compileSourcePath(piece.slice(1, -1).trim(), root)
      if (!source.ok) return source
      parts.push(source.read)
    } else parts.push(piece)
  }
  return {
    ok: true,
    read: (at, scope) => {
      let text = ''
      for (const part of parts) text += typeof part === 'string' ? part : write(part(at, scope))
      return text
    },
  }
}

export type RecordText = (record: FlowRecord) => string

/** A template over whole records that fails for none: lists and objects are written as JSON. */
export function compileRecordText(
  template: string,
): { readonly ok: true; readonly of: RecordText } | { readonly ok: false; readonly message: string } {
  const compiled = compileTemplate(template, 'record', writeAnything)
  return compiled.ok ? { ok: true, of: (record) => compiled.read(record, { record, line: 0, target: '' }) } : compiled
}

function writeAnything(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : toText(value)
}
