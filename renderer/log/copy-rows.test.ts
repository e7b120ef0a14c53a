import { expect, it } from 'vitest'
import type { LogRow } from '#core/contract/log.ts'
import { rowsAsText } from './copy-rows.ts'

const row: LogRow = {
  id: 1,
  source: 'outcome',
  at: Date.UTC(2026, 10, 22, 9),
  runId: 7,
  flowId: 'orders',
  flowName: 'Orders',
  nodeId: 'books',
  nodeName: 'Send',
  kind: 'failed',
  entity: 'order',
  key: '1042',
  message: 'No product\nwith SKU 120101.',
  hint: null,
}

it('copies rows as columns of one line each', () => {
  expect(rowsAsText([row, { ...row, key: null }])).toBe(
    '2026-11-22T09:00:00.000Z\tfailed\t1042\tNo product with SKU 120101.\t\tSend\tOrders\t7\n' +
      '2026-11-22T09:00:00.000Z\tfailed\t\tNo product with SKU 120101.\t\tSend\tOrders\t7',
  )
})

it('copies what begins like a formula as text', () => {
  expect(rowsAsText([{ ...row, key: '=HYPERLINK("x")' }])).toContain("\t'=HYPERLINK")
})
