/** One place where two records differ. */
export interface RecordChange {
  /** `customer.email`, `lines[0].taxCode` */
  readonly path: string
  readonly from: unknown
  readonly to: unknown
  readonly kind: 'added' | 'removed' | 'changed'
}

/** Where `to` differs from `from`, as deep as both have the same shape; in the order of what was there before. */
export function diffData(from: unknown, to: unknown, path = ''): readonly RecordChange[] {
  if (Object.is(from, to)) return []
  const [before, after] = [membersOf(from), membersOf(to)]
  if (before && after && Array.isArray(from) === Array.isArray(to)) {
    const names = [...new Set([...before.keys(), ...after.keys()])]
    return names.flatMap((name) => diffMember(before, after, { name, path: place(path, name, Array.isArray(from)) }))
  }
  return [{ path, from, to, kind: 'changed' }]
}

type Members = ReadonlyMap<string, unknown>

function diffMember(
  before: Members,
  after: Members,
  { name, path }: { readonly name: string; readonly path: string },
): readonly RecordChange[] {
  if (!before.has(name)) return [{ path, from: undefined, to: after.get(name), kind: 'added' }]
  if (!after.has(name)) return [{ path, from: before.get(name), to: undefined, kind: 'removed' }]
  return diffData(before.get(name), after.get(name), path)
}

function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}

function place(path: string, name: string, isList: boolean): string {
  if (isList) return `${path}[${name}]`
  return path === '' ? name : `${path}.${name}`
}
