import { attemptInOrder, once } from '#core/kit/attempt.ts'
import type { CreateItem, UpdateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { VendorError } from '#core/kit/errors.ts'
import type { MplusClient } from '../client.ts'
import { refusalError } from '../failures.ts'
import { type GroupFinder, openGroups } from './article-groups.ts'
import { productsByArticle, productsByNumber } from './product-find.ts'
import { type ProductData, productToCreate, productToUpdate } from './product-to-mplus.ts'
import type { ProductWriteSettings } from './product-write-fields.ts'

/** In order, because two products may need the same new category. `again` looks for the articles before making them. */
export function createProducts(
  client: MplusClient,
  { items, settings, signal }: WriteRequest<CreateItem<ProductData>, ProductWriteSettings>,
): Promise<readonly WriteResult[]> {
  const opened = once(() => openGroups(client, signal))
  return attemptInOrder(items, async (item, leave) => {
    const draft = productToCreate(item.data, settings)
    const numbers = (draft.articleList ?? []).flatMap(({ articleNumber }) => articleNumber ?? [])
    if (item.attempt === 'again') {
      const made = (await productsByArticle(client, numbers, signal)).get(numbers[0] ?? '')
      if (made?.productNumber !== undefined) return { ok: true, id: made.productNumber, label: made.description, existed: true }
    }
    const groupNumbers = await groupsOf(item.data, { opened, settings })
    leave()
    const answer = await client.call('createProduct', { product: { ...draft, groupNumbers } }, signal)
    const what = `Product ${item.key}`
    if (answer.result !== 'CREATE-PRODUCT-RESULT-OK') throw refusalError({ what, result: answer.result, said: answer.errorMessage, answer })
    if (answer.productNumber === undefined) throw new VendorError(`${what}: MplusKASSA created it without telling its number.`)
    return { ok: true, id: answer.productNumber, label: item.data.name }
  })
}

/** Reads the products as they stand, all in one go, and sends each back with its changes. */
export function updateProducts(
  client: MplusClient,
  { items, settings, signal }: WriteRequest<UpdateItem<ProductData>, ProductWriteSettings>,
): Promise<readonly WriteResult[]> {
  const opened = once(() => openGroups(client, signal))
  const loaded = once(() =>
    productsByNumber(
      client,
      items.map(({ id }) => id),
      signal,
    ),
  )
  return attemptInOrder(items, async (item, leave) => {
    const what = `Product ${item.key}`
    const current = (await loaded()).get(item.id)
    if (!current) throw refusalError({ what, result: 'UPDATE-PRODUCT-RESULT-NOT-FOUND' })
    const paths = item.changes.map(({ path }) => path)
    const draft = productToUpdate(current, { data: item.data, paths, settings, key: item.key })
    const product = paths.includes('categories') ? { ...draft, groupNumbers: await groupsOf(item.data, { opened, settings }) } : draft
    leave()
    const answer = await client.call('updateProduct', { product }, signal)
    if (answer.result !== 'UPDATE-PRODUCT-RESULT-OK') throw refusalError({ what, result: answer.result, said: answer.errorMessage, answer })
    return { ok: true, id: item.id, label: item.data.name ?? current.description }
  })
}

/** Group numbers of the product's categories. Making a missing category is no part of the product: it is there or is made again. */
async function groupsOf(
  { categories = [] }: ProductData,
  { opened, settings }: { readonly opened: () => Promise<GroupFinder>; readonly settings: ProductWriteSettings },
): Promise<readonly string[]> {
  if (categories.length === 0) return []
  const groups = await opened()
  const numbers: string[] = []
  for (const path of categories) {
    const number = groups.find(path) ?? (settings.categories === 'create' ? await groups.ensure(path, {}, () => {}) : undefined)
    if (number !== undefined && !numbers.includes(number)) numbers.push(number)
  }
  return numbers
}
