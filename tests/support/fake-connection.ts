import type { CreateItem, Existing, FindItem, Idempotency, UpdateItem, WriteResult } from '#core/kit/define-connector.ts'
import type { BoundConnection, BoundEntity } from '#core/kit/define-node.ts'
import { AnswerLostError, BusyError, ConnectionError, DataError } from '#core/kit/errors.ts'
import type { Fields } from '#core/kit/fields.ts'
import { emailKey } from '#core/model/customer.ts'
import { entities } from '#core/model/entities.ts'

type Data = Readonly<Record<string, unknown>>

/** How one write of one item goes wrong. */
export type Misbehaviour =
  /** Written, and the answer is lost. */
  | 'lost-after'
  /** Not written, and the answer is lost: the caller cannot tell it from `lost-after`. */
  | 'lost-before'
  /** Refused: nothing was written. */
  | 'refuse'
  /** This item is told that the target is busy. */
  | 'busy'
  /** The whole request is refused as busy; nothing of it was written. */
  | 'down'
  /** The whole request is refused for its credentials. */
  | 'locked-out'
  /** The request is carried out and its answer lost: the whole call rejects. */
  | 'throw-after'

/** One thing kept by the fake target. */
export interface Stored {
  readonly id: string
  readonly key: string
  readonly externalId?: string
  data: Data
  readonly item?: CreateItem
}

export interface FakeEntity {
  readonly stored: Stored[]
  /** Every call, in order. */
  readonly finds: readonly (readonly FindItem[])[]
  readonly creates: readonly (readonly CreateItem[])[]
  readonly updates: readonly (readonly UpdateItem[])[]
  /** Most `create` calls that were under way at once. */
  readonly mostAtOnce: number
  /** Puts something there as if others had made it. */
  seed(key: string, data?: Data, id?: string): Stored
}

export interface FakeEntityOptions {
  readonly idempotency?: Idempotency
  readonly batch?: number
  readonly by?: readonly string[]
  /** False: cannot look up. */
  readonly canFind?: boolean
  /** Empty: cannot update. */
  readonly paths?: readonly string[]
  readonly documentTypes?: Readonly<Record<string, string>>
  readonly writeFields?: Fields
  /** Records created are not found by key (a search index that lags). They are always found by external id in `again`. */
  readonly searchLags?: boolean
  /** A key that makes `find` reject, as a vendor does for letters in a numeric code. */
  readonly refusesKey?: (key: string) => boolean
}

const usualKeys: Readonly<Record<string, readonly string[]>> = {
  order: ['reference'],
  customer: ['email'],
  product: ['sku', 'gtin'],
  stock: ['sku'],
  price: ['sku'],
  category: ['path'],
}

/**
 * A target system in memory that keeps a connector's promises: `again` looks up before it creates, `vendor-key` and `absolute`
 * answer the same for the same key, `none` creates whatever it is given.
 * @param misbehave is asked once per item and write; undefined means that all goes well.
 */
export function createFakeConnection({
  kinds,
  misbehave = () => undefined,
  readOnly = false,
}: {
  readonly kinds: Readonly<Record<string, FakeEntityOptions>>
  readonly misbehave?: (item: {
    readonly entity: string
    readonly action: 'create' | 'update'
    readonly key: string
  }) => Misbehaviour | undefined
  readonly readOnly?: boolean
}): { readonly connection: BoundConnection; readonly entity: (name: string) => FakeEntity } {
  const made = new Map(Object.entries(kinds).map(([name, options]) => [name, fakeEntity(name, options, misbehave)]))
  return {
    connection: {
      connectorId: 'fake',
      connectorLabel: 'Odoo',
      name: 'Odoo · Demo BV',
      account: 'demo',
      readOnly,
      entities: Object.fromEntries([...made].map(([name, { bound }]) => [name, bound])),
      list: async () => [],
      check: async () => ({ account: 'demo', warnings: [] }),
    },
    entity: (name) => {
      const found = made.get(name)
      if (!found) throw new Error(`The fake connection has no ${name}.`)
      return found.fake
    },
  }
}

type Misbehave = NonNullable<Parameters<typeof createFakeConnection>[0]['misbehave']>

