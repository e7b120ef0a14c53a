import type { Member, Row, Shape } from './shape.ts'

export interface FieldProblem {
  readonly Field: string
  readonly Message: string
}

/**
 * What a write says, as far as it counts: read-only members are ignored, names go by any casing. Everything wrong is collected, as
 * the vendor answers one entry a field. A member the vendor does not know is taken as a mistake (strictest reading).
 */
export function takeBody(shape: Shape, body: unknown, at = ''): { readonly row: Row; readonly problems: readonly FieldProblem[] } {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { row: {}, problems: [{ Field: at || shape.type, Message: 'is no object' }] }
  }
  const names = new Map(Object.keys(shape.fields).map((name) => [name.toLowerCase(), name]))
  const problems: FieldProblem[] = []
  const row: Record<string, unknown> = {}
  for (const [given, value] of Object.entries(body)) {
    const name = names.get(given.toLowerCase())
    const member = name === undefined ? undefined : shape.fields[name]
    if (name === undefined || member === undefined) problems.push({ Field: `${at}${given}`, Message: 'is not known' })
    else if (!member.readOnly) row[name] = takeMember(member, value, `${at}${name}`, problems)
  }
  for (const [name, member] of Object.entries(shape.fields)) {
    const isEmpty = row[name] === undefined || row[name] === null || row[name] === ''
    if (member.required && isEmpty) problems.push({ Field: `${at}${name}`, Message: 'is required' })
  }
  return { row, problems }
}

function takeMember(member: Member, value: unknown, at: string, problems: FieldProblem[]): unknown {
  if (value === null) {
    if (!member.nullable && member.kind !== 'list' && member.kind !== 'any') problems.push({ Field: at, Message: 'may not be null' })
    return null
  }
  if (member.kind === 'list' && member.of) {
    if (!Array.isArray(value)) return complain(problems, at, 'is no list')
    const shape = member.of()
    return value.map((one, index) => {
      const taken = takeBody(shape, one, `${at}[${index}].`)
      problems.push(...taken.problems)
      return taken.row
    })
  }
  const wrong = complaintOf(member, value)
  return wrong === undefined ? value : complain(problems, at, wrong)
}

function complain(problems: FieldProblem[], Field: string, Message: string): undefined {
  problems.push({ Field, Message })
  return undefined
}

function complaintOf({ kind, max, from, to }: Member, value: unknown): string | undefined {
  switch (kind) {
    case 'text':
      if (typeof value !== 'string') return 'is no text'
      return max !== undefined && value.length > max ? `is longer than ${max} characters` : undefined
    case 'uuid':
      return typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? undefined : 'is no id'
    case 'moment':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.test(value) ? undefined : 'is no date'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'is neither true nor false'
    case 'integer':
    case 'number':
      if (typeof value !== 'number' || (kind === 'integer' && !Number.isInteger(value))) return 'is no number'
      return value < (from ?? value) || value > (to ?? value) ? `is not from ${from} to ${to}` : undefined
    default:
      return undefined
  }
}
