import { createHash } from 'node:crypto'
import {
  type CreateItem,
  defineEntity,
  defineRead,
  type Existing,
  type FindItem,
  type UpdateItem,
  type WriteRequest,
  type WriteResult,
} from '#core/kit/define-connector.ts'
import { DataError, VendorError } from '#core/kit/errors.ts'
import { customer as customerSchema, emailKey } from '#core/model/customer.ts'
import { attemptAll, type Leave } from '../attempt.ts'
import type { CcvClient } from '../client.ts'
import { idOf, objectOf, type Raw } from '../values.ts'
import { type CustomerData, customerAsHeld, customerPaths, toCustomer, userinfoToCreate, userinfoToUpdate } from './customer-fields.ts'
import { customerPages, customerReadFields, describeCustomerPosition } from './customer-read.ts'
import { userIndexOf } from './user-index.ts'

const what = ({ key }: { readonly key: string }) => `Customer ${key}`

export const customer = defineEntity<CcvClient, CustomerData>({
  entity: 'customer',
  label: 'Customers',
  schema: customerSchema,
  read: defineRead({ fields: customerReadFields, describePosition: describeCustomerPosition, pages: customerPages }),
  find: { by: ['email'], run: findCustomers },
  create: { idempotency: 'lookup', batch: 50, run: createCustomers },
  update: { batch: 50, paths: customerPaths, run: updateCustomers },
})

async function findCustomers(
  client: CcvClient,
  { items, signal }: { readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const index = userIndexOf(client)
  await index.refresh(signal)
  return new Map(items.map(({ key, data }) => [key, index.byEmail(key).map((user) => existingOf(user, data))]))
}

function existingOf(user: Raw, data: FindItem['data']): Existing {
  const held = toCustomer(user)
  return { id: idOf(user.id) ?? '', label: held.name, data: held, ...(data && { wanted: customerAsHeld(data as CustomerData) }) }
}

/** `again` looks for what an earlier attempt may have made, by e-mail and by login name, which is unique in the shop. */
function createCustomers(client: CcvClient, { items, signal }: WriteRequest<CreateItem<CustomerData>>): Promise<readonly WriteResult[]> {
  const index = userIndexOf(client)
  return attemptAll(items, {
    what,
    write: async (item, leave) => {
      const username = usernameOf(item)
      if (item.attempt === 'again') {
        await index.refresh(signal)
        const made = found(client, item)
        if (made) return { ok: true, id: made, label: item.data.name, existed: true }
      }
      return makeUser(client, { item, username, leave, signal })
    },
  })
}

async function makeUser(
  client: CcvClient,
  {
    item,
    username,
    leave,
    signal,
  }: { readonly item: CreateItem<CustomerData>; readonly username: string; readonly leave: Leave; readonly signal: AbortSignal },
): Promise<WriteResult> {
  const { data } = item
  const index = userIndexOf(client)
  const body = {
    username,
    // Demanded, and known to nobody: a customer who wants to log in asks the shop for a new one.
    password: client.secretFor(`password of ${username}`),
    status: data.active ?? true,
    userinfo: userinfoToCreate(data),
  }
  leave()
  const made = await client.post('users', body, signal).catch((error: unknown) => {
    if (error instanceof DataError && error.code === 'already-there') return 'taken' as const
    throw error
  })
  const id = idOf(objectOf(made)?.id)
  if (id !== undefined) {
    await index.refresh(signal)
    return { ok: true, id, label: data.name }
  }
  await index.refresh(signal)
  const there = found(client, item)
  if (there === undefined) throw new VendorError(`CCV made the customer ${item.key} and does not show it.`)
  return { ok: true, id: there, label: data.name, existed: made === 'taken' }
}

function found(client: CcvClient, item: CreateItem<CustomerData>): string | undefined {
  const index = userIndexOf(client)
  const { email } = item.data
  const user = (email === undefined ? undefined : index.byEmail(email)[0]) ?? index.byUsername(usernameOf(item))
  return idOf(user?.id)
}

/** The e-mail address; a customer without one gets a name made of our id. */
function usernameOf({ data, externalId }: CreateItem<CustomerData>): string {
  if (data.email !== undefined && data.email.trim() !== '') return emailKey(data.email)
  return `klant-${createHash('sha256').update(externalId).digest('hex').slice(0, 12)}`
}

/** Reads each user as it stands and sends it back with its changes. */
function updateCustomers(client: CcvClient, { items, signal }: WriteRequest<UpdateItem<CustomerData>>): Promise<readonly WriteResult[]> {
  const index = userIndexOf(client)
  return attemptAll(items, {
    what,
    write: async ({ id, data, changes }, leave) => {
      const user = objectOf(await client.get(`users/${id}`, {}, signal)) ?? {}
      const paths = changes.map(({ path }) => path)
      leave()
      await client.patch(
        `users/${id}`,
        {
          ...(paths.some((path) => path !== 'active') && { userinfo: userinfoToUpdate(user, data, paths) }),
          ...(paths.includes('active') && { status: data.active ?? true }),
        },
        signal,
      )
      await index.reload(id, signal)
      return { ok: true, id, label: data.name ?? toCustomer(user).name }
    },
  })
}
