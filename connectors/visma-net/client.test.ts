import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { HttpClient, HttpRequest } from '#core/kit/ports.ts'
import { createVismaNetClient } from './client.ts'
import { vismaNet } from './connector.ts'

interface Scripted {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const signal = new AbortController().signal

/** A client on a Visma.net that answers from a list. */
function scripted(answers: readonly Scripted[], changes: Readonly<Record<string, unknown>> = {}) {
  const sent: HttpRequest[] = []
  const left = [...answers]
  const http: HttpClient = {
    send: async (request) => {
      sent.push(request)
      const { status, body, headers = {} } = left.shift() ?? { status: 500 }
      const text = body === undefined ? '' : JSON.stringify(body)
      return { status, headers, text: () => text, json: () => JSON.parse(text) }
    },
  }
  const settings = parseSettings(vismaNet.fields, { clientId: 'isv_shop', clientSecret: 's', tenantId: 't', ...changes })
  const clock = { now: () => new Date('2026-11-22T09:00:00Z'), sleep: async () => {} }
  return { client: createVismaNetClient({ settings, http, services: { salesOrder: http }, clock, log: () => {} }), sent }
}

const asking = { service: 'erp', path: '/branch', label: 'branch.list', schema: z.array(z.unknown()), signal } as const

describe('a request', () => {
  it('goes below today’s path, without a company, which the token names', async () => {
    const { client, sent } = scripted([{ status: 200, body: [] }])
    await client.get(asking)
    expect(sent[0]).toMatchObject({ method: 'GET', path: '/v1/branch', repeatable: true, headers: { accept: 'application/json' } })
    expect(sent[0]?.headers).not.toHaveProperty('ipp-company-id')
  })

  it('goes below the longer path of the old host, and names the company where it is filled in', async () => {
    const changes = { address: 'https://integration.visma.net/API/controller/api/', companyNumber: '1034' }
    const { client, sent } = scripted([{ status: 200, body: [] }], changes)
    await client.get(asking)
    expect(sent[0]).toMatchObject({
      path: '/API/controller/api/v1/branch',
      headers: { 'ipp-company-id': '1034', 'ipp-application-type': 'Visma.net Financials' },
    })
  })

  it('to the sales order service may name one parameter several times', async () => {
    const { client, sent } = scripted([{ status: 200, body: [] }])
    await client.get({
      ...asking,
      service: 'salesOrder',
      path: '/Inventory',
      query: { inventoryId: ['A 1', 'B&2'], modifiedSince: undefined },
    })
    expect(sent[0]?.path).toBe('/api/v3/Inventory?inventoryId=A%201&inventoryId=B%262')
  })

  it('that makes something is never repeatable, and gives the id from its address', async () => {
    const location = 'https://salesorder.visma.net/api/v3/SalesOrders/SO/000123'
    const { client, sent } = scripted([{ status: 201, headers: { location } }])
    const place = await client.create({ service: 'salesOrder', path: '/SalesOrders', label: 'order.create', body: { type: 'SO' }, signal })
    expect([place, sent[0]?.repeatable, sent[0]?.body]).toEqual([['SO', '000123'], false, '{"type":"SO"}'])
  })

  it('that changes something carries what it was read with', async () => {
    const { client, sent } = scripted([{ status: 200, body: [], headers: { etag: '"v1"' } }, { status: 204 }])
    const found = await client.find(asking)
    await client.change({ service: 'erp', path: '/customer/1', label: 'customer.update', body: {}, etag: found?.etag, signal })
    expect(sent[1]?.headers).toMatchObject({ 'if-match': '"v1"', 'content-type': 'application/json' })
  })
})

describe('an answer', () => {
  it('of 404 is nothing found where something is looked for, and an error elsewhere', async () => {
    const { client } = scripted([{ status: 404 }, { status: 404, body: { message: 'Gone.' } }])
    expect(await client.find(asking)).toBeUndefined()
    await expect(client.get(asking)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('that is something else than described says where', async () => {
    const { client } = scripted([{ status: 200, body: { records: [] } }])
    await expect(client.get(asking)).rejects.toMatchObject({ name: 'VendorError', code: 'answer-unexpected' })
  })
})

it('asks once for what stays the same, and again after a failure', async () => {
  const { client } = scripted([])
  let asked = 0
  const ask = async () => {
    asked++
    if (asked === 1) throw new Error('busy')
    return asked
  }
  await client.once('types', ask).catch(() => undefined)
  expect([await client.once('types', ask), await client.once('types', ask)]).toEqual([2, 2])
})
