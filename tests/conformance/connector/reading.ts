import { describe, expect, it } from 'vitest'
import type { AnyConnector, EntityDefinition, Page } from '#core/kit/define-connector.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import { ConnectionError } from '#core/kit/errors.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { categoryKey } from '#core/model/category.ts'
import { emailKey } from '#core/model/customer.ts'
import { drain } from './connecting.ts'
import { leaked } from './everything-in.ts'
import type { Exceptions } from './exceptions.ts'
import { entityOf, startShop } from './practice-shop.ts'

const signal = new AbortController().signal

/** Small where the kind lets one choose, so that the shop has several pages. */
const pageSize = 25

/** Holds what a connector reads, and where it says it stands. */
export function describeReading(id: string, definition: AnyConnector, exceptions: Exceptions): void {
  const readable = Object.entries(definition.entities as Readonly<Record<string, EntityDefinition>>).filter(([, { read }]) => read)

  describe.each(readable)('reading its %s', (entity, { read, find, schema }) => {
    const readAll = (connection: BoundConnection, position: Json = null): Promise<readonly Page[]> =>
      drain(entityOf(connection, entity).read?.pages({ position, settings: read && 'pageSize' in read.fields ? { pageSize } : {}, signal }))

    it('gives records of this kind with a key each, from this account', async () => {
      const connection = (await startShop(id)).connect()
      const records = recordsOf(await readAll(connection))
      const wrong = records.filter(
        ({ key, entity: kind, origin }) =>
          typeof key !== 'string' ||
          key.trim() === '' ||
          kind !== entity ||
          origin.connector !== id ||
          origin.account !== connection.account,
      )
      expect([records.length > 0, wrong]).toEqual([true, []])
    })

    it('gives data that says nothing but what the neutral model knows', async () => {
      const records = recordsOf(await readAll((await startShop(id)).connect()))
      for (const { key, data } of records) {
        const said = JSON.parse(JSON.stringify(data))
        expect({ key, ...(schema.parse(data) as object) }).toMatchObject({ key, ...said })
      }
    })

    it('gives data a journal can keep: the same after a round trip through JSON', async () => {
      const records = recordsOf(await readAll((await startShop(id)).connect()))
      const changed = records.filter((record) => !sameAfterJson(record))
      expect(changed.map(({ key }) => key)).toEqual([])
    })

    it('understands every record of the shop', async () => {
      const pages = await readAll((await startShop(id)).connect())
      expect(pages.flatMap((page) => page.unreadable ?? []).map(({ key }) => key)).toEqual([])
    })

    it('gives every record once', async () => {
      const names = recordsOf(await readAll((await startShop(id)).connect())).map(({ key, origin }) => `${key} ${origin.id ?? ''}`)
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
    })

    it('gives nothing new when it goes on from where it ended, through JSON and another process', async () => {
      const shop = await startShop(id)
      const pages = await readAll(shop.connect())
      const known = new Set(recordsOf(pages).map(versionOf))
      const position = JSON.parse(JSON.stringify(pages.at(-1)?.position)) as Json
      const later = recordsOf(await readAll(shop.connect(), position))
      expect(later.filter((record) => !known.has(versionOf(record)))).toEqual([])
    })

    it('gives the rest when it goes on from any page', async () => {
      const shop = await startShop(id)
      const pages = await readAll(shop.connect())
      const all = new Set(recordsOf(pages).map(versionOf))
      for (const [index, { position }] of pages.entries()) {
        const rest = recordsOf(await readAll(shop.connect(), JSON.parse(JSON.stringify(position)) as Json))
        expect(new Set([...recordsOf(pages.slice(0, index + 1)), ...rest].map(versionOf))).toEqual(all)
      }
    })

    it('says in words where any position stands, however it came about', async () => {
      const pages = await readAll((await startShop(id)).connect())
      const positions: readonly Json[] = [null, {}, [], 'damaged', 7, ...pages.map(({ position }) => position)]
      const words = positions.map((position) => read?.describePosition(position) ?? '')
      expect(words.filter((said) => !/\p{L}{2}/u.test(said) || /undefined|null|NaN|Invalid|\[object/.test(said))).toEqual([])
    })

    exceptions.itFor(`${id} ${entity} end in words`)('says something else of the end than of the beginning', async () => {
      const pages = await readAll((await startShop(id)).connect())
      expect(read?.describePosition(pages.at(-1)?.position ?? null)).not.toBe(read?.describePosition(null))
    })

    it('stops with a ConnectionError when the credentials end while it reads', async () => {
      const requests = await requestsOf(async () => {
        const shop = await startShop(id)
        await readAll(shop.connect())
        return shop.server.counts
      })
      const shop = await startShop(id)
      shop.server.misbehave([{ kind: 'credentials-expired', after: requests - 1 }])
      const error = await readAll(shop.connect()).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ConnectionError)
      expect([requests > 0, leaked(shop.secrets, [error, ...shop.logged])]).toEqual([true, []])
    })

    it('comes to the same records when many answers are failures or get lost', async () => {
      const calm = recordsOf(await readAll((await startShop(id)).connect()))
      const shop = await startShop(id)
      shop.server.misbehave([
        { kind: 'status-502', rate: 0.2 },
        { kind: 'answer-lost', rate: 0.15 },
      ])
      const records = recordsOf(await readAll(shop.connect()))
      expect([new Set(records.map(versionOf)), leaked(shop.secrets, shop.logged)]).toEqual([new Set(calm.map(versionOf)), []])
    })

    it.each((find?.by ?? []).filter((by) => by in keysOf))(
      'finds by %s what it has read, and nothing for a key that is not there',
      async (by) => {
        const connection = (await startShop(id)).connect()
        const keys = recordsOf(await readAll(connection)).flatMap((record) => keysOf[by]?.(record) ?? [])
        const asked = [...new Set(keys)].slice(0, 40)
        const found = await entityOf(connection, entity).find?.run({
          by,
          items: [...asked, unknownKey(by)].map((key) => ({ key })),
          signal,
        })
        const missing = asked.filter((key) => (found?.get(key) ?? []).length === 0)
        expect([asked.length > 0, missing, found?.get(unknownKey(by)) ?? []]).toEqual([true, [], []])
      },
    )
  })
}

