import { DataError } from '#core/kit/errors.ts'
import type { Values } from './client.ts'

/** Fields under Odoo's own names. `state` is moved by actions only: written, it makes a confirmed order without a delivery. */
export function ownFields(
  extra: Readonly<Record<string, unknown>> | undefined,
  { owner, known }: { readonly owner: string; readonly known: ReadonlyMap<string, string> },
): Values {
  for (const name of Object.keys(extra ?? {})) {
    if (name !== 'state' && known.has(name)) continue
    throw new DataError(
      name === 'state' ? `${owner}: the state cannot be written.` : `${owner}: Odoo has no field "${name}" that this user sees.`,
      { code: 'extra-field', hint: 'Check the field name in the mapping under "extra".', facts: { field: name } },
    )
  }
  return extra ?? {}
}
