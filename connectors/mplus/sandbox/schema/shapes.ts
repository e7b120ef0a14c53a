import { catalogueEnums, catalogueShapes } from './catalogue.ts'
import { invoicesEnums, invoicesShapes } from './invoices.ts'
import { ordersEnums, ordersShapes } from './orders.ts'
import { relationsEnums, relationsShapes } from './relations.ts'
import { serviceEnums, serviceShapes } from './service.ts'
import { stockEnums, stockShapes } from './stock.ts'

/** Every complex type the sandbox speaks: field name → type, `?` optional, `*` repeated; the order is the order on the wire. */
export const shapes = {
  ...serviceShapes,
  ...catalogueShapes,
  ...stockShapes,
  ...relationsShapes,
  ...ordersShapes,
  ...invoicesShapes,
}

export const enums = { ...serviceEnums, ...catalogueEnums, ...stockEnums, ...relationsEnums, ...ordersEnums, ...invoicesEnums }

export type ShapeName = keyof typeof shapes
export type Fields = Readonly<Record<string, string>>

/** `long` values are kept as numbers: the reader refuses what does not fit a safe integer. `decimal` stays text. */
interface Scalars {
  int: number
  long: number
  short: number
  string: string
  boolean: boolean
  decimal: string
}

type Base<Type extends string> = Type extends keyof Scalars
  ? Scalars[Type]
  : Type extends keyof typeof enums
    ? (typeof enums)[Type][number]
    : Type extends ShapeName
      ? Value<Type>
      : never

/** A value of one of the tables above, as the handlers see it. */
export type ValueOf<Shape> = {
  readonly [Name in keyof Shape as Shape[Name] extends `${string}?` | `${string}*` ? never : Name]: Shape[Name] extends string
    ? Base<Shape[Name]>
    : never
} & {
  readonly [Name in keyof Shape as Shape[Name] extends `${string}?` | `${string}*` ? Name : never]?: Shape[Name] extends `${infer Type}?`
    ? Base<Type>
    : Shape[Name] extends `${infer Type}*`
      ? readonly Base<Type>[]
      : never
}

export type Value<Name extends ShapeName> = ValueOf<(typeof shapes)[Name]>

export interface FieldType {
  readonly base: string
  readonly occurs: 'once' | 'optional' | 'repeated'
}

/** Reads `long?` as an optional long. */
export function parseFieldType(type: string): FieldType {
  if (type.endsWith('?')) return { base: type.slice(0, -1), occurs: 'optional' }
  if (type.endsWith('*')) return { base: type.slice(0, -1), occurs: 'repeated' }
  return { base: type, occurs: 'once' }
}

/** The fields of a complex type; undefined for a simple one. */
export function shapeOf(base: string): Fields | undefined {
  return Object.hasOwn(shapes, base) ? shapes[base as ShapeName] : undefined
}

/** The values of an enumeration; undefined for anything else. */
export function enumOf(base: string): readonly string[] | undefined {
  return Object.hasOwn(enums, base) ? enums[base as keyof typeof enums] : undefined
}
