import { describe, expect, it } from 'vitest'
import type { FaultKind } from '#connectors/sandbox-kit/faults.ts'
import type { AnyConnector, CreateItem, EntityDefinition, Existing, WriteResult } from '#core/kit/define-connector.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import type { EntityName } from '#core/model/entities.ts'
import { leaked } from './everything-in.ts'
import { itemFor, writeSettingsFor } from './items.ts'
import { entityOf, type PracticeShop, startShop } from './practice-shop.ts'

const signal = new AbortController().signal

/** Holds what a connector promises of creating: once is once, whatever gets lost on the way. */
export function describeCreating(id: string, definition: AnyConnector): void {
  const creatable = Object.entries(definition.entities as Readonly<Record<string, EntityDefinition>>).flatMap(([name, entity]) => {
    const types = Object.keys(entity.documentTypes ?? {})
    if (!entity.create) return []
    return (types.length > 0 ? types : [undefined]).map(
      (documentType) => [documentType ?? name, { name: name as EntityName, entity, documentType }] as const,
    )
  })

  describe.each(creatable)('creating a %s', (_what, { name, entity, documentType }) => {
    const prepare = async (): Promise<Prepared> => {
      const shop = await startShop(id)
      const connection = shop.connect()
      const item = await itemFor(connection, name, documentType)
      return { shop, connection, item, settings: await writeSettingsFor(connection, name) }
    }
    const create = async ({ connection, settings }: Prepared, ...items: readonly CreateItem[]): Promise<readonly WriteResult[]> =>
      (await entityOf(connection, name).create?.run({ items, settings, signal })) ?? []
    const find = async ({ connection }: Prepared, { key, externalId, data }: CreateItem): Promise<readonly (readonly Existing[])[]> => {
      const { find: lookUp } = entityOf(connection, name)
      return Promise.all(
        (lookUp?.by ?? []).map(async (by) => {
          const wanted = by === 'gtin' ? String(data.gtin ?? '') : key
          return (
            (await lookUp?.run({ by, items: [{ key: wanted, externalId, ...(name === 'price' && { data }) }], signal }))?.get(wanted) ?? []
          )
        }),
      )
    }

    it('puts one into the shop, and finds it by everything it can be found by', async () => {
      const prepared = await prepare()
      const before = prepared.shop.state()
      const [result] = await create(prepared, prepared.item)
      expect(result).toMatchObject({ ok: true, id: expect.stringMatching(/./) })
      const hits = await find(prepared, prepared.item)
      expect([prepared.shop.state() === before, hits.map((found) => found.length)]).toEqual([false, hits.map(() => 1)])
    })

    it('gives the id that looking it up gives', async () => {
      const prepared = await prepare()
      const [result] = await create(prepared, prepared.item)
      const ids = (await find(prepared, prepared.item)).flatMap((found) => found.map((existing) => existing.id))
      expect(new Set(ids)).toEqual(new Set([result?.ok ? result.id : 'refused']))
    })

    it('leaves exactly one when it is asked for again', async () => {
      const prepared = await prepare()
      const [first] = await create(prepared, prepared.item)
      const once = prepared.shop.state()
      const [second] = await create(prepared, { ...prepared.item, attempt: 'again' })
      expect([second, prepared.shop.state() === once]).toEqual([
        expect.objectContaining({ ok: true, id: first?.ok ? first.id : 'refused' }),
        true,
      ])
    })

    it('leaves exactly one when another process asks for it again', async () => {
      const prepared = await prepare()
      await create(prepared, prepared.item)
      const once = prepared.shop.state()
      await create({ ...prepared, connection: prepared.shop.connect() }, { ...prepared.item, attempt: 'again' })
      expect(prepared.shop.state()).toBe(once)
    })

    it('creates on the second attempt what the first never did', async () => {
      const calm = await prepare()
      await create(calm, calm.item)
      const prepared = await prepare()
      await create(prepared, { ...prepared.item, attempt: 'again' })
      expect(prepared.shop.state()).toBe(calm.shop.state())
    })

    it.each(['answer-lost', 'connection-cut', 'status-502'] as const)(
      'leaves exactly one, whichever of its requests meets %s and is tried again',
      async (kind: FaultKind) => {
        const calm = await prepare()
        const labels = await labelsOf(calm.shop, () => create(calm, calm.item))
        const wanted = calm.shop.state()
        const ends: Ended[] = []
        for (const on of labels) {
          const prepared = await prepare()
          prepared.shop.server.misbehave([{ kind, on, times: 1 }])
          const first = await attempt(() => create(prepared, prepared.item))
          prepared.shop.server.misbehave([])
          const [second] = await create(prepared, { ...prepared.item, attempt: 'again' })
          ends.push({
            on,
            first,
            isSettled: second?.ok === true,
            isOnce: prepared.shop.state() === wanted,
            leaked: leaked(prepared.shop.secrets, [first]),
          })
        }
        const wrong = ends.filter(({ isSettled, isOnce, leaked: seen }) => !isSettled || !isOnce || seen.length > 0)
        expect([labels.length > 0, wrong]).toEqual([true, []])
      },
    )

    it('calls a write uncertain, and never failed, when its answer is lost', async () => {
      const calm = await prepare()
      const labels = await labelsOf(calm.shop, () => create(calm, calm.item))
      const said: { readonly on: string; readonly first: string; readonly isWritten: boolean }[] = []
      for (const on of labels) {
        const prepared = await prepare()
        const before = prepared.shop.state()
        prepared.shop.server.misbehave([{ kind: 'answer-lost', on, times: 1 }])
        const first = await attempt(() => create(prepared, prepared.item))
        said.push({ on, first, isWritten: prepared.shop.state() !== before })
      }
      // Where the vendor takes a key or an absolute value, the HTTP client itself may ask again and come to a good end.
      const mustDoubt = entity.create?.idempotency === 'lookup'
      expect([
        said.filter(({ first, isWritten }) => isWritten && first !== 'ok' && first !== 'uncertain'),
        said.some(({ first }) => first === 'uncertain') || !mustDoubt,
      ]).toEqual([[], true])
    })

    it('answers item by item, in their order', async () => {
      const prepared = await prepare()
      const items = [1, 2, 3].map((place) => variantOf(prepared.item, name, place))
      const results = await create(prepared, ...items)
      const found = await Promise.all(items.map(async (item) => (await find(prepared, item))[0]?.map((existing) => existing.id)))
      expect(results.map((result) => (result.ok ? [result.id] : result.error.message))).toEqual(found)
    })

    it('tells a person which credential is wrong when it may no longer write', async () => {
      const prepared = await prepare()
      prepared.shop.server.misbehave([{ kind: 'credentials-expired' }])
      const first = await attempt(() => create({ ...prepared, connection: prepared.shop.connect() }, prepared.item))
      expect(first).toMatch(/^ConnectionError: /)
    })
  })
}

