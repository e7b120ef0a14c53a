import { DataError } from '#core/kit/errors.ts'
import type { Structure } from '../soap/shape.ts'

/**
 * Fields beyond the neutral model, sent under the till's own element names: `extra.relationCode`.
 * @throws DataError for a name this kind of record does not have here, or one that holds more than a single value.
 */
export function extraElements(
  shape: Structure,
  extra: Readonly<Record<string, unknown>> | undefined,
  what: string,
): Readonly<Record<string, string | boolean>> {
  const entries = Object.entries(extra ?? {}).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(entries.map(([name, value]) => [name, leafValue(shape, name, value, what)]))
}

function leafValue(shape: Structure, name: string, value: unknown, what: string): string | boolean {
  const kind = Object.hasOwn(shape.members, name) ? shape.members[name]?.kind : undefined
  if (kind === undefined || kind === 'structure' || kind === 'list' || kind === 'repeated') {
    throw new DataError(`${what}: the extra field "${name}" cannot be sent to MplusKASSA.`, {
      code: 'extra-unknown',
      hint: 'Take it out of the mapping, or correct its name.',
      facts: { field: name, known: singleValues(shape) },
    })
  }
  return kind === 'boolean' && (value === 'true' || value === 'false')
    ? value === 'true'
    : typeof value === 'boolean'
      ? value
      : String(value)
}

function singleValues(shape: Structure): readonly string[] {
  return Object.entries(shape.members).flatMap(([name, { kind }]) =>
    kind === 'structure' || kind === 'list' || kind === 'repeated' ? [] : [name],
  )
}
