import { attemptInOrder } from '#core/kit/attempt.ts'
import {
  type CreateItem,
  defineEntity,
  defineRead,
  type FindRequest,
  type Page,
  type ReadRequest,
  type UpdateItem,
  type WriteRequest,
  type WriteResult,
} from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Category, categoryKey, category as categorySchema } from '#core/model/category.ts'
import type { EaccountingClient } from '../client.ts'
import { filled, fitted } from '../values/text.ts'
import { type LabelRow, labelName, labelRow, labelsByName, pathOfLabel } from './label-rows.ts'

/** Article labels: the nearest eAccounting has to categories. They are flat, so each is named by its whole path. */
export const category = defineEntity<EaccountingClient, Partial<Category>>({
  entity: 'category',
  label: 'Categories (article labels)',
  schema: categorySchema,
  read: defineRead<EaccountingClient, Record<never, never>>({
    fields: {},
    describePosition: (position) => (readAtOf(position) === null ? 'not read yet' : `all labels read at ${readAtOf(position)} UTC`),
    pages,
  }),
  find: {
    by: ['path'],
    run: async (client, { items, signal }: FindRequest<never>) => {
      const rows = await labelsByName(
        client,
        items.map(({ key }) => key),
        signal,
      )
      return new Map(
        items.map(({ key }) => {
          const row = rows.get(key)
          return [key, row ? [{ id: row.Id, label: key, data: toCategory(row) }] : []]
        }),
      )
    },
  },
  create: { idempotency: 'lookup', batch: 50, run: createLabels },
  update: { batch: 50, paths: ['description'], run: updateLabels },
})

/** Labels carry no moment of change and are few: every run reads them all. */
async function* pages(client: EaccountingClient, { signal }: ReadRequest<unknown>): AsyncGenerator<Page> {
  const rows = await client.all('articlelabels', { schema: labelRow, orderBy: 'Name', signal })
  const translated = translatePage(rows, {
    name: (row) => nameOf(row, client),
    translate: (row) => {
      if (pathOfLabel(row.Name ?? '').length === 0) throw new DataError('it has no name.', { code: 'name-missing' })
      return { ...nameOf(row, client), data: toCategory(row) }
    },
  })
  yield { ...translated, position: { readAt: client.clock.now().toISOString() } }
}

function readAtOf(position: Json): string | null {
  const readAt = typeof position === 'object' && position !== null ? (position as { readAt?: unknown }).readAt : undefined
  return typeof readAt === 'string' && !Number.isNaN(Date.parse(readAt)) ? readAt.slice(0, 16).replace('T', ' ') : null
}

function nameOf(row: LabelRow, { account }: EaccountingClient): Untranslated {
  const key = categoryKey(pathOfLabel(row.Name ?? '')) || row.Id
  return { entity: 'category', key, raw: row, origin: { connector: 'eaccounting', account, id: row.Id } }
}

function toCategory({ Name, Description }: LabelRow): Category {
  return { path: [...pathOfLabel(Name ?? '')], description: filled(Description), active: true }
}

/** In order: a batch may hold the same path twice. */
function createLabels(
  client: EaccountingClient,
  { items, signal }: WriteRequest<CreateItem<Partial<Category>>>,
): Promise<readonly WriteResult[]> {
  return attemptInOrder(items, async (item, leave) => {
    const Name = labelName(item.data.path ?? [item.key])
    if (item.attempt === 'again') {
      const made = (await labelsByName(client, [Name], signal)).get(Name)
      if (made) return { ok: true, id: made.Id, label: Name, existed: true }
    }
    leave()
    const { Id } = await client.create('articlelabels', { Name, ...described(item.data, Name) }, labelRow, signal)
    return { ok: true, id: Id, label: Name }
  })
}

function updateLabels(
  client: EaccountingClient,
  { items, signal }: WriteRequest<UpdateItem<Partial<Category>>>,
): Promise<readonly WriteResult[]> {
  return attemptInOrder(items, async (item, leave) => {
    const current = await client.get('articlelabels', item.id, labelRow, signal)
    if (!current) {
      throw new DataError(`Category ${item.key} is no longer in eAccounting.`, {
        code: 'not-found',
        hint: 'The label was removed after it was found. Run it again.',
      })
    }
    leave()
    const body = { Name: current.Name, Description: null, ...described(item.data, item.key) }
    await client.replace('articlelabels', item.id, body, labelRow, signal)
    return { ok: true, id: item.id, label: current.Name ?? undefined }
  })
}

function described({ description }: Partial<Category>, name: string): { readonly Description?: string } {
  const text = filled(description)
  return text === undefined
    ? {}
    : { Description: fitted(text, { length: 400, longTexts: 'cut', what: `Category ${name}: the description` }) }
}
