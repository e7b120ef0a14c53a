import { z } from 'zod'
import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import { emailKey } from '#core/model/customer.ts'
import type { VismaNetClient } from '../client.ts'
import { pathId } from '../values/path-id.ts'
import { type ContactRow, type CustomerRow, contactRow, customerFrom, customerRow } from './customer-from-visma-net.ts'

/**
 * Customers with exactly this e-mail address. The filter takes one address a call and nothing says that it minds no capitals: it is
 * asked in small letters, and once more as the record has it, where that is written otherwise.
 */
export async function findByEmail(
  client: VismaNetClient,
  { email, asWritten, signal }: { readonly email: string; readonly asWritten?: string | undefined; readonly signal: AbortSignal },
): Promise<readonly CustomerRow[]> {
  const forms = [...new Set([emailKey(email), (asWritten ?? email).trim()])].filter((form) => emailKey(form) === emailKey(email))
  for (const form of forms) {
    const rows = await client.get({
      service: 'erp',
      path: '/customer',
      query: { email: form },
      label: 'customer.find',
      schema: z.array(customerRow),
      signal,
    })
    const own = rows.filter(({ mainContact }) => emailKey(mainContact?.email ?? '') === emailKey(email))
    if (own.length > 0) return own
  }
  return []
}

export async function contactsOf(client: VismaNetClient, number: string, signal: AbortSignal): Promise<readonly ContactRow[]> {
  return client.get({
    service: 'erp',
    path: `/customer/${pathId(number)}/contact`,
    label: 'contact.list',
    schema: z.array(contactRow),
    signal,
  })
}

export async function findCustomers(
  client: VismaNetClient,
  { items, signal }: { readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const found = await Promise.all(
    items.map(async ({ key, data }): Promise<[string, readonly Existing[]]> => {
      const asWritten = typeof data?.email === 'string' ? data.email : undefined
      const rows = await findByEmail(client, { email: key, asWritten, signal })
      // Contacts cost a call each, and matter to an order of a company alone.
      const wantsContacts = data?.kind === 'company'
      return [key, await Promise.all(rows.map((row) => existingOf(client, { row, wantsContacts, signal })))]
    }),
  )
  return new Map(found)
}

async function existingOf(
  client: VismaNetClient,
  { row, wantsContacts, signal }: { readonly row: CustomerRow; readonly wantsContacts: boolean; readonly signal: AbortSignal },
): Promise<Existing> {
  const known = customerFrom(row)
  const contacts = wantsContacts && known.kind === 'company' ? await contactsOf(client, row.number, signal) : undefined
  // Sent as `vatZoneId`, told as an object: compared under the name it is sent by.
  const extra = { ...row, vatZoneId: row.vatZone?.id ?? undefined }
  return { id: row.number, label: known.name, data: { ...customerFrom(row, contacts), extra } }
}
