import type { FieldPolicy } from '#core/kit/fields.ts'
import { type Data, isAtOrBelow, isPlainObject, valueAt, withoutPath } from './field-path.ts'

/** When each field may be sent, by path or prefix of a path. The longest prefix that fits decides; unnamed fields are `always`. */
export type FieldPolicies = Readonly<Record<string, FieldPolicy>>

export const fieldPolicyNames: readonly FieldPolicy[] = ['always', 'on-create', 'on-update', 'if-empty', 'never']

export function policyAt(policies: FieldPolicies, path: string): FieldPolicy {
  const prefixes = Object.keys(policies).filter((prefix) => isAtOrBelow(path, prefix))
  const longest = prefixes.reduce<string | undefined>((best, prefix) => (best && best.length > prefix.length ? best : prefix), undefined)
  return (longest === undefined ? undefined : policies[longest]) ?? 'always'
}

/** The policies for paths below this one, where they are stricter or looser than its own. */
export function policiesBelow(policies: FieldPolicies, path: string): readonly (readonly [path: string, policy: FieldPolicy])[] {
  return Object.entries(policies).filter(([inner]) => inner !== path && isAtOrBelow(inner, path))
}

export function isSentOnCreate(policy: FieldPolicy): boolean {
  return policy !== 'on-update' && policy !== 'never'
}

/** Why a changed field is sent, in words; undefined when it is not. */
export function updateRule(policy: FieldPolicy, isEmptyInTarget: boolean): string | undefined {
  switch (policy) {
    case 'always':
      return 'sent whenever it differs'
    case 'on-update':
      return 'sent on updates only'
    case 'if-empty':
      return isEmptyInTarget ? 'sent because it is empty there' : undefined
    case 'on-create':
    case 'never':
      return undefined
    default:
      return assertNever(policy)
  }
}

/** What a create may send: the data without the fields whose policy leaves them out. */
export function dataForCreate(data: Data, policies: FieldPolicies): Data {
  const leftOut = Object.entries(policies).filter(([, policy]) => !isSentOnCreate(policy))
  return leftOut.reduce((rest, [path]) => leaveOut(rest, path, policies), data)
}

/** Leaves out a path but keeps what a longer path below it allows. */
function leaveOut(data: Data, path: string, policies: FieldPolicies): Data {
  const allowed = policiesBelow(policies, path).filter(([inner]) => isSentOnCreate(policyAt(policies, inner)))
  if (allowed.length === 0) return withoutPath(data, path)
  const inner = valueAt(data, path)
  if (!isPlainObject(inner)) return withoutPath(data, path)
  return Object.keys(inner)
    .map((name) => `${path}.${name}`)
    .filter((below) => !allowed.some(([keep]) => isAtOrBelow(keep, below)))
    .reduce(withoutPath, data)
}

function assertNever(policy: never): never {
  throw new Error(`Unhandled field policy ${String(policy)}`)
}
