import type { Field, FieldKind, Fields } from '#core/kit/fields.ts'

/** A value each kind of field accepts. */
const samples: { readonly [Kind in FieldKind]: (field: Field) => unknown } = {
  text: () => 'text',
  number: ({ options }) => options?.min ?? 1,
  decimal: () => '12.50',
  toggle: () => true,
  choice: ({ options }) => Object.keys(options?.choices ?? {})[0],
  choices: ({ options }) => Object.keys(options?.choices ?? {}).slice(0, 1),
  texts: () => ['text'],
  moment: () => '2026-11-22T09:00:00+01:00',
  secret: () => 'sample-secret',
  slot: () => 'books',
  entity: () => 'order',
  condition: () => ({ path: 'data.number', is: 'not-equals', value: '0' }),
  mappings: () => [{ target: 'note', path: 'key' }],
  valueMap: () => ({ 1: '21%' }),
  codeTables: () => [{ kind: 'tax-code', rows: [{ from: '1', to: '21%' }] }],
  liveChoice: () => 'choice',
  nodes: () => ['other'],
  fieldPolicies: () => ({ phone: 'if-empty' }),
  object: () => ({ pageSize: 100 }),
}

/** A value that no field of this kind accepts. */
export function wrongValueFor({ kind }: Field): unknown {
  return structured.has(kind) ? 'wrong' : { wrong: true }
}

const structured: ReadonlySet<FieldKind> = new Set(['object', 'valueMap', 'codeTables', 'fieldPolicies', 'condition', 'mappings'])

/** Settings that satisfy the fields: only what must be filled in, or everything. */
export function sampleSettings(fields: Fields, fill: 'required' | 'all' = 'required'): Readonly<Record<string, unknown>> {
  const filled = Object.entries(fields).filter(([, field]) => fill === 'all' || isRequired(field))
  return Object.fromEntries(filled.map(([name, field]) => [name, field.default ?? samples[field.kind](field)]))
}

export function isRequired({ optional, default: preset }: Field): boolean {
  return !optional && preset === undefined
}
