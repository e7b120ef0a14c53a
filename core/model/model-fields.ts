import { z } from 'zod'
import { entities } from './entities.ts'

/** A field of the neutral model as plain data: what mappings, conditions and field policies choose from. */
export interface ModelField {
  /** From the record's data: `customer.email`, `lines[].sku`, `lines`. */
  readonly path: string
  readonly label: string
  readonly type: 'text' | 'decimal' | 'number' | 'day' | 'moment' | 'toggle' | 'choice' | 'list' | 'object'
  /** A record without it is refused; inside an object or a line: where that object or line is there. */
  readonly isRequired: boolean
  readonly choices?: readonly string[]
  /** How many objects and lists it stands in. */
  readonly depth: number
}

/** Every field of a kind of record, parents before their members, in the order of the model. Empty for a kind the model does not know. */
export function modelFields(entity: string): readonly ModelField[] {
  const known = cache.get(entity)
  if (known) return known
  if (!Object.hasOwn(entities, entity)) return []
  const schema = z.toJSONSchema(entities[entity as keyof typeof entities].schema, { io: 'input' }) as Shape
  const fields = membersOf(schema, '', 0)
  cache.set(entity, fields)
  return fields
}

/** The field a path names: `lines[3].sku` and `lines[].sku` alike. */
export function modelField(entity: string, path: string): ModelField | undefined {
  const general = path.replace(/\[\d+\]/g, '[]')
  return modelFields(entity).find((field) => field.path === general)
}

const cache = new Map<string, readonly ModelField[]>()

/** The part of a JSON schema that is read here; `label` is the model's own. */
interface Shape {
  readonly label?: string
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly required?: readonly string[]
}

function membersOf({ properties = {}, required = [] }: Shape, before: string, depth: number): readonly ModelField[] {
  return Object.entries(properties).flatMap(([name, shape]) => {
    // `extra` holds whatever a system has beyond the model; nobody can list that here.
    if (shape.label === undefined) return []
    const path = `${before}${name}`
    const field: ModelField = {
      path,
      label: shape.label,
      type: typeOf(shape),
      isRequired: required.includes(name),
      ...(shape.enum && { choices: shape.enum }),
      depth,
    }
    if (shape.type === 'object') return [field, ...membersOf(shape, `${path}.`, depth + 1)]
    if (shape.type === 'array' && shape.items?.type === 'object') return [field, ...membersOf(shape.items, `${path}[].`, depth + 1)]
    return [field]
  })
}

function typeOf({ type, format, pattern, enum: choices }: Shape): ModelField['type'] {
  if (choices) return 'choice'
  if (type === 'array') return 'list'
  if (type === 'object') return 'object'
  if (type === 'boolean') return 'toggle'
  if (type === 'integer' || type === 'number') return 'number'
  if (format === 'date') return 'day'
  if (format === 'date-time') return 'moment'
  return pattern?.startsWith('^-?\\d') ? 'decimal' : 'text'
}
