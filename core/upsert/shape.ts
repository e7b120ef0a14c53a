import type { z } from 'zod'
import { decimal } from '#core/model/shared.ts'

/** What comparing needs to know of a schema: where decimals are. Everything it does not know is `any`. */
export type Shape =
  | { readonly kind: 'decimal' }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, Shape>> }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'any' }

export const anyShape: Shape = { kind: 'any' }

/** The parts of a zod definition that tell its shape. */
interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly element?: z.ZodType
  readonly innerType?: z.ZodType
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly pattern?: RegExp } } }[]
}

export function shapeOf(schema: z.ZodType): Shape {
  const definition = definitionOf(schema)
  if (definition.innerType) return shapeOf(definition.innerType)
  switch (definition.type) {
    case 'object':
      return {
        kind: 'object',
        fields: Object.fromEntries(Object.entries(definition.shape ?? {}).map(([name, inner]) => [name, shapeOf(inner)])),
      }
    case 'array':
      return { kind: 'list', of: definition.element ? shapeOf(definition.element) : anyShape }
    case 'string':
      return isDecimal(definition) ? { kind: 'decimal' } : anyShape
    default:
      return anyShape
  }
}

/** The shape at a path such as `billing.street`. */
export function shapeAt(shape: Shape, path: string): Shape {
  return path
    .split('.')
    .reduce<Shape>((at, name) => (at.kind === 'object' && Object.hasOwn(at.fields, name) ? (at.fields[name] ?? anyShape) : anyShape), shape)
}

const decimalPattern = definitionOf(decimal).checks?.[0]?._zod.def.pattern?.source

/** `.meta()` clones a schema, so the model's decimal is recognised by its pattern, not by its identity. */
function isDecimal(definition: Definition): boolean {
  return definition.checks?.some((check) => check._zod.def.pattern?.source === decimalPattern) ?? false
}

function definitionOf(schema: z.ZodType): Definition {
  // zod keeps each kind's members in `def`; its base type does not list them.
  return schema.def as unknown as Definition
}
