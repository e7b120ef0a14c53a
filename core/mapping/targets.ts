import { isObject, type Place } from './parse-place.ts'
import { parsePath } from './path.ts'
import { type Read, type Scope, show, ValueProblem } from './value.ts'

/** A mapped target with the value to put there. `lines[].taxCode` fills a field of every line. */
export interface Target {
  readonly path: string
  readonly read: Read
  readonly place: Place
}

/** Makes a value; `source` is what stands at the same place in the source's data. Reads ignore it. */
type Write = (at: unknown, scope: Scope, source: unknown) => unknown

export type TargetPlan = Branch
type Branch = { readonly kind: 'object' | 'list'; readonly members: Map<string, Branch | Leaf> }
type Leaf = { readonly kind: 'leaf'; readonly path: string; readonly read: Read }

/** Splits `lines[].extra.x` into `[{ name: 'lines', isList: true }, { name: 'extra', … }, …]`, or says what is wrong. */
export function parseTarget(path: string): readonly { readonly name: string; readonly isList: boolean }[] | string {
  const steps = path.split('.').map((part) => ({ name: part.endsWith('[]') ? part.slice(0, -2) : part, isList: part.endsWith('[]') }))
  const plain = parsePath(steps.map((step) => step.name).join('.'))
  if (!plain.ok) return plain.message
  if (plain.segments.some((segment) => typeof segment === 'number'))
    return `"${path}" names one place of a list; write [] to fill every line`
  if (steps.at(-1)?.isList) return `"${path}" ends in a list; name the field of the line, or leave out []`
  return steps
}

/** Lays the targets out as one tree; reports targets that are no paths or stand in each other's way. */
export function planTargets(targets: readonly Target[]): TargetPlan {
  const root: Branch = { kind: 'object', members: new Map() }
  for (const target of targets) {
    const problem = plant(root, target)
    if (problem !== undefined) target.place.at('target').report(problem)
  }
  return root
}

/** Compiles the plan into a writer that makes one object with the targets in the order they were given. */
export function compileTargets(plan: TargetPlan, mode: 'merge' | 'replace'): Write {
  return compileObject(plan, mode)
}

function plant(root: Branch, { path, read }: Target): string | undefined {
  const steps = parseTarget(path)
  if (typeof steps === 'string') return steps
  let branch = root
  for (const { name, isList } of steps.slice(0, -1)) {
    const kind = isList ? 'list' : 'object'
    const known = branch.members.get(name) ?? { kind, members: new Map() }
    if (known.kind !== kind) return `"${path}" does not go together with another target that fills "${name}"`
    branch.members.set(name, known)
    branch = known
  }
  const name = steps.at(-1)?.name ?? ''
  if (branch.members.has(name)) return `"${path}" is filled by another mapping already`
  branch.members.set(name, { kind: 'leaf', path, read })
  return undefined
}

function compileMember(member: Branch | Leaf, mode: 'merge' | 'replace'): Write {
  if (member.kind === 'leaf') return member.read
  const write = compileObject(member, mode)
  return member.kind === 'list' ? compileList(write) : compileNested(write)
}

function compileObject(branch: Branch, mode: 'merge' | 'replace'): Write {
  const names = [...branch.members.keys()]
  const members = [...branch.members.values()]
  const writes = members.map((member) => compileMember(member, mode))
  const paths = members.map((member, index) => (member.kind === 'leaf' ? member.path : (names[index] ?? '')))
  const sources = members.map((member) => member.kind !== 'leaf')
  // Copying an object that has all members already gives every record the same shape, three times as fast as adding them one by one.
  const blank: Readonly<Record<string, unknown>> = Object.fromEntries(names.map((name) => [name, null]))
  return (at, scope, source) => {
    const made: Record<string, unknown> = mode === 'merge' && isObject(source) ? { ...source } : { ...blank }
    let hasGap = false
    for (let index = 0; index < names.length; index++) {
      // All four lists have the length of `names`.
      const name = names[index] as string
      scope.target = paths[index] as string
      const value = (writes[index] as Write)(at, scope, sources[index] ? ownMember(source, name) : undefined)
      if (value === undefined) hasGap = true
      made[name] = value
    }
    return hasGap ? withoutGaps(made) : made
  }
}

function ownMember(source: unknown, name: string): unknown {
  return isObject(source) && Object.hasOwn(source, name) ? source[name] : undefined
}

/** A target that got no value is left out rather than sent as nothing. */
function withoutGaps(made: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined))
}

/** An object inside: left out when nothing in it got a value. */
function compileNested(write: Write): Write {
  return (at, scope, source) => {
    const made = write(at, scope, source)
    return isObject(made) && Object.keys(made).length === 0 && !isObject(source) ? undefined : made
  }
}

/** Every line of the source's list becomes a line; reads start at that line. */
function compileList(write: Write): Write {
  return (_, scope, source) => {
    if (source === undefined || source === null) return undefined
    if (!Array.isArray(source)) throw new ValueProblem('not-a-list', `${show(source)} is not a list`, { value: source })
    const outer = scope.line
    const made = source.map((line: unknown, index) => {
      scope.line = index + 1
      return write(line, scope, line)
    })
    scope.line = outer
    return made
  }
}
