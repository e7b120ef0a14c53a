import { DataError } from '#core/kit/errors.ts'

/**
 * Fields beyond the neutral model, sent under the vendor's own names: `extra.SupplierArticleNumber`.
 * @throws DataError for a name that cannot be set this way
 */
export function extraMembers(
  known: readonly string[],
  extra: Readonly<Record<string, unknown>> | undefined,
  what: string,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(extra ?? {}).filter(([, value]) => value !== undefined)
  for (const [name] of entries) {
    if (known.includes(name)) continue
    throw new DataError(`${what}: the extra field "${name}" cannot be sent to eAccounting.`, {
      code: 'extra-unknown',
      hint: `Take it out of the mapping, or correct its name. There are: ${known.join(', ')}.`,
      facts: { field: name },
    })
  }
  return Object.fromEntries(entries)
}

/** What is there with the changes put in, without what only the vendor sets: a replacement says everything. */
export function replacement(
  current: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
  readOnly: readonly string[],
): Readonly<Record<string, unknown>> {
  const kept = Object.entries(current).filter(([name, value]) => !readOnly.includes(name) && value !== undefined)
  return { ...Object.fromEntries(kept), ...changes }
}