/** How the data of a record answers to what it can be found by; an order's reference is the id it got from us, so only writing tells. */
const keysOf: Readonly<Record<string, (record: FlowRecord) => readonly string[]>> = {
  email: ({ data }) => textsOf(data, 'email').map(emailKey),
  sku: ({ data }) => [...textsOf(data, 'sku'), ...variantsOf(data).flatMap((variant) => textsOf(variant, 'sku'))],
  gtin: ({ data }) => [...textsOf(data, 'gtin'), ...variantsOf(data).flatMap((variant) => textsOf(variant, 'gtin'))],
  path: ({ data }) => [categoryKey((data as { readonly path: readonly string[] }).path)],
}

/** Well-formed for any system, and in no shop. */
function unknownKey(by: string): string {
  return { email: 'niemand@nergens.example', path: 'Nergens / Niets' }[by] ?? '99999999'
}

function textsOf(data: unknown, name: string): readonly string[] {
  const value = (data as Readonly<Record<string, unknown>>)[name]
  return typeof value === 'string' && value !== '' ? [value] : []
}

function variantsOf(data: unknown): readonly object[] {
  return (data as { readonly variants?: readonly object[] }).variants ?? []
}

function recordsOf(pages: readonly Page[]): readonly FlowRecord[] {
  return pages.flatMap(({ records }) => records)
}

/** A record in the state in which it was delivered. */
function versionOf({ key, origin, data }: FlowRecord): string {
  return `${key} ${origin.id ?? ''} ${JSON.stringify(data)}`
}

function sameAfterJson(record: FlowRecord): boolean {
  const text = JSON.stringify(record)
  return JSON.stringify(JSON.parse(text)) === text && !/"__proto__"/.test(text)
}

async function requestsOf(work: () => Promise<ReadonlyMap<string, number>>): Promise<number> {
  return [...(await work()).values()].reduce((sum, count) => sum + count, 0)
}
