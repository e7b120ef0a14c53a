import { z } from 'zod'
import type { CheckResult } from '#core/kit/define-connector.ts'
import type { VismaNetClient } from './client.ts'

const organizations = z.array(z.looseObject({ name: z.string().nullish() }))
const page = z.looseObject({ totalCount: z.number().nullish() })

/** Asks both APIs something small, so that a missing scope is found now and not in the first order. */
export async function check(client: VismaNetClient, signal: AbortSignal): Promise<CheckResult> {
  const [first, ...others] = await client.get({
    service: 'erp',
    path: '/organization',
    label: 'organization.list',
    schema: organizations,
    signal,
  })
  await client.get({ service: 'salesOrder', path: '/SalesOrders', query: { pageSize: '1' }, label: 'order.list', schema: page, signal })
  const name = first?.name ?? 'Visma.net'
  return {
    account: `${name}${others.length === 0 ? '' : ` and ${others.length} more`} · ${client.account}`,
    version: 'ERP API v1, Sales Order API v3',
    warnings: [],
  }
}
