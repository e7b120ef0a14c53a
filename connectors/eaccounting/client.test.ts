import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { HttpClient, HttpRequest, HttpResponse } from '#core/kit/ports.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { anyOf, createEaccountingClient, quoted } from './client.ts'

const { signal } = new AbortController()
const row = z.looseObject({ Id: z.string() })

/** Answers what it is given, in order, and remembers what was sent. */
function scripted(...answers: readonly { readonly status?: number; readonly body: unknown; readonly headers?: Record<string, string> }[]) {
  const sent: HttpRequest[] = []
  const left = [...answers]
  const http: HttpClient = {
    send: async (request) => {
      sent.push(request)
      const { status = 200, body, headers = {} } = left.shift() ?? { body: {} }
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return { status, headers, text: () => text, json: () => JSON.parse(text) } satisfies HttpResponse
    },
  }
  const clock = createFakeClock({ passes: true })
  const client = createEaccountingClient({ http, clock, log: () => {} }, { account: '30123456', company: '30123456' })
  return { client, sent, clock }
}

const page = (CurrentPage: number, TotalNumberOfPages: number, ids: readonly string[]) => ({
  Meta: { CurrentPage, PageSize: 2, TotalNumberOfPages, TotalNumberOfResults: 3, ServerTimeUtc: '2026-01-31T11:00:00Z' },
  Data: ids.map((Id) => ({ Id })),
})

describe('what is sent', () => {
  it('asks for a list with the vendor’s own parameters', async () => {
    const { client, sent } = scripted({ body: page(1, 1, ['a']) })
    await client.list('articles', {
      schema: row,
      filter: 'ChangedUtc ge 2026-01-31T10:00:00Z',
      orderBy: 'ChangedUtc',
      pageSize: 50,
      signal,
    })
    expect(sent).toMatchObject([
      {
        method: 'GET',
        path: '/v2/articles',
        query: { $filter: 'ChangedUtc ge 2026-01-31T10:00:00Z', $orderby: 'ChangedUtc', $page: '1', $pagesize: '50' },
        repeatable: true,
      },
    ])
  })

  it('goes by the server’s count of pages, whatever size it gives', async () => {
    const { client, sent } = scripted({ body: page(1, 2, ['a', 'b']) }, { body: page(2, 2, ['c']) })
    const rows = await client.all('articles', { schema: row, signal })
    expect([rows.map(({ Id }) => Id), sent.map(({ query }) => query?.$page)]).toEqual([
      ['a', 'b', 'c'],
      ['1', '2'],
    ])
  })

  it('never repeats a create, and may repeat a replacement', async () => {
    const { client, sent } = scripted({ status: 201, body: { Id: 'a' } }, { body: { Id: 'a' } })
    await client.create('orders', { CustomerId: 'x' }, row, signal)
    await client.replace('articles', 'a', { Name: 'Chair' }, row, signal)
    expect(sent.map(({ method, path, body, repeatable }) => ({ method, path, body, repeatable }))).toEqual([
      { method: 'POST', path: '/v2/orders', body: '{"CustomerId":"x"}', repeatable: false },
      { method: 'PUT', path: '/v2/articles/a', body: '{"Name":"Chair"}', repeatable: true },
    ])
  })

  it('asks for nothing that is no id', async () => {
    const { client, sent } = scripted()
    expect([await client.get('customers', '../companysettings', row, signal), sent]).toEqual([undefined, []])
  })

  it('doubles quotes in a filter', () => {
    expect([quoted("O'Brien"), anyOf('Number', ['A', "B'"])]).toEqual(["'O''Brien'", "Number eq 'A' or Number eq 'B'''"])
  })
})

describe('answers', () => {
  const tooMany = {
    status: 429,
    body: { ErrorCode: 4010, DeveloperErrorMessage: 'API calls quota exceeded! maximum admitted 600 per Minute. Try again in 55 seconds.' },
  }

  it('waits as long as the text asks', async () => {
    const { client, clock, sent } = scripted(tooMany, { body: page(1, 1, []) })
    await client.list('units', { schema: row, signal })
    expect([clock.sleeps, sent.length]).toEqual([[55_000], 2])
  })

  it('gives up in words when it is asked to wait again and again', async () => {
    const { client } = scripted(tooMany, tooMany, tooMany, tooMany, tooMany)
    await expect(client.list('units', { schema: row, signal })).rejects.toMatchObject({ name: 'BusyError', code: 'too-many-calls' })
  })

  it.each([
    [401, {}, 'ConnectionError', 'permission-refused'],
    [403, { ErrorCode: 4002, DeveloperErrorMessage: 'No access to module: api_standard' }, 'ConnectionError', 'module-missing'],
    [403, {}, 'ConnectionError', 'company-inactive'],
    [400, { ErrorCode: 4026, DeveloperErrorMessage: 'Period is locked' }, 'DataError', 'period-locked'],
    [409, { ErrorCode: 4000, DeveloperErrorMessage: 'Number in use' }, 'DataError', 'conflict'],
    [404, { ErrorCode: 3000 }, 'DataError', 'not-found'],
    [400, '<html>', 'DataError', 'refused'],
    [418, {}, 'VendorError', 'status-unexpected'],
  ])('tells %i with %j as %s %s', async (status, body, name, code) => {
    const { client } = scripted({ status, body })
    await expect(client.create('orders', {}, row, signal)).rejects.toMatchObject({ name, code })
  })

  it('names every field the vendor complains of', async () => {
    const Errors = [
      { Field: 'Name', Message: 'is too long' },
      { Field: 'InvoiceCity', Message: 'is required' },
    ]
    const { client } = scripted({ status: 400, body: { ErrorCode: 2000, DeveloperErrorMessage: 'The model is not valid', Errors } })
    await expect(client.create('customers', {}, row, signal)).rejects.toThrow(
      'eAccounting refused it: The model is not valid (Name: is too long; InvoiceCity: is required).',
    )
  })

  it('says so when an answer is not what the vendor describes', async () => {
    const { client } = scripted({ body: { Data: 'none' } })
    await expect(client.list('units', { schema: row, signal })).rejects.toMatchObject({ name: 'VendorError', code: 'answer-unexpected' })
  })
})
