import type { z } from 'zod'
import { DataError } from '#core/kit/errors.ts'
import { type Data, isPlainObject } from './field-path.ts'

export type Checked = { readonly ok: true; readonly data: Data } | { readonly ok: false; readonly error: DataError }

/**
 * Holds a record against its entity's schema and fills in defaults. `name` is what people call the record: "Order 1042".
 * The error names the first wrong path with its value, and how many more there are.
 */
export function checkData(schema: z.ZodType, data: unknown, name: string): Checked {
  const parsed = schema.safeParse(data)
  if (parsed.success) return { ok: true, data: parsed.data as Data }
  const issues = parsed.error.issues
  const [first] = issues
  const path = first?.path ?? []
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  return {
    ok: false,
    error: new DataError(`${name}: ${pathText(path) || 'the record'} ${complaint(first?.message, readPath(data, path))}${more}.`, {
      code: 'invalid-data',
      hint: 'Mend it in the source, or map the field to a value the target accepts.',
      facts: { paths: issues.slice(0, 20).map((issue) => pathText(issue.path)) },
    }),
  }
}

/** The model's own messages go on from the field's name ("is not a decimal …"); zod's stand alone. */
function complaint(message: string | undefined, value: unknown): string {
  if (value === undefined) return 'is missing'
  return message?.startsWith('is ') ? `${message}; it is ${show(value)}` : `is ${show(value)}: ${message ?? 'not allowed'}`
}

/** `lines[0].quantity` */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    return text === '' ? String(step) : `${text}.${String(step)}`
  }, '')
}

function readPath(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)]
    return isPlainObject(at) && Object.hasOwn(at, step) ? at[String(step)] : undefined
  }, data)
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
