import { emailKey } from '#core/model/customer.ts'
import type { CcvClient } from '../client.ts'
import { idOf, objectOf, type Raw, rawsOf, textOf } from '../values.ts'

/**
 * The customers of a shop by e-mail. The API cannot be asked for an address, so this is the one place that decides how a customer is
 * found: all users are read once in ten minutes; before each look-up only those added since (the highest ids first) are read.
 * An address that somebody changes in the shop meanwhile is seen with the next full reading. Kept in memory, for one run.
 */
export interface UserIndex {
  /** Reads what is new; asked together, it is done once. */
  refresh(signal: AbortSignal): Promise<void>
  byEmail(email: string): readonly Raw[]
  byUsername(username: string): Raw | undefined
  /** Reads one user anew, after a write. */
  reload(id: string, signal: AbortSignal): Promise<Raw>
}

const fullReadingMs = 10 * 60_000
const indexes = new WeakMap<CcvClient, UserIndex>()

export function userIndexOf(client: CcvClient): UserIndex {
  const known = indexes.get(client)
  if (known) return known
  const index = createUserIndex(client)
  indexes.set(client, index)
  return index
}

function createUserIndex(client: CcvClient): UserIndex {
  let users = new Map<string, Raw>()
  let byEmail = new Map<string, Raw[]>()
  let readAt: number | undefined
  let underWay: Promise<void> | undefined

  function put(raw: Raw): void {
    const id = idOf(raw.id)
    if (id !== undefined) users.set(id, raw)
  }

  function arrange(): void {
    byEmail = new Map()
    for (const raw of users.values()) {
      const email = emailOf(raw)
      if (email !== undefined) byEmail.set(email, [...(byEmail.get(email) ?? []), raw])
    }
  }

  async function read(signal: AbortSignal): Promise<void> {
    const now = client.clock.now().getTime()
    if (readAt === undefined || now - readAt > fullReadingMs) {
      const all = rawsOf(await client.all('users', { orderby: 'id' }, signal))
      users = new Map()
      all.forEach(put)
      readAt = now
    } else {
      await readNewest(signal)
    }
    arrange()
  }

  async function readNewest(signal: AbortSignal): Promise<void> {
    const pages = client.pages('users', { query: { orderby: 'id_desc' }, size: 25, signal })
    for await (const { items } of pages) {
      const raws = rawsOf(items)
      const isKnown = raws.some(({ id }) => users.has(idOf(id) ?? ''))
      raws.forEach(put)
      if (isKnown) return
    }
  }

  return {
    refresh(signal) {
      underWay ??= read(signal).finally(() => {
        underWay = undefined
      })
      return underWay
    },
    byEmail: (email) => byEmail.get(emailKey(email)) ?? [],
    byUsername: (username) => [...users.values()].find((raw) => textOf(raw.username) === username),
    async reload(id, signal) {
      const raw = objectOf(await client.get(`users/${id}`, {}, signal)) ?? {}
      put(raw)
      arrange()
      return raw
    },
  }
}

/** The address of the customer; a login name is often one, and stands in where there is no other. */
export function emailOf(user: Raw): string | undefined {
  const email = textOf(objectOf(user.userinfo)?.email) ?? textOf(user.username)
  return email !== undefined && /^[^\s@]+@[^\s@]+$/.test(email) ? emailKey(email) : undefined
}
