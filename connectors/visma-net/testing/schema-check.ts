/** The part of a JSON schema that the vendor's descriptions use. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly format?: string
  readonly nullable?: boolean
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: boolean | Schema
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

/**
 * What a value has that its schema does not allow, with where. Names that the schema does not know count too, whatever it says of
 * further ones: an invented field is what a referee is there to find.
 */
export function problemsIn(value: unknown, schema: Schema, schemas: Readonly<Record<string, Schema>>, at = '$'): readonly string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    const found = schemas[name]
    return found ? problemsIn(value, found, schemas, at) : [`${at}: no schema ${name}`]
  }
  if (value === null) return schema.nullable === false ? [`${at} is null`] : []
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${JSON.stringify(value)}, none of ${schema.enum.join(', ')}`]
  switch (schema.type) {
    case 'array':
      if (!Array.isArray(value)) return [`${at} is no list`]
      return value.flatMap((one, index) => problemsIn(one, schema.items ?? {}, schemas, `${at}[${index}]`))
    case 'string':
      if (typeof value !== 'string') return [`${at} is no text`]
      if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) return [`${at} is longer than ${schema.maxLength}`]
      return schema.format === 'date-time' && Number.isNaN(Date.parse(value)) ? [`${at} is no moment`] : []
    case 'integer':
      return Number.isInteger(value) ? [] : [`${at} is no whole number`]
    case 'number':
      if (typeof value !== 'number') return [`${at} is no number`]
      return value < (schema.minimum ?? value) || value > (schema.maximum ?? value) ? [`${at} is out of range`] : []
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at} is not true or false`]
    default:
      return schema.properties ? membersOf(value, schema, schemas, at) : []
  }
}

function membersOf(value: unknown, schema: Schema, schemas: Readonly<Record<string, Schema>>, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at} is no object`]
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name} is missing`)
  const wrong = Object.entries(value).flatMap(([name, inner]) => {
    const known = schema.properties?.[name]
    return known ? problemsIn(inner, known, schemas, `${at}.${name}`) : [`${at}.${name} is not known`]
  })
  return [...missing, ...wrong]
}