interface Prepared {
  readonly shop: PracticeShop
  readonly connection: BoundConnection
  readonly item: CreateItem
  readonly settings: Readonly<Record<string, unknown>>
}

interface Ended {
  readonly on: string
  readonly first: string
  readonly isSettled: boolean
  readonly isOnce: boolean
  readonly leaked: readonly string[]
}

/** How the first write of one item ended. */
async function attempt(action: () => Promise<readonly WriteResult[]>): Promise<string> {
  try {
    const [result] = await action()
    if (result === undefined) return 'no result'
    if (result.ok) return 'ok'
    return result.uncertain ? 'uncertain' : `${result.error.name}: ${result.error.message}`
  } catch (thrown) {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown)
  }
}

/** The operations a piece of work asked the shop for. */
async function labelsOf({ server }: PracticeShop, work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = new Map(server.counts)
  await work()
  return [...server.counts].filter(([label, count]) => count > (before.get(label) ?? 0)).map(([label]) => label)
}

/** The same record for another thing: three of them go into one batch. Stock is of products that are there, so it stays. */
function variantOf(item: CreateItem, entity: EntityName, place: number): CreateItem {
  if (entity === 'stock' || place === 1) return item
  const { data } = item
  const own = {
    order: () => ({ number: `${item.key}-${place}` }),
    customer: () => ({ email: `klant${place}@klant.example`, name: `Klant ${place}` }),
    product: () => ({ sku: `77800${place}`, name: `Theepot ${place}`, gtin: undefined }),
    category: () => ({ path: ['Wonen', `Afdeling ${place}`] }),
    stock: () => ({}),
    price: () => ({ fromQuantity: String(10 * place) }),
  }[entity]()
  const changed = { ...data, ...own } as Readonly<Record<string, unknown>>
  if (entity === 'price') return { ...item, key: `${item.key} · ${place}`, externalId: `${item.externalId}-${place}`, data: changed }
  const key = String(changed.number ?? changed.email ?? changed.sku ?? (changed.path as readonly string[]).join(' / '))
  return { ...item, key, externalId: `${item.externalId}-${place}`, data: changed }
}
