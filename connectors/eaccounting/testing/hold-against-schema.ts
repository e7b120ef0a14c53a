/** The part of a JSON schema that the vendor's file uses. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema & { readonly readOnly?: boolean }>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly items?: Schema
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly enum?: readonly unknown[]
}

export type Schemas = Readonly<Record<string, Schema>>

/** What is wrong with a value, member by member. In a request, members that only the vendor sets are wrong too. */
export function holdAgainst(
  schema: Schema,
  value: unknown,
  { schemas, isRequest, at = '' }: { readonly schemas: Schemas; readonly isRequest: boolean; readonly at?: string },
): readonly string[] {
  if (schema.$ref !== undefined) {
    const referred = schemas[schema.$ref.split('/').at(-1) ?? '']
    return referred ? holdAgainst(referred, value, { schemas, isRequest, at }) : [`${at}: ${schema.$ref} is not there`]
  }
  const types = schema.type === undefined ? [] : [schema.type].flat()
  const type = typeOf(value)
  const fits = types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'))
  if (!fits) return [`${at} is ${type} and not ${types.join(' or ')}`]
  if (value === null) return []
  if (Array.isArray(value)) {
    const { items } = schema
    return items ? value.flatMap((one, index) => holdAgainst(items, one, { schemas, isRequest, at: `${at}[${index}]` })) : []
  }
  if (typeof value === 'object') return holdObject(schema, value as Readonly<Record<string, unknown>>, { schemas, isRequest, at })
  return leafProblem(schema, value).map((problem) => `${at} ${problem}: ${String(value).slice(0, 60)}`)
}

function holdObject(
  { properties = {}, required = [], additionalProperties }: Schema,
  value: Readonly<Record<string, unknown>>,
  { schemas, isRequest, at }: { readonly schemas: Schemas; readonly isRequest: boolean; readonly at: string },
): readonly string[] {
  const missing = required.filter((name) => value[name] === undefined).map((name) => `${at}.${name} is missing`)
  const members = Object.entries(value).flatMap(([name, inner]) => {
    const member = properties[name]
    if (!member) return additionalProperties === false ? [`${at}.${name} is unknown`] : []
    if (isRequest && member.readOnly) return [`${at}.${name} is the vendor's own`]
    return holdAgainst(member, inner, { schemas, isRequest, at: `${at}.${name}` })
  })
  return [...missing, ...members]
}

function leafProblem(schema: Schema, value: unknown): readonly string[] {
  if (schema.enum && !schema.enum.includes(value)) return ['is no choice']
  if (typeof value === 'number' && (value < (schema.minimum ?? value) || value > (schema.maximum ?? value))) return ['is out of range']
  if (typeof value !== 'string') return []
  if (value.length > (schema.maxLength ?? value.length)) return ['is too long']
  if (schema.format === 'uuid' && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return ['is no id']
  // The vendor's own samples write days where the schema says date-time.
  if (schema.format === 'date-time' && !/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/.test(value)) return ['is no moment']
  return []
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value
}
