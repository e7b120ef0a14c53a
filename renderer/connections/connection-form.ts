import type { ConnectionCard } from '#core/contract/connections.ts'
import type { FieldEntry } from '#core/kit/describe.ts'
import type { Json } from '#core/kit/record.ts'

/** What stands in the form's inputs: texts as typed, so that half a number is no problem while one types. */
export type FormValues = Readonly<Record<string, string | boolean>>

/** What is wrong with an input; the words come from the language files. */
export type FormProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-a-number' }
  | { readonly kind: 'too-small'; readonly min: number }
  | { readonly kind: 'too-large'; readonly max: number }
  | { readonly kind: 'too-long'; readonly max: number }
  | { readonly kind: 'pattern'; readonly says: string }
  /** The system did not take it. */
  | { readonly kind: 'refused'; readonly says: string }

/** The form of a new connection, or of one that is there. Kept secrets never come back: their inputs start empty. */
export function startForm(fields: readonly FieldEntry[], card?: Pick<ConnectionCard, 'settings'>): FormValues {
  return Object.fromEntries(fields.map((field) => [field.name, startValue(field, card?.settings[field.name])]))
}

/** What is wrong, by the field's name. An empty secret is fine when one is kept. */
export function checkForm(
  fields: readonly FieldEntry[],
  values: FormValues,
  kept: readonly string[] = [],
): Readonly<Record<string, FormProblem>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const problem = checkValue(field, values[field.name], kept.includes(field.name))
      return problem ? [[field.name, problem]] : []
    }),
  )
}

/** The settings to send. What is empty is left out: a kept secret stays, a default applies. */
export function toSettings(fields: readonly FieldEntry[], values: FormValues): Record<string, Json> {
  return Object.fromEntries(
    fields.flatMap(({ name, kind }): [string, Json][] => {
      const value = values[name]
      if (value === undefined || value === '') return []
      if (typeof value === 'boolean') return [[name, value]]
      if (kind === 'number') return [[name, Number(value.trim().replace(',', '.'))]]
      if (kind === 'texts' || kind === 'choices') return [[name, splitLines(value)]]
      // A secret may begin or end with a space; an address may not.
      return [[name, kind === 'secret' ? value : value.trim()]]
    }),
  )
}

/** Fields that matter with what stands in the form; the others are not shown. */
export function shownFields(fields: readonly FieldEntry[], values: FormValues): readonly FieldEntry[] {
  return fields.filter(({ options }) =>
    Object.entries(options?.when ?? {}).every(([name, wanted]) => wanted.some((one) => String(one) === String(values[name] ?? ''))),
  )
}

/** "Odoo", and "Odoo 2" when that is taken. */
export function freeName(label: string, taken: readonly string[]): string {
  let name = label
  for (let count = 2; taken.includes(name); count += 1) name = `${label} ${count}`
  return name
}

function startValue({ kind, default: standard }: FieldEntry, kept: unknown): string | boolean {
  const value = kept ?? standard
  if (kind === 'toggle') return value === true
  if (kind === 'secret' || value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.join('\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function checkValue(
  { kind, isOptional, options }: FieldEntry,
  value: string | boolean | undefined,
  isKept: boolean,
): FormProblem | undefined {
  if (typeof value === 'boolean') return undefined
  const text = (value ?? '').trim()
  if (text === '') return isOptional || isKept ? undefined : { kind: 'missing' }
  if (kind === 'number') {
    const number = Number(text.replace(',', '.'))
    if (!Number.isFinite(number)) return { kind: 'not-a-number' }
    if (options?.min !== undefined && number < options.min) return { kind: 'too-small', min: options.min }
    if (options?.max !== undefined && number > options.max) return { kind: 'too-large', max: options.max }
    return undefined
  }
  if (options?.maxLength !== undefined && text.length > options.maxLength) return { kind: 'too-long', max: options.maxLength }
  if (options?.pattern && !new RegExp(options.pattern.expression, 'u').test(text)) return { kind: 'pattern', says: options.pattern.says }
  return undefined
}

function splitLines(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
