import { z } from 'zod'
import type { CreateItem, UpdateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { AnswerLostError, DataError, VendorError } from '#core/kit/errors.ts'
import { emailKey } from '#core/model/customer.ts'
import type { VismaNetClient } from '../client.ts'
import { pathId } from '../values/path-id.ts'
import { attemptAll } from './attempt.ts'
import { contactsOf, findByEmail } from './customer-find.ts'
import { type CustomerData, contactToCreate, customerToChange, customerToCreate } from './customer-to-visma-net.ts'
import type { CustomerWriteSettings } from './customer-write-fields.ts'

/** A company is made first and its contacts below it; `again` finds what is there by e-mail and makes what is missing. */
export function createCustomers(
  client: VismaNetClient,
  { items, settings, signal }: WriteRequest<CreateItem<CustomerData>, CustomerWriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async ({ data, key, attempt }, leave) => {
    const made = attempt === 'again' ? await findMade(client, { data, key, signal }) : undefined
    const body = customerToCreate(data, settings)
    leave()
    const number = made ?? (await createCustomer(client, { body, key, signal }))
    await createContacts(client, { data, number, signal, mayBeThere: made !== undefined })
    return { ok: true, id: number, label: data.name, existed: made !== undefined }
  })
}

interface Making {
  readonly data: CustomerData
  readonly key: string
  readonly signal: AbortSignal
}

/** @throws AnswerLostError for a customer without an e-mail address: nothing of ours in Visma.net would tell it from another. */
async function findMade(client: VismaNetClient, { data, key, signal }: Making): Promise<string | undefined> {
  if (!data.email) {
    throw new AnswerLostError(`Customer ${key} may have been created before, and has no e-mail address to find it by.`, {
      hint: 'Look in Visma.net whether it is there. Give it an e-mail address in the source, so that this can be settled by itself.',
    })
  }
  const [first, ...others] = await findByEmail(client, { email: data.email, signal })
  if (others.length > 0) {
    throw new DataError(`Visma.net has ${others.length + 1} customers with e-mail ${data.email}.`, {
      code: 'customer-ambiguous',
      hint: 'Merge them in Visma.net.',
    })
  }
  return first?.number
}

async function createCustomer(
  client: VismaNetClient,
  { body, key, signal }: { readonly body: unknown; readonly key: string; readonly signal: AbortSignal },
): Promise<string> {
  const [number] = await client.create({ service: 'erp', path: '/customer', label: 'customer.create', body, signal })
  if (number === undefined) throw new VendorError(`Customer ${key}: Visma.net created it without telling its number.`)
  return number
}

async function createContacts(
  client: VismaNetClient,
  { data, number, signal, mayBeThere }: Omit<Making, 'key'> & { readonly number: string; readonly mayBeThere: boolean },
): Promise<void> {
  if (data.kind !== 'company' || !data.contacts?.length) return
  const present = mayBeThere ? await contactsOf(client, number, signal) : []
  const known = new Set(present.map(({ email, displayName }) => contactKey(email, displayName)))
  for (const contact of data.contacts) {
    if (known.has(contactKey(contact.email, contact.name))) continue
    await client.create({ service: 'erp', path: '/contact', label: 'contact.create', body: contactToCreate(contact, number), signal })
  }
}

function contactKey(email: string | null | undefined, name: string | null | undefined): string {
  return email ? emailKey(email) : (name ?? '').trim()
}

const anything = z.unknown()

/** Reads the customer for its ETag, so that a change somebody makes at the same moment is not written over. */
export function updateCustomers(
  client: VismaNetClient,
  { items, signal }: WriteRequest<UpdateItem<CustomerData>>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async ({ id, key, data, changes }, leave) => {
    const paths = changes.map(({ path }) => path)
    const body = customerToChange(data, paths)
    const path = `/customer/${pathId(id)}`
    const current = await client.find({ service: 'erp', path, label: 'customer.read', schema: anything, signal })
    if (!current) {
      throw new DataError(`Visma.net no longer has customer ${id} (${key}).`, {
        code: 'not-found',
        hint: 'It was removed or renumbered after it was found. Run it again, so that it is looked up anew.',
      })
    }
    leave()
    await client.change({ service: 'erp', path, label: 'customer.update', body, etag: current.etag, signal })
    return { ok: true, id, label: data.name }
  })
}
