import { z } from 'zod'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import type { VismaNetClient } from './client.ts'
import { orderTypes } from './order-types.ts'
import { loadCategories } from './sales-categories.ts'

type Load = (client: VismaNetClient, signal: AbortSignal) => Promise<readonly LiveChoice[]>

const text = z.string().nullish()
const active = z.boolean().nullish()

/** A list of the ERP that comes whole. */
function wholeList<Row>(path: string, row: z.ZodType<Row>, choose: (row: Row) => readonly LiveChoice[]): Load {
  return async (client, signal) => {
    const rows = await client.get({ service: 'erp', path, label: `${path.slice(1)}.list`, schema: z.array(row), signal })
    return rows.flatMap(choose)
  }
}

function choice(value: string | null | undefined, name: string | null | undefined, more = ''): readonly LiveChoice[] {
  return value ? [{ value, label: `${value}${name && name !== value ? ` · ${name}` : ''}${more}` }] : []
}

const rate = z.looseObject({ startDate: text, vatRate: z.number().nullish() })

/** The rate of the newest schedule; shown, and used to match codes with those of another system, never computed with. */
function newestRate(schedules: readonly z.infer<typeof rate>[] | null | undefined): string | undefined {
  const newest = [...(schedules ?? [])].sort((left, right) => (right.startDate ?? '').localeCompare(left.startDate ?? ''))[0]
  return newest?.vatRate === null || newest?.vatRate === undefined ? undefined : String(newest.vatRate)
}

function taxChoice(value: string | null | undefined, name: string | null | undefined, percent: string | undefined): readonly LiveChoice[] {
  if (percent === undefined) return choice(value, name)
  return choice(value, name, ` (${percent} %)`).map((one) => ({ ...one, rate: percent }))
}

const vatCodes = wholeList('/vat', z.looseObject({ vatId: text, description: text, schedules: z.array(rate).nullish() }), (one) =>
  taxChoice(one.vatId, one.description, newestRate(one.schedules)),
)

const vatLine = z.looseObject({ vatRates: z.array(rate).nullish() })
const vatCategories = wholeList(
  '/vatCategory',
  z.looseObject({ vatCategoryId: text, description: text, active, vatCategoryLines: z.array(vatLine).nullish() }),
  (one) => (one.active === false ? [] : taxChoice(one.vatCategoryId, one.description, newestRate(one.vatCategoryLines?.[0]?.vatRates))),
)

const revenueAccounts = wholeList('/account', z.looseObject({ accountCD: text, description: text, type: text, active }), (one) =>
  one.type === 'Income' && one.active !== false ? choice(one.accountCD, one.description) : [],
)

const paymentTerms: Load = async (client, signal) => {
  const schema = z.looseObject({ records: z.array(z.looseObject({ termsId: text, description: text })) })
  const { records } = await client.get({ service: 'erp', path: '/creditTerm', label: 'creditTerm.list', schema, signal })
  return records.flatMap(({ termsId, description }) => choice(termsId, description))
}

const warehouses = wholeList('/warehouse', z.looseObject({ warehouseID: text, description: text, active }), (one) =>
  one.active === false ? [] : choice(one.warehouseID, one.description),
)

const branches = wholeList('/branch', z.looseObject({ number: text, name: text, isActive: active }), (one) =>
  one.isActive === false ? [] : choice(one.number, one.name),
)

const described = z.looseObject({ id: text, description: text })

/** Lists of the company, for choices and mappings. */
export const lists = {
  taxes: { label: 'VAT categories (items and orders)', load: vatCategories },
  'vat-codes': { label: 'VAT codes (invoices)', load: vatCodes },
  'vat-zones': {
    label: 'VAT zones of customers',
    load: wholeList('/vatZone', described, (one) => choice(one.id, one.description)),
  },
  'revenue-accounts': { label: 'Revenue accounts', load: revenueAccounts },
  'payment-terms': { label: 'Payment terms', load: paymentTerms },
  warehouses: { label: 'Warehouses', load: warehouses },
  branches: { label: 'Branches', load: branches },
  'order-types': {
    label: 'Order types',
    load: async (client: VismaNetClient, signal: AbortSignal) =>
      (await orderTypes(client, signal)).map(({ id, description }) => ({ value: id, label: `${id} · ${description}` })),
  },
  'item-classes': {
    label: 'Item classes',
    load: wholeList('/inventory/itemClass', described, (one) => choice(one.id, one.description)),
  },
  'customer-classes': {
    label: 'Customer classes',
    load: wholeList('/customer/customerClass', described, (one) => choice(one.id, one.description)),
  },
  'payment-methods': {
    label: 'Payment methods',
    load: wholeList('/paymentmethod', z.looseObject({ paymentMethodID: text, description: text, active }), (one) =>
      one.active === false ? [] : choice(one.paymentMethodID, one.description),
    ),
  },
  'shipping-methods': {
    label: 'Shipping methods',
    load: wholeList('/carrier', z.looseObject({ carrierId: text, carrierDescription: text }), (one) =>
      choice(one.carrierId, one.carrierDescription),
    ),
  },
  'sales-categories': {
    label: 'Sales categories',
    load: async (client: VismaNetClient, signal: AbortSignal) =>
      (await loadCategories(client, signal)).map(({ id, path }) => ({ value: String(id), label: path.join(' / ') })),
  },
} as const
