import { z } from 'zod'
import type { Page, ReadRequest } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { Customer } from '#core/model/customer.ts'
import type { CcvClient } from '../client.ts'
import { printOf } from '../print.ts'
import { idOf, type Raw, rawsOf, textOf } from '../values.ts'
import { toCustomer } from './customer-fields.ts'
import { pageSizeField, startField } from './start-field.ts'
import { emailOf } from './user-index.ts'

export const customerReadFields = { start: startField, pageSize: pageSizeField } as const

const positionShape = z.object({
  seen: z.record(z.string(), z.string()),
  /** The first reading goes on, and nothing of it travels: only what changes afterwards is wanted. */
  isSilent: z.boolean().optional(),
})

/**
 * The API tells no date of change of a user: all are read each time, and the position remembers how each one looked (twenty bytes
 * a customer), so that only new and changed ones travel on.
 */
export async function* customerPages(
  client: CcvClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof customerReadFields>>,
): AsyncIterable<Page<Customer>> {
  const settled = positionShape.safeParse(position).data
  let seen: Readonly<Record<string, string>> = settled?.seen ?? {}
  const isSilent = settled === undefined ? settings.start === 'now' : settled.isSilent === true
  for await (const { items, isLast } of client.pages('users', { query: { orderby: 'id' }, size: settings.pageSize, signal })) {
    const changed = rawsOf(items).filter((raw) => seen[idOf(raw.id) ?? ''] !== printOf(raw))
    if (changed.length === 0 && !(isSilent && isLast)) continue
    seen = { ...seen, ...Object.fromEntries(changed.map((raw) => [idOf(raw.id) ?? '', printOf(raw)])) }
    const told = isSilent ? [] : changed
    yield {
      ...translatePage(told, { name: (raw) => nameOf(raw, client), translate: (raw) => recordOf(raw, client) }),
      position: { seen, ...(isSilent && !isLast && { isSilent }) },
    }
  }
}

export function describeCustomerPosition(position: Json): string {
  const seen = positionShape.safeParse(position).data?.seen
  return seen === undefined ? 'from the beginning' : `what changed among ${Object.keys(seen).length} customers, and new ones`
}

function recordOf(raw: Raw, client: CcvClient): FlowRecord<Customer> {
  if (idOf(raw.id) === undefined) throw new DataError('CCV sent it without an id.', { code: 'id-missing' })
  return { ...nameOf(raw, client), data: toCustomer(raw) }
}

/** Known by e-mail; a customer without one by its id. */
function nameOf(raw: Raw, { account }: CcvClient): Untranslated {
  const id = idOf(raw.id)
  return {
    entity: 'customer',
    key: emailOf(raw) ?? id ?? textOf(raw.username) ?? 'without an id',
    raw,
    origin: { connector: 'ccv-salespos', account, ...(id !== undefined && { id }) },
  }
}
