import type { LiveChoice } from '#core/kit/define-connector.ts'
import type { MplusClient } from './client.ts'
import { loadGroups } from './entities/article-groups.ts'

/** A method of the till: `code` is what orders carry, `name` what people see. */
export interface Method {
  readonly code: string
  readonly name: string
}

type Load = (client: MplusClient, signal: AbortSignal) => Promise<readonly LiveChoice[]>

const branches: Load = async (client, signal) => {
  const answer = await client.call('getBranches', {}, signal)
  return answer.branches.flatMap(({ branchNumber, branchName }) => choice(branchNumber, `${branchNumber} · ${branchName ?? ''}`))
}

const vatCodes: Load = async (client, signal) => {
  const { vatGroup } = await client.call('getVatGroupList', {}, signal)
  // The list repeats a code for every branch.
  const byCode = new Map(vatGroup.map((group) => [group.vatCode, group.vatPercentage]))
  return [...byCode].flatMap(([code, percentage]) =>
    choice(code, `VAT code ${code}${percentage === undefined ? '' : ` (${rateOf(percentage)} %)`}`).map((one) => ({
      ...one,
      ...(percentage !== undefined && { rate: rateOf(percentage) }),
    })),
  )
}

/**
 * The scale is not published, but no VAT reaches 100 %: from there on they are hundredths. Shown, and used to match codes with those
 * of another system, never computed with.
 */
function rateOf(percentage: string): string {
  const value = Number(percentage)
  return String(value >= 100 ? value / 100 : value)
}

const turnoverGroups: Load = async (client, signal) => {
  const { turnoverGroupList } = await client.call('getTurnoverGroups', { request: { onlyActive: true } }, signal)
  return turnoverGroupList.flatMap(({ turnoverGroup, turnoverGroupName }) =>
    choice(turnoverGroup, `${turnoverGroup} · ${turnoverGroupName ?? ''}`),
  )
}

const priceGroups: Load = async (client, signal) => {
  const { priceGroup } = await client.call('getPriceGroupList', {}, signal)
  return priceGroup.flatMap(({ priceGroupNumber, description }) => choice(priceGroupNumber, `${priceGroupNumber} · ${description ?? ''}`))
}

/** Payment methods that can be used now. */
export async function paymentMethods(client: MplusClient, signal: AbortSignal): Promise<readonly Method[]> {
  const { paymentMethodList } = await client.call('getPaymentMethodsV2', { request: {} }, signal)
  return paymentMethodList.flatMap(({ method, description, active }) =>
    method === undefined || active === false ? [] : [{ code: method, name: description ?? method }],
  )
}

export async function deliveryMethods(client: MplusClient, signal: AbortSignal): Promise<readonly Method[]> {
  const { deliveryMethodList } = await client.call('getDeliveryMethodsV2', { request: { onlyEnabled: true } }, signal)
  return deliveryMethodList.flatMap(({ deliveryMethod, description }) =>
    deliveryMethod === undefined ? [] : [{ code: deliveryMethod, name: description ?? deliveryMethod }],
  )
}

const asChoices = (methods: readonly Method[]): readonly LiveChoice[] => methods.map(({ code, name }) => ({ value: code, label: name }))

function choice(value: string | undefined, label: string): readonly LiveChoice[] {
  return value === undefined ? [] : [{ value, label: label.replace(/ · $/, '') }]
}

/** Lists of the live till, for choices and mappings. */
export const lists = {
  branches: { label: 'Branches', load: branches },
  'vat-codes': { label: 'VAT codes', load: vatCodes },
  'price-groups': { label: 'Price groups', load: priceGroups },
  'turnover-groups': { label: 'Turnover groups', load: turnoverGroups },
  'payment-methods': {
    label: 'Payment methods',
    load: async (client: MplusClient, signal: AbortSignal) => asChoices(await paymentMethods(client, signal)),
  },
  'delivery-methods': {
    label: 'Delivery methods',
    load: async (client: MplusClient, signal: AbortSignal) => asChoices(await deliveryMethods(client, signal)),
  },
  'article-groups': {
    label: 'Article groups',
    load: async (client: MplusClient, signal: AbortSignal) =>
      (await loadGroups(client, signal)).map(({ number, path }) => ({ value: number, label: path.join(' / ') })),
  },
} as const
