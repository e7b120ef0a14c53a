import type { CreateItem } from '#core/kit/define-connector.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import type { Fields } from '#core/kit/fields.ts'
import type { EntityName } from '#core/model/entities.ts'
import { aCategory, aCustomer, anItem, anOrder, aProduct, aStock } from '#tests/support/builders.ts'
import { isRequired } from '#tests/support/sample-settings.ts'
import { entityOf } from './practice-shop.ts'

const signal = new AbortController().signal

/** An article every practice shop sells. */
const soldSku = '120101'

/** A well-formed record of a kind, with the links an upsert finds before it writes. */
export async function itemFor(connection: BoundConnection, entity: EntityName, documentType?: string): Promise<CreateItem> {
  switch (entity) {
    case 'order': {
      const links = { customerId: await debtorIn(connection), productIds: { [soldSku]: await productIn(connection) } }
      return anItem('order', anOrder(), { links, documentType })
    }
    case 'customer':
      return anItem('customer', aCustomer())
    case 'product':
      return anItem('product', aProduct({ gtin: '8712345678906' }))
    case 'stock':
      return anItem('stock', aStock({ sku: soldSku }))
    case 'category':
      return anItem('category', aCategory())
    case 'price':
      return anItem('price', { priceList: '1', sku: soldSku, fromQuantity: '1', priceExcl: '33.00' })
  }
}

/** Choices that a form leaves open and a create needs all the same, each with its reason. */
const alsoChosen: Readonly<Record<string, readonly string[]>> = {
  // An invoice is booked in a journal, on an account, with a VAT code; a sales order needs none of them.
  'accountview order': ['journal', 'revenueAccount', 'vatCode'],
  // MplusKASSA sells nothing without a turnover group and a VAT code; a till that sets them by article group needs neither here.
  'mplus product': ['turnoverGroup', 'vatCode'],
}

/** What the target demands and no record carries, chosen from its own lists. */
export async function writeSettingsFor(connection: BoundConnection, entity: string): Promise<Readonly<Record<string, unknown>>> {
  const fields: Fields = entityOf(connection, entity).writeFields
  const also = alsoChosen[`${connection.connectorId} ${entity}`] ?? []
  const required = Object.entries(fields).filter(([name, field]) => isRequired(field) || also.includes(name))
  const chosen = required.map(async ([name, { kind, options }]) => {
    if (kind !== 'liveChoice') throw new Error(`${connection.connectorId} demands "${name}" of ${entity}, which is no choice from a list.`)
    return [name, (await connection.list(options?.list ?? ''))[0]?.value] as const
  })
  return Object.fromEntries(await Promise.all(chosen))
}

async function debtorIn(connection: BoundConnection): Promise<string> {
  const settings = await writeSettingsFor(connection, 'customer')
  const item = anItem('customer', aCustomer({ email: 'debiteur@klant.example', name: 'De debiteur' }))
  const [made] = (await entityOf(connection, 'customer').create?.run({ items: [item], settings, signal })) ?? []
  if (!made?.ok) throw new Error(`${connection.name} made no customer: ${made?.error.message}`)
  return made.id
}

async function productIn(connection: BoundConnection): Promise<string> {
  const found = await entityOf(connection, 'product').find?.run({ by: 'sku', items: [{ key: soldSku }], signal })
  const [product] = found?.get(soldSku) ?? []
  if (!product) throw new Error(`${connection.name} does not sell ${soldSku}.`)
  return product.id
}
