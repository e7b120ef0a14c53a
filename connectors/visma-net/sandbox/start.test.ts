import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startVismaNetSandbox, type VismaNetSandbox } from './start.ts'

let sandbox: VismaNetSandbox
beforeEach(async () => {
  sandbox = await startVismaNetSandbox()
  onTestFinished(() => sandbox.close())
})

async function token(parameters: Readonly<Record<string, string>> = {}) {
  const { clientId, clientSecret, tenantId } = sandbox.credentials
  const asked = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    tenant_id: tenantId,
    scope: erp,
    ...parameters,
  }
  return fetch(`${sandbox.origin}/connect/token`, { method: 'POST', body: new URLSearchParams(asked) })
}

const erp = 'vismanet_erp_service_api:read vismanet_erp_service_api:create vismanet_erp_service_api:update'

async function call(path: string, { method = 'GET', body, headers = {}, bearer = sandbox.signIn().access_token }: Partial<Call> = {}) {
  return fetch(`${sandbox.origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

interface Call {
  readonly method: string
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly bearer: string
}

describe('signing in', () => {
  it('gives a service a token for one company, and no refresh token', async () => {
    expect(await (await token()).json()).toEqual({ access_token: expect.any(String), token_type: 'Bearer', expires_in: 3_600, scope: erp })
  })

  it.each([
    [{ client_secret: 'wrong' }, 401],
    [{ tenant_id: 'another' }, 400],
    [{ scope: 'everything' }, 400],
  ])('refuses %o', async (parameters, status) => {
    expect((await token(parameters)).status).toBe(status)
  })

  it('gives a token no more than its scopes allow', async () => {
    const { access_token: bearer } = (await (await token({ scope: 'vismanet_erp_service_api:read' })).json()) as {
      readonly access_token: string
    }
    const body = { name: { value: 'Nieuw' } }
    const answers = [
      await call('/v1/customer', { bearer }),
      await call('/v1/customer', { bearer, method: 'POST', body }),
      await call('/api/v3/SalesOrders', { bearer }),
      await call('/v1/customer', { bearer: 'AT-none' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 401])
  })
})

describe('the ERP API', () => {
  it('answers under today’s path and the old one', async () => {
    const answers = [await call('/v1/branch'), await call('/API/controller/api/v1/branch')]
    expect(answers.map(({ status, headers }) => [status, headers.get('x-ratelimit-policy'), headers.get('x-ratelimit-remaining')])).toEqual(
      [
        [200, '4-fixed-window', '99999'],
        [200, '6-fixed-window', '499'],
      ],
    )
  })

  it('counts 500 calls an hour on the old host and then says how long to wait', async () => {
    const bearer = sandbox.signIn().access_token
    const statuses: number[] = []
    for (let index = 0; index < 500; index++) statuses.push((await call('/API/controller/api/v1/branch', { bearer })).status)
    const over = await call('/API/controller/api/v1/branch', { bearer })
    expect([new Set(statuses), over.status, Number(over.headers.get('x-ratelimit-reset')) > 3_500]).toEqual([new Set([200]), 429, true])
  })

  it('demands the wrapper', async () => {
    const body = { name: 'Noord BV' }
    const answer = await call('/v1/customer', { method: 'POST', body })
    expect([answer.status, await answer.json()]).toEqual([400, { message: 'The field \'name\' has to be written as { "value": … }.' }])
  })

  it('makes a customer, says where, and leaves alone what a change does not name', async () => {
    const made = await call('/v1/customer', {
      method: 'POST',
      body: { name: { value: 'Noord BV' }, mainContact: { value: { email: { value: 'in@noord.example' }, phone1: { value: '020' } } } },
    })
    const path = new URL(made.headers.get('location') ?? '').pathname
    const { status } = await call(path, { method: 'PUT', body: { mainContact: { value: { phone1: { value: '030' } } } } })
    const customer = await (await call(path)).json()
    expect([made.status, await made.text(), status, customer]).toEqual([
      201,
      '',
      204,
      expect.objectContaining({ name: 'Noord BV', mainContact: expect.objectContaining({ email: 'in@noord.example', phone1: '030' }) }),
    ])
  })

  it('refuses a change of what somebody else has changed meanwhile', async () => {
    const path = '/v1/inventory/120101'
    const etag = (await call(path)).headers.get('etag') ?? ''
    const change = (value: string) => call(path, { method: 'PUT', body: { description: { value } }, headers: { 'if-match': etag } })
    expect([(await change('Mok')).status, (await change('Beker')).status]).toEqual([204, 412])
  })

  it('cuts a page, tells the counts in each record, and is empty past the end', async () => {
    const page = (await (await call('/v1/inventory?pageSize=5000')).json()) as readonly { readonly metadata: unknown }[]
    const past = await (await call('/v1/inventory?pageNumber=9')).json()
    expect([page.length, page[0]?.metadata, past]).toEqual([page.length, { totalCount: page.length, maxPageSize: 100 }, []])
  })

  it('takes a moment of change only together with its condition', async () => {
    const answers = await Promise.all(
      ['?lastModifiedDateTime=2026-01-01', '?lastModifiedDateTime=2026-01-01&lastModifiedDateTimeCondition=%3E'].map((query) =>
        call(`/v1/customer${query}`),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([400, 200])
  })

  it('understands ids in base64', async () => {
    await call('/v1/inventory', { method: 'POST', body: { inventoryNumber: { value: 'A/1 é' }, itemClass: { value: '1' } } })
    const answer = await call(`/v1/inventory/b64(${Buffer.from('A/1 é').toString('base64url')})`)
    expect(await answer.json()).toMatchObject({ inventoryNumber: 'A/1 é' })
  })

  it('releases an invoice once', async () => {
    const body = {
      customerNumber: { value: '10001' },
      invoiceLines: [{ operation: 'Insert', inventoryNumber: { value: '120101' }, quantity: { value: 2 } }],
    }
    const made = await call('/v1/customerinvoice', { method: 'POST', body })
    const path = new URL(made.headers.get('location') ?? '').pathname
    const release = async () =>
      ((await (await call(`${path}/action/release`, { method: 'POST' })).json()) as { readonly actionResult: string }).actionResult
    expect([await release(), await release(), await (await call(path)).json()]).toEqual([
      'Done',
      'Failed',
      expect.objectContaining({ status: 'Open', amount: 17.91, vatTotal: 3.11 }),
    ])
  })
})

describe('the sales order service', () => {
  const order = (changes: object = {}) => ({
    type: 'SO',
    customer: { id: '10001' },
    orderLines: [{ inventoryId: '120101', quantity: 12 }],
    ...changes,
  })
  const place = (body: unknown) => call('/api/v3/SalesOrders', { method: 'POST', body })

  it.each([
    [{ colour: 'red' }, '0004-ValueNotAllowed'],
    [{ customer: { id: '10001', refNo: 'x'.repeat(41) } }, '0002-InvalidLength'],
    [{ type: 'RM' }, '1704-InvalidOrderType'],
    [{ customer: { id: '1' } }, '1400-CustomerLookupException'],
    [{ orderLines: [{ inventoryId: '999001', quantity: 1 }] }, '1804-InventoryIdNotFound'],
    [{ orderLines: [{ inventoryId: '120101', quantity: -1 }] }, '1809-InvalidQuantityForType'],
    [{ shipping: { address: { line1: 'Kade 1' } } }, '0001-NullNotAllowed'],
  ])('refuses %o with %s', async (changes, code) => {
    const answer = await place(order(changes))
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ details: [expect.objectContaining({ code })] })])
  })

  it('fills in the price of a quantity, and takes the goods out of what is available', async () => {
    const before = sandbox.company.items.get('120101')?.stock.get('UTR')?.available ?? 0
    const path = new URL((await place(order())).headers.get('location') ?? '').pathname
    const { value } = (await (await call(`${path}/lines`)).json()) as { readonly value: readonly { readonly unitPrice: number }[] }
    expect([value[0]?.unitPrice, sandbox.company.items.get('120101')?.stock.get('UTR')?.available]).toEqual([7.03, before - 12])
  })

  it('changes an order only against the state it was read in', async () => {
    const path = new URL((await place(order())).headers.get('location') ?? '').pathname
    const etag = (await call(path)).headers.get('etag') ?? ''
    const hold = (headers: Readonly<Record<string, string>>) => call(path, { method: 'PATCH', body: { status: 'Hold' }, headers })
    const statuses = [await hold({}), await hold({ 'if-match': etag }), await hold({ 'if-match': etag })].map(({ status }) => status)
    expect(statuses).toEqual([428, 202, 412])
  })

  it('pages from zero and says where the next one is', async () => {
    const answer = (await (await call('/api/v3/SalesOrders?pageSize=4')).json()) as { readonly value: readonly unknown[] }
    expect([answer.value.length, answer]).toEqual([
      4,
      expect.objectContaining({ totalCount: 6, nextPage: expect.stringContaining('pageIndex=1') }),
    ])
  })
})
