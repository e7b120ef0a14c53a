import { z } from 'zod'
import { DataError, SettingsError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { type CompiledComparison, type CompiledCondition, comparisons } from './comparisons.ts'
import { describeRecord } from './describe-record.ts'
import { type Place, type Problem, reportIssues, startPlace } from './parse-place.ts'
import { pathWords } from './path.ts'
import { compileSourcePath, type Root } from './source-path.ts'
import { requireList, type Scope, ValueProblem } from './value.ts'

const comparison = z.strictObject({
  path: z.string().min(1, 'is missing: choose a field').max(300),
  is: z.enum(Object.keys(comparisons) as [keyof typeof comparisons, ...(keyof typeof comparisons)[]], {
    error: ({ input }) => `${JSON.stringify(input)} is no comparison; choose one of ${Object.keys(comparisons).join(', ')}`,
  }),
  /** What to compare with: text, number, moment or true/false. */
  value: z.union([z.string().max(1_000), z.number(), z.boolean()]).optional(),
  /** For one-of and none-of. */
  values: z
    .array(z.union([z.string().max(1_000), z.number(), z.boolean()]))
    .max(10_000)
    .optional(),
  /** Compares texts without regard to upper and lower case. */
  ignoreCase: z.boolean().optional(),
})

const lineCondition = z.strictObject({
  path: z.string().min(1, 'is missing: choose a field').max(300),
  is: z.enum(['has-line', 'has-no-line']),
  /** Paths in it start at the line. */
  get where(): z.ZodType<Condition> {
    return condition
  },
})

/** A tree of conditions, as stored in a flow file. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | z.infer<typeof comparison>
  | { readonly path: string; readonly is: 'has-line' | 'has-no-line'; readonly where: Condition }

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.unknown().transform((input, context): Condition => {
    const result = shapeOf(input).safeParse(input)
    if (result.success) return result.data as Condition
    for (const issue of result.error.issues) context.addIssue({ code: 'custom', message: issue.message, path: [...issue.path] })
    return z.NEVER
  }),
)

/** Chooses the shape by what is there, so that a problem is told of the part the user meant, not of every possible shape. */
function shapeOf(input: unknown): z.ZodType {
  if (typeof input !== 'object' || input === null) return z.custom(() => false, 'is not a condition')
  if ('all' in input) return z.strictObject({ all: z.array(condition).max(200) })
  if ('any' in input) return z.strictObject({ any: z.array(condition).max(200) })
  if ('not' in input) return z.strictObject({ not: condition })
  if ('is' in input && (input.is === 'has-line' || input.is === 'has-no-line')) return lineCondition
  return comparison
}

const maxDepth = 20

export type ParsedCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Never throws; problems carry the place inside the tree. */
export function parseCondition(input: unknown, root: Root = 'record'): ParsedCondition {
  const problems: Problem[] = []
  const parsed = readCondition(input, root, startPlace(problems))
  return parsed ? { ok: true, condition: parsed.condition } : { ok: false, problems }
}

/** A condition on whole records. */
export interface RecordCondition {
  /** @throws DataError when a value cannot be compared as asked: "abc" with a number. */
  test(record: FlowRecord): boolean
  /** Which condition failed, in words: `payment state is "unpaid", wanted "paid"`. Only for records that `test` turned away. */
  explain(record: FlowRecord): string
}

/**
 * Compiles a condition once per run.
 * @throws SettingsError when it is malformed.
 */
export function compileCondition(input: unknown): RecordCondition {
  const problems: Problem[] = []
  const compiled = readCondition(input, 'record', startPlace(problems))?.compiled
  if (!compiled) {
    throw new SettingsError(`Check the condition: ${problems.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')}.`, {
      facts: { problems: problems.map(({ path, message }) => ({ path, message })) },
    })
  }
  return {
    test: (record) => {
      try {
        return compiled.test(record, { record, line: 0, target: '' })
      } catch (thrown) {
        if (!(thrown instanceof ValueProblem)) throw thrown
        throw new DataError(`${describeRecord(record)} cannot be compared: ${thrown.message}.`, {
          code: thrown.code,
          hint: thrown.hint?.('the condition'),
          cause: thrown,
        })
      }
    },
    explain: (record) => compiled.explain(record, { record, line: 0, target: '' }),
  }
}

/** Parses and compiles in one go and reports to `place`; undefined when there was a problem. */
export function readCondition(
  input: unknown,
  root: Root,
  place: Place,
): { readonly condition: Condition; readonly compiled: CompiledCondition } | undefined {
  if (depthOf(input) > maxDepth * 2) {
    place.report(`is nested deeper than ${maxDepth} levels`)
    return undefined
  }
  const parsed = condition.safeParse(input)
  if (!parsed.success) {
    reportIssues(place, parsed.error)
    return undefined
  }
  const compiled = compile(parsed.data, root, place)
  return compiled && { condition: parsed.data, compiled }
}

function depthOf(input: unknown, depth = 0): number {
  if (typeof input !== 'object' || input === null || depth > maxDepth * 2) return depth
  return Object.values(input).reduce<number>((deepest, member) => Math.max(deepest, depthOf(member, depth + 1)), depth)
}

function compile(tree: Condition, root: Root, place: Place): CompiledCondition | undefined {
  if ('all' in tree) return compileAll(compileEach(tree.all, root, place.at('all')))
  if ('any' in tree) return compileAny(compileEach(tree.any, root, place.at('any')))
  if ('not' in tree) {
    const inner = compile(tree.not, root, place.at('not'))
    return inner && { test: (at, scope) => !inner.test(at, scope), explain: inner.explainMatch, explainMatch: inner.explain }
  }
  const source = compileSourcePath(tree.path, root)
  if (!source.ok) {
    place.at('path').report(source.message)
    return undefined
  }
  const { read } = source
  const words = pathWords(tree.path)
  if ('where' in tree) {
    const where = compile(tree.where, 'line', place.at('where'))
    return where && compileLineCondition({ read, words, where, wanted: tree.is === 'has-line' })
  }
  const made = comparisons[tree.is].make(tree)
  if (typeof made === 'string') {
    place.report(made)
    return undefined
  }
  return bindComparison(made, read, words)
}

function bindComparison(made: CompiledComparison, read: (at: unknown, scope: Scope) => unknown, words: string): CompiledCondition {
  return {
    test: (at, scope) => made.test(read(at, scope)),
    explain: (at, scope) => `${words} is ${made.show(read(at, scope))}, wanted ${made.wanted}`,
    explainMatch: (at, scope) => `${words} is ${made.show(read(at, scope))}, wanted anything but ${made.wanted}`,
  }
}

function compileEach(trees: readonly Condition[], root: Root, place: Place): readonly CompiledCondition[] | undefined {
  const compiled = trees.map((tree, index) => compile(tree, root, place.at(index)))
  return compiled.every((one) => one !== undefined) ? compiled : undefined
}

function compileAll(parts: readonly CompiledCondition[] | undefined): CompiledCondition | undefined {
  if (!parts) return undefined
  const [only, ...others] = parts
  if (only && others.length === 0) return only
  return {
    test: (at, scope) => parts.every((part) => part.test(at, scope)),
    explain: (at, scope) => parts.find((part) => !part.test(at, scope))?.explain(at, scope) ?? 'nothing',
    explainMatch: (at, scope) => parts.map((part) => part.explainMatch(at, scope)).join('; ') || 'no condition is set',
  }
}

function compileAny(parts: readonly CompiledCondition[] | undefined): CompiledCondition | undefined {
  if (!parts) return undefined
  const [only, ...others] = parts
  if (only && others.length === 0) return only
  return {
    test: (at, scope) => parts.some((part) => part.test(at, scope)),
    explain: (at, scope) => parts.map((part) => part.explain(at, scope)).join('; ') || 'no condition is set',
    explainMatch: (at, scope) => parts.find((part) => part.test(at, scope))?.explainMatch(at, scope) ?? 'nothing',
  }
}

function compileLineCondition({
  read,
  words,
  where,
  wanted,
}: {
  readonly read: (at: unknown, scope: Scope) => unknown
  readonly words: string
  readonly where: CompiledCondition
  readonly wanted: boolean
}): CompiledCondition {
  const hasLine = (at: unknown, scope: Scope) => indexOfMatch(requireList(read(at, scope)), where, scope) !== -1
  const explain = (at: unknown, scope: Scope) => {
    const list = requireList(read(at, scope))
    const match = indexOfMatch(list, where, scope)
    if (match !== -1) return `${words} hold a line that should not be there: ${where.explainMatch(list[match], scope)}`
    const first = list[0]
    if (first === undefined) return `${words} is empty`
    return `${words} hold no line as wanted; in the first, ${where.explain(first, scope)}`
  }
  return {
    test: wanted ? hasLine : (at, scope) => !hasLine(at, scope),
    explain,
    explainMatch: explain,
  }
}

function indexOfMatch(list: readonly unknown[], where: CompiledCondition, scope: Scope): number {
  const outer = scope.line
  const found = list.findIndex((line, index) => {
    scope.line = index + 1
    return where.test(line, scope)
  })
  scope.line = outer
  return found
}
