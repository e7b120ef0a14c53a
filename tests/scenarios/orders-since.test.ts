import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { answers as answersShape } from '#core/integration/answers.ts'
import { buildFlow } from '#core/integration/build-flow.ts'
import { asksForOldOrders } from '#core/integration/orders-since.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import { nodes } from '#nodes/index.ts'

const catalogue = {
  connectors: Object.values(connectors).map((one) => describeConnector(one)),
  nodes: Object.values(nodes).map((one) => describeNode(one)),
}
const since = '2026-11-22T00:00:00+01:00'
const ordersOf = (left: string, right: string, ordersSince: string | null | undefined, entity = 'order') =>
  answersShape.parse({ left, right, lanes: [{ entity, from: 'left', tables }], ordersSince })

/** Enough of each kind for the flow to be made. */
const tables = (['tax-code', 'shipping-method', 'payment-method', 'payment-terms'] as const).map((kind) => ({
  kind,
  rows: [{ from: '1', to: '1' }],
}))

function readSettings(given: ReturnType<typeof ordersOf>) {
  const built = buildFlow(given, catalogue)
  if (!('ok' in built)) throw new Error(JSON.stringify(built.missing))
  return built.ok.nodes.find(({ type }) => type === 'read')?.settings.settings
}

describe('orders of before an integration', () => {
  it('are left out by their day at a till, and by the moment of change in Odoo', () => {
    expect(readSettings(ordersOf('mplus', 'odoo', since))).toEqual({ fromDate: '2026-11-22' })
    expect(readSettings(ordersOf('ccv-salespos', 'mplus', since))).toEqual({ fromDate: '2026-11-22' })
    expect(readSettings(ordersOf('odoo', 'mplus', since))).toEqual({ from: since })
  })

  it('go across where nobody wants them left out, and other kinds of record always do', () => {
    expect(readSettings(ordersOf('mplus', 'odoo', null))).toBeUndefined()
    expect(readSettings(ordersOf('mplus', 'odoo', undefined))).toBeUndefined()
    expect(readSettings(ordersOf('odoo', 'mplus', since, 'customer'))).toBeUndefined()
  })

  it('are asked about only where the source can tell them apart', () => {
    expect(asksForOldOrders(ordersOf('mplus', 'odoo', undefined), catalogue)).toBe(true)
    expect(asksForOldOrders(ordersOf('visma-net', 'mplus', undefined), catalogue)).toBe(false)
    expect(asksForOldOrders(ordersOf('odoo', 'mplus', undefined, 'customer'), catalogue)).toBe(false)
  })
})
