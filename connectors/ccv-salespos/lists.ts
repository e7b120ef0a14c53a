import type { LiveChoice } from '#core/kit/define-connector.ts'
import type { CcvClient } from './client.ts'
import { loadCategories } from './entities/category-tree.ts'
import { shopSettings } from './settings.ts'
import { orderStatusNames } from './status.ts'
import { decimalOf, given, idOf, objectOf, type Raw, rawsOf, textOf } from './values.ts'

type Load = (client: CcvClient, signal: AbortSignal) => Promise<readonly LiveChoice[]>

/** The merchant's own names where the settings tell them. */
const orderStatuses: Load = async (client, signal) => {
  const { raw } = await shopSettings(client, signal)
  const own = new Map(
    (Array.isArray(raw.order_status) ? rawsOf(raw.order_status) : []).map((one) => [idOf(one.id ?? one.status), textOf(one.name)]),
  )
  return Object.entries(orderStatusNames).map(([value, name]) => ({ value, label: own.get(value) ?? name }))
}

const paymentMethods: Load = async (client, signal) =>
  choices(
    await client.all('paymethods', {}, signal),
    ({ label, combined_name, method }) => textOf(label) ?? textOf(combined_name) ?? textOf(method),
  )

/** The API has no list of them: these are the three it names, and those of the latest orders. */
const deliveryMethods: Load = async (client, signal) => {
  const seen = new Set(['shipping', 'delivery', 'pickup'])
  for await (const { items } of client.pages('orders', { signal })) {
    for (const { deliver_method, delivery_option } of rawsOf(items)) {
      for (const one of [deliver_method, delivery_option]) seen.add(textOf(one) ?? 'shipping')
    }
    break
  }
  return [...seen].map((value) => ({ value, label: value }))
}

/** Fixed names of the API; which percentage each is follows the country of the shop. */
const tariffs: Readonly<Record<string, string>> = {
  normal: 'Normal',
  'low a': 'Low A',
  'low b': 'Low B',
  'extra low': 'Extra low',
  zero: 'Zero',
}

/** Percentages in use: that of the settings, and those of the first products. The API has no list of them. */
const vatRates: Load = async (client, signal) => {
  const { raw } = await shopSettings(client, signal)
  const rates = new Set([decimalOf(raw.default_vat_rat) ?? '21', '0'])
  for await (const { items } of client.pages('products', { signal })) {
    for (const { vatrate } of rawsOf(items)) rates.add(decimalOf(vatrate) ?? '0')
    break
  }
  return [...rates].sort((left, right) => Number(right) - Number(left)).map((value) => ({ value, label: `${value} %`, rate: value }))
}

/** The API tells no percentages of tariffs: those that the first products have beside their tariff, and those that follow from the name. */
const taxTariffs: Load = async (client, signal) => {
  const { raw } = await shopSettings(client, signal)
  const rates = new Map([
    ['normal', decimalOf(raw.default_vat_rat) ?? '21'],
    ['zero', '0'],
  ])
  for await (const { items } of client.pages('products', { signal })) {
    for (const { taxtariff, vatrate } of rawsOf(items)) {
      const [tariff, rate] = [textOf(taxtariff), decimalOf(vatrate)]
      if (tariff !== undefined && rate !== undefined) rates.set(tariff, rate)
    }
    break
  }
  return Object.entries(tariffs).map(([value, label]) => ({ value, label, ...given({ rate: rates.get(value) }) }))
}

function choices(items: readonly unknown[], name: (raw: Raw) => string | undefined): readonly LiveChoice[] {
  return items.flatMap((item) => {
    const raw = objectOf(item)
    const value = idOf(raw?.id)
    return raw === undefined || value === undefined ? [] : [{ value, label: name(raw) ?? value }]
  })
}

/** Lists of the live shop, for choices and mappings. */
export const lists = {
  'order-statuses': { label: 'Order statuses', load: orderStatuses },
  'payment-methods': { label: 'Payment methods', load: paymentMethods },
  'delivery-methods': { label: 'Delivery methods', load: deliveryMethods },
  'tax-tariffs': {
    label: 'VAT tariffs of products',
    load: taxTariffs,
  },
  'vat-rates': { label: 'VAT rates of order lines', load: vatRates },
  stores: {
    label: 'Stores',
    load: async (client: CcvClient, signal: AbortSignal) =>
      choices((await shopSettings(client, signal)).webshops, ({ name }) => textOf(name)),
  },
  packages: {
    label: 'Packages',
    load: async (client: CcvClient, signal: AbortSignal) => choices(await client.all('packages', {}, signal), ({ name }) => textOf(name)),
  },
  categories: {
    label: 'Categories',
    load: async (client: CcvClient, signal: AbortSignal) =>
      (await loadCategories(client, signal)).map(({ id, path }) => ({ value: id, label: path.join(' / ') })),
  },
} as const
