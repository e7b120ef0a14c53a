import type { FlowRecord } from '#core/kit/record.ts'
import type { EntityName } from '#core/model/entities.ts'

const origin = { connector: 'example', account: 'example' }
const address = { street: 'Oudegracht', number: '12', postalCode: '3511 AB', city: 'Utrecht', country: 'NL' }

/** One believable record of each kind, for a form that has no data of the flow's own yet. */
const examples: Readonly<Record<EntityName, Omit<FlowRecord, 'entity' | 'origin'>>> = {
  order: {
    key: '1042',
    data: {
      number: '1042',
      placedAt: '2026-11-20T10:15:00+01:00',
      date: '2026-11-20',
      currency: 'EUR',
      status: 'completed',
      paymentState: 'paid',
      customer: { number: '207', name: 'Jan de Vries', email: ' Jan@Voorbeeld.nl ', phone: '+31 30 555 0142' },
      billing: { name: 'Jan de Vries', ...address },
      pricesIncludeTax: true,
      lines: [
        {
          kind: 'product',
          sku: '120101',
          name: 'Wollen sjaal',
          quantity: '2',
          priceIncl: '24.95',
          taxCode: '1',
          taxRate: '21',
          totalIncl: '49.90',
        },
        { kind: 'shipping', name: 'Verzendkosten', quantity: '1', priceIncl: '4.95', taxCode: '1', taxRate: '21', totalIncl: '4.95' },
      ],
      shippingMethod: 'POSTNL',
      payments: [{ method: 'iDEAL', amount: '54.85', paidOn: '2026-11-20' }],
      taxes: [],
      totals: { excl: '45.33', tax: '9.52', incl: '54.85' },
      note: '',
    },
    raw: { orderId: '5b1c', orderType: 'ORDER-TYPE-SALES-ORDER', branchNumber: 1 },
  },
  customer: {
    key: 'jan@voorbeeld.nl',
    data: {
      kind: 'person',
      number: '207',
      name: 'Jan de Vries',
      email: 'jan@voorbeeld.nl',
      phone: '+31 30 555 0142',
      billing: address,
      contacts: [],
      active: true,
    },
    raw: { relationNumber: 207 },
  },
  product: {
    key: '120101',
    data: {
      sku: '120101',
      gtin: '8712345678906',
      name: 'Wollen sjaal',
      priceExcl: '20.62',
      priceIncl: '24.95',
      currency: 'EUR',
      taxCode: '1',
      taxRate: '21',
      categories: [['Kleding', 'Sjaals']],
      features: [],
      variants: [],
      managesStock: true,
      active: true,
    },
    raw: { pluNumber: '120101' },
  },
  stock: {
    key: '120101',
    data: { sku: '120101', onHand: '17', reserved: '2', available: '15', locations: [{ location: 'Winkel', onHand: '17' }] },
    raw: { amountFree: '15' },
  },
  price: {
    key: 'Groothandel 120101',
    data: { priceList: 'Groothandel', sku: '120101', currency: 'EUR', fromQuantity: '10', priceExcl: '16.50' },
    raw: {},
  },
  category: { key: 'Kleding / Sjaals', data: { path: ['Kleding', 'Sjaals'], position: 2, active: true }, raw: {} },
}

/** Undefined for kinds that are a system's own. */
export function exampleRecord(entity: string | undefined): FlowRecord | undefined {
  if (entity === undefined || !Object.hasOwn(examples, entity)) return undefined
  return { entity, origin, ...examples[entity as EntityName] }
}