function fakeEntity(
  name: string,
  options: FakeEntityOptions,
  misbehave: Misbehave,
): { readonly bound: BoundEntity; readonly fake: FakeEntity } {
  const { idempotency = 'lookup', batch = 100, by = usualKeys[name] ?? ['key'], canFind = true, paths = [] } = options
  const stored: Stored[] = []
  const finds: (readonly FindItem[])[] = []
  const creates: (readonly CreateItem[])[] = []
  const updates: (readonly UpdateItem[])[] = []
  const hidden = new Set<Stored>()
  let lastId = 0
  let atOnce = 0
  let mostAtOnce = 0

  const add = (key: string, data: Data, id?: string, item?: CreateItem): Stored => {
    lastId += 1
    const one = { id: id ?? `${name}-${lastId}`, key, externalId: item?.externalId, data, item }
    stored.push(one)
    return one
  }

  const write = (item: CreateItem): WriteResult => {
    const mayLookUp = idempotency === 'vendor-key' || idempotency === 'absolute' || (idempotency === 'lookup' && item.attempt === 'again')
    const present = mayLookUp ? stored.find((one) => one.externalId === item.externalId) : undefined
    if (present) {
      if (idempotency === 'absolute') present.data = item.data
      return { ok: true, id: present.id, label: present.key, existed: idempotency !== 'absolute' }
    }
    const one = add(item.key, item.data, undefined, item)
    if (options.searchLags) hidden.add(one)
    return { ok: true, id: one.id, label: one.key }
  }

  async function run<Item extends { readonly key: string }>(
    action: 'create' | 'update',
    items: readonly Item[],
    carryOut: (item: Item) => WriteResult,
  ): Promise<readonly WriteResult[]> {
    const faults = items.map(({ key }) => misbehave({ entity: name, action, key }))
    if (faults.includes('down')) throw new BusyError('Odoo does not answer.')
    if (faults.includes('locked-out')) throw new ConnectionError('Odoo refused the API key.')
    atOnce += 1
    mostAtOnce = Math.max(mostAtOnce, atOnce)
    const results = items.map((item, index) => outcomeOf(item, faults[index], carryOut))
    await Promise.resolve()
    atOnce -= 1
    if (faults.includes('throw-after')) throw new AnswerLostError('Odoo closed the connection.')
    return results
  }

  const canUpdate = paths.length > 0
  const bound: BoundEntity = {
    entity: name,
    label: name,
    schema: entities[name as keyof typeof entities].schema,
    documentTypes: options.documentTypes ?? {},
    writeFields: options.writeFields ?? {},
    find: canFind
      ? {
          by,
          run: async ({ by: wanted, items }) => {
            finds.push(items)
            const refused = items.find(({ key }) => options.refusesKey?.(key))
            if (refused) throw new DataError(`"${refused.key}" is no key here.`, { code: 'key-refused' })
            const visible = stored.filter((one) => !hidden.has(one))
            return new Map(items.map(({ key }) => [key, visible.filter((one) => keyOf(one, wanted) === key).map(asExisting)]))
          },
        }
      : undefined,
    create: {
      idempotency,
      batch,
      run: ({ items }) => {
        creates.push(items)
        return run('create', items, write)
      },
    },
    update: canUpdate
      ? {
          batch,
          paths,
          run: ({ items }) => {
            updates.push(items)
            return run('update', items, (item) => {
              const one = stored.find(({ id }) => id === item.id)
              if (!one) return { ok: false, uncertain: false, error: new DataError(`There is no ${item.id}.`) }
              one.data = item.changes.reduce((data, { path, to }) => withValue(data, path.split('.'), to), one.data)
              return { ok: true, id: one.id, label: one.key }
            })
          },
        }
      : undefined,
  }
  const fake: FakeEntity = {
    stored,
    finds,
    creates,
    updates,
    get mostAtOnce() {
      return mostAtOnce
    },
    seed: (key, data = {}, id) => add(key, data, id),
  }
  return { bound, fake }
}

function outcomeOf<Item>(item: Item, fault: Misbehaviour | undefined, carryOut: (item: Item) => WriteResult): WriteResult {
  switch (fault) {
    case 'lost-after':
      carryOut(item)
      return { ok: false, uncertain: true, error: new AnswerLostError('Odoo closed the connection.') }
    case 'lost-before':
      return { ok: false, uncertain: true, error: new AnswerLostError('Odoo closed the connection.') }
    case 'refuse':
      return { ok: false, uncertain: false, error: new DataError('Odoo refused the record.', { code: 'refused' }) }
    case 'busy':
      return { ok: false, uncertain: false, error: new BusyError('Odoo is busy.') }
    default:
      return carryOut(item)
  }
}

function keyOf({ key, data }: Stored, by: string): string | undefined {
  if (by === 'email') return typeof data.email === 'string' ? emailKey(data.email) : key
  if (by === 'gtin') return typeof data.gtin === 'string' ? data.gtin : undefined
  return key
}

function asExisting({ id, key, data }: Stored): Existing {
  return { id, label: key, data }
}

function withValue(data: Data, [name = '', ...rest]: readonly string[], value: unknown): Data {
  if (rest.length === 0) return { ...data, [name]: value }
  const inner = data[name]
  return { ...data, [name]: withValue(typeof inner === 'object' && inner !== null ? (inner as Data) : {}, rest, value) }
}
