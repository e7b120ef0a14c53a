import type { FlowRecord } from '#core/kit/record.ts'
import { type Decimal, formatDecimal, Scaled, toDecimal } from './decimal.ts'

/** Where an evaluation stands: one per record, moved along as lines and targets are worked through. */
export interface Scope {
  readonly record: FlowRecord
  /** Number of the current line, from 1; 0 outside lines. */
  line: number
  /** The target being filled, for error messages. */
  target: string
}

/** Reads a value; `at` is the record, or the current line inside line-wise work. */
export type Read = (at: unknown, scope: Scope) => unknown

export type Predicate = (at: unknown, scope: Scope) => boolean

/** A value that cannot be used; caught once per record and told with the record's key and the target's name. */
export class ValueProblem extends Error {
  readonly code: string
  /** Replaces "<target> cannot be filled: <message>" when the sentence reads better with the target inside. */
  readonly sentence: ((target: string) => string) | undefined
  readonly hint: ((targetPath: string) => string) | undefined
  readonly value: unknown

  constructor(
    code: string,
    message: string,
    details: {
      readonly value?: unknown
      readonly sentence?: (target: string) => string
      readonly hint?: (targetPath: string) => string
    } = {},
  ) {
    super(message)
    this.code = code
    this.value = details.value
    this.sentence = details.sentence
    this.hint = details.hint
  }
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

/** @throws ValueProblem for lists and objects, which have no text. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === undefined || value === null) return ''
  if (value instanceof Scaled) return formatDecimal(value)
  throw new ValueProblem('not-text', `${show(value)} is not text`, { value })
}

/** @throws ValueProblem for anything that is not exactly a number. */
export function requireDecimal(value: unknown): Decimal {
  const decimal = toDecimal(value)
  if (decimal !== undefined) return decimal
  if (isEmpty(value)) {
    throw new ValueProblem('value-missing', 'a number is missing', {
      value,
      hint: () => 'Fill the field in the source, or add the step "If empty" with a value to use instead.',
    })
  }
  throw new ValueProblem('not-a-number', `${show(value)} is not a number`, {
    value,
    hint: () => 'Numbers are written like 12.50. The step "Read number" understands other separators.',
  })
}

/** @throws ValueProblem when it is neither a list nor empty. */
export function requireList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  if (value === undefined || value === null) return []
  throw new ValueProblem('not-a-list', `${show(value)} is not a list`, { value })
}

/** A value as people see it in a sentence, short. */
export function show(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'empty'
  const text = value instanceof Scaled ? formatDecimal(value) : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
