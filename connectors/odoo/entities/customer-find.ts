import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import { emailKey } from '#core/model/customer.ts'
import type { OdooClient } from '../client.ts'
import { openMarkers } from '../markers.ts'
import { loadCustomerTags, loadPriceLists, visible } from '../reference-data.ts'
import { byId, idOf, type OdooRecord, textOf, unique } from '../values.ts'
import { openCountries } from './address.ts'
import { customerFields, customerFromOdoo } from './customer-from-odoo.ts'
import { heldParts } from './customer-values.ts'

export const partnerModel = 'res.partner'

/**
 * Finds customers by e-mail. A company or person on its own goes before a contact below a company; a contact stands for its
 * company, which is the debtor. What is left of several hits is ambiguous.
 */
export async function findCustomers(
  client: OdooClient,
  { items, signal }: { readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const emails = unique(items.map(({ key }) => emailKey(key)).filter((email) => email !== ''))
  const [hits, byMarker] = await Promise.all([searchByEmail(client, emails, signal), markedPartners(client, items, signal)])
  const debtors = byId([...hits, ...(await readPartners(client, [...hits.map(debtorOf), ...byMarker.values()], signal))])
  const [countries, tags, priceLists, fields] = await Promise.all([
    openCountries(client, signal),
    loadCustomerTags(client, signal),
    loadPriceLists(client, signal),
    client.fieldsOf(partnerModel, signal),
  ])
  const tagNames = new Map(tags.map(({ id, name }) => [id, name]))

  const found = new Map<string, readonly Existing[]>()
  for (const item of items) {
    const own = hits.filter((row) => emailKey(textOf(row.email) ?? '') === emailKey(item.key))
    const ids = chooseDebtors(own, byMarker.get(item.externalId ?? ''))
    const rows = ids.flatMap((id) => debtors.get(id) ?? [])
    if (rows.length > 0)
      found.set(
        item.key,
        rows.map((row) => existing(row, item)),
      )
  }
  return found

  function existing(row: OdooRecord, { data }: FindItem): Existing {
    return {
      id: String(row.id),
      label: textOf(row.name),
      data: customerFromOdoo(row, { children: [], countries, tags: tagNames, priceLists }),
      wanted: data && heldParts(data, fields ?? new Map()),
    }
  }
}

/** Our own marker settles a doubt and finds a customer whose e-mail was changed in Odoo. */
function chooseDebtors(hits: readonly OdooRecord[], marked: number | undefined): readonly number[] {
  const top = hits.filter((row) => idOf(row.parent_id) === undefined).map(({ id }) => id)
  const ids = top.length > 0 ? top : unique(hits.map(debtorOf))
  if (marked !== undefined && (ids.length === 0 || ids.includes(marked))) return [marked]
  return ids
}

function debtorOf(row: OdooRecord): number {
  return idOf(row.commercial_partner_id) ?? idOf(row.parent_id) ?? row.id
}

async function searchByEmail(client: OdooClient, emails: readonly string[], signal: AbortSignal): Promise<readonly OdooRecord[]> {
  if (emails.length === 0) return []
  const fields = await client.fieldsOf(partnerModel, signal)
  const domain = fields?.has('email_normalized')
    ? [['email_normalized', 'in', emails]]
    : [...emails.slice(1).map(() => '|'), ...emails.map((email) => ['email', '=ilike', escapeLike(email)])]
  const rows = await client.searchRead(partnerModel, {
    domain,
    fields: await visible(client, partnerModel, customerFields, signal),
    order: 'id',
    signal,
  })
  // An invoice or delivery address is a place, not somebody.
  return rows.filter((row) => row.type !== 'invoice' && row.type !== 'delivery')
}

/** `_` and `%` are wildcards of `=ilike`, and ordinary in e-mail addresses. */
function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}

async function markedPartners(client: OdooClient, items: readonly FindItem[], signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const markers = await openMarkers(client, partnerModel, signal)
  const found = await markers.byExternalId(unique(items.map((item) => item.externalId)))
  return new Map([...found].map(([externalId, { recordId }]) => [externalId, recordId]))
}

async function readPartners(client: OdooClient, ids: readonly number[], signal: AbortSignal): Promise<readonly OdooRecord[]> {
  const wanted = unique(ids)
  if (wanted.length === 0) return []
  return client.read(partnerModel, wanted, { fields: await visible(client, partnerModel, customerFields, signal), signal })
}
