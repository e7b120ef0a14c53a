import { z } from 'zod'
import type { Json } from '#core/kit/record.ts'
import { compileDatePattern } from './date-pattern.ts'
import type { Decimal } from './decimal.ts'
import { isTimeZone } from './time-zone.ts'
import type { Predicate, Read, Scope } from './value.ts'

/** What the editor shows for a parameter. `value`, `number`, `condition` and `mappings` hold chains, conditions and mappings of their own. */
export type ParameterKind = 'text' | 'texts' | 'whole' | 'toggle' | 'choice' | 'table' | 'value' | 'number' | 'condition' | 'mappings'

/** One input of a function. `Compiled` is what `compile` gets for it and exists only for inference. */
export interface Parameter<Compiled = unknown> {
  readonly kind: ParameterKind
  readonly label: string
  readonly help?: string
  readonly isOptional: boolean
  readonly default?: Json
  readonly choices?: Readonly<Record<string, string>>
  /** For `whole`. */
  readonly min?: number
  readonly max?: number
  /** For nested kinds: paths in it start at a line of the list the function works on. */
  readonly perLine: boolean
  /** Checks plain kinds; nested kinds are parsed by the chain. */
  readonly schema: z.ZodType
  readonly [compiled]?: Compiled
}

declare const compiled: unique symbol

export type Parameters = Readonly<Record<string, Parameter>>
export type CompiledOf<P extends Parameters> = { readonly [K in keyof P]: P[K] extends Parameter<infer V> ? V : never }

/** Reads a nested number; undefined when there is nothing to read. */
export type ReadNumber = (at: unknown, scope: Scope) => Decimal | undefined
/** Makes one object from one line: new, or a copy of the line with changes. */
export type WriteLine = { readonly replace: Read; readonly merge: Read }

interface Inputs {
  readonly text: string
  readonly number: Decimal
  readonly list: readonly unknown[]
  readonly any: unknown
}

export type Step<Value = unknown> = (value: Value, at: unknown, scope: Scope) => unknown

export interface CompileContext {
  /** IANA zone for dates that carry none. */
  readonly timeZone: string
}

/** A step of a chain, declared once: palette, form, validation and help of the mapper derive from it. */
export interface MappingFunction<P extends Parameters = Parameters, Takes extends keyof Inputs = keyof Inputs> {
  /** Stored in flow files; never renamed. */
  readonly id: string
  readonly label: string
  readonly summary: string
  readonly group: 'text' | 'number' | 'date' | 'choice' | 'list'
  /** What the step needs. Nothing stays nothing: a step that takes text or a number is not run for an empty value. */
  readonly takes: Takes
  /** `decimal` ends as decimal text unless another step follows; `same` passes on what it got or something like it. */
  readonly gives: 'text' | 'decimal' | 'list' | 'any' | 'same'
  /** Works through a whole list: when two values of a record begin the same up to here, it is worked out once. */
  readonly isCostly?: boolean
  readonly parameters: P
  /** Runs once per chain; the step it returns runs once per record. */
  compile(parameters: CompiledOf<P>, context: CompileContext): Step<Inputs[Takes]>
}

/** A function of any kind, as lists hold them. */
// biome-ignore lint/suspicious/noExplicitAny: parameters are parsed by the function's own declaration before compile is called; the list cannot know each type.
export type AnyFunction = MappingFunction<any, any>

export function defineFunction<const P extends Parameters, Takes extends keyof Inputs>(
  definition: MappingFunction<P, Takes>,
): MappingFunction<P, Takes> {
  return definition
}

interface Common {
  readonly label: string
  readonly help?: string
}

function make<Compiled>(
  kind: ParameterKind,
  common: Common & { readonly optional?: boolean; readonly default?: Json; readonly perLine?: boolean },
  schema: z.ZodType,
  choices?: Readonly<Record<string, string>>,
): Parameter<Compiled> {
  return {
    kind,
    label: common.label,
    help: common.help,
    isOptional: (common.optional ?? false) || common.default !== undefined,
    default: common.default,
    choices,
    perLine: common.perLine ?? false,
    schema,
  }
}

const scalar = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()])

/** Parameter constructors; what `compile` gets is inferred from them. */
export const parameter = {
  text: (o: Common & { default?: string }) => make<string>('text', o, z.string().max(1_000)),
  texts: (o: Common & { default?: readonly string[] }) => make<readonly string[]>('texts', o, z.array(z.string().max(1_000)).max(1_000)),
  whole: <const O extends Common & { default?: number; optional?: boolean; min?: number; max?: number }>({
    min = -100_000,
    max = 100_000,
    ...o
  }: O) => ({
    ...make<O extends { readonly optional: true } ? number | undefined : number>('whole', o, z.int().min(min).max(max)),
    min,
    max,
  }),
  toggle: (o: Common & { default: boolean }) => make<boolean>('toggle', o, z.boolean()),
  choice: <const C extends Readonly<Record<string, string>>>(o: Common & { default?: keyof C & string; options: C }) =>
    make<keyof C & string>('choice', o, z.enum(Object.keys(o.options)), o.options),
  /** Old value → new value, compared as text. */
  table: (o: Common) =>
    make<ReadonlyMap<string, Json>>(
      'table',
      o,
      z
        .custom<Readonly<Record<string, unknown>>>((input) => typeof input === 'object' && input !== null && !Array.isArray(input), {
          message: 'is not a table of values',
        })
        .transform((table) => new Map(Object.entries(table)))
        .pipe(z.map(z.string(), scalar)),
    ),
  timeZone: (o: Common) =>
    make<string | undefined>(
      'text',
      { ...o, optional: true },
      z.string().refine(isTimeZone, 'is not a time zone such as Europe/Amsterdam'),
    ),
  datePattern: (o: Common & { default?: string; named?: readonly string[] }) =>
    make<string>(
      'text',
      o,
      z
        .string()
        .max(60)
        .superRefine((pattern, context) => {
          const made = o.named?.includes(pattern) ? undefined : compileDatePattern(pattern)
          if (typeof made === 'string') context.addIssue({ code: 'custom', message: made })
        }),
    ),
  value: (o: Common & { perLine?: boolean }) => make<Read>('value', o, z.unknown()),
  optionalValue: (o: Common) => make<Read | undefined>('value', { ...o, optional: true }, z.unknown()),
  number: (o: Common & { perLine?: boolean }) => make<ReadNumber>('number', o, z.unknown()),
  condition: (o: Common & { perLine?: boolean }) => make<Predicate>('condition', o, z.unknown()),
  lineMappings: (o: Common) => make<WriteLine>('mappings', { ...o, perLine: true }, z.unknown()),
}
