import { describe, expect, it } from 'vitest'
import { parseSettings } from '#core/kit/parse-settings.ts'
import { vismaNet } from './connector.ts'

const settings = parseSettings(vismaNet.fields, { clientId: 'isv_shop', clientSecret: 'secret', tenantId: '3fa8' })

describe('the addresses', () => {
  it('are today’s hosts unless something else is filled in', () => {
    expect([vismaNet.origin(settings), vismaNet.services?.(settings), vismaNet.account(settings)]).toEqual([
      'https://api.finance.visma.net',
      { salesOrder: 'https://salesorder.visma.net' },
      'api.finance.visma.net/3fa8',
    ])
  })

  it.each([
    ['https://integration.visma.net/API/controller/api', 'https://integration.visma.net'],
    ['api.finance.visma.net', 'https://api.finance.visma.net'],
    ['http://127.0.0.1:4711', 'http://127.0.0.1:4711'],
  ])('may be %s', (address, origin) => {
    expect(vismaNet.origin({ ...settings, address })).toBe(origin)
  })

  it.each([
    ['http://api.finance.visma.net', 'address-not-https'],
    ['https://a:b@api.finance.visma.net', 'address-too-long'],
    ['https://api.finance.visma.net/?token=abc', 'address-too-long'],
    ['not an address', 'address-unreadable'],
  ])('may not be %s', (address, code) => {
    expect(() => vismaNet.origin({ ...settings, address })).toThrow(expect.objectContaining({ code }))
  })

  it('of the sales order service may have no path of its own', () => {
    expect(() => vismaNet.services?.({ ...settings, salesOrderAddress: 'https://salesorder.visma.net/api' })).toThrow(
      expect.objectContaining({ code: 'address-too-long' }),
    )
  })
})

describe('signing in', () => {
  const oauth = vismaNet.oauth

  it('as a service names the company and asks for reading, creating and updating, never for deleting', () => {
    expect([oauth?.grant(settings), oauth?.tokenParameters?.(settings), oauth?.scopes(settings)]).toEqual([
      'client-credentials',
      { tenant_id: '3fa8' },
      [
        ...['vismanet_erp_service_api:read', 'vismanet_erp_service_api:create', 'vismanet_erp_service_api:update'],
        ...['visma.net.erp.salesorder:read', 'visma.net.erp.salesorder:write'],
      ],
    ])
  })

  it('in the browser asks for a sign-in that lasts', () => {
    const browser = { ...settings, signIn: 'browser' as const }
    expect([oauth?.grant(browser), oauth?.tokenParameters?.(browser), oauth?.scopes(browser).includes('offline_access')]).toEqual([
      'authorization-code',
      {},
      true,
    ])
  })
})
