import { describe, expect, it } from 'vitest'
import type { HttpRequest } from '#core/kit/ports.ts'
import { createAccountViewClient } from './client.ts'
import { objects } from './objects.ts'

const settings = { clientId: 'app', clientSecret: 'x', company: '1234', currency: 'EUR', address: 'https://www.accountview.net' }
const signal = new AbortController().signal

/** A client whose one request is answered so. */
function answered(status: number, body: unknown) {
  const sent: HttpRequest[] = []
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const http = {
    send: async (request: HttpRequest) => {
      sent.push(request)
      return { status, headers: {}, text: () => text, json: () => JSON.parse(text) as unknown }
    },
  }
  const clock = { now: () => new Date('2026-11-22T09:00:00Z'), sleep: async () => {} }
  return { client: createAccountViewClient({ settings, http, clock, log: () => {} }), sent }
}

const debtors = { object: objects.debtors, fields: ['SUB_NR', 'ACCT_NAME'], size: 200, signal }
const error = { ErrorType: 'AccountViewError', ErrorNumbers: null, ErrorMessage: 'Het record is vergrendeld.' }

describe('reading', () => {
  it('asks for an object, its fields and what comes after a key, in one administration', async () => {
    const { client, sent } = answered(200, { CONTACT: [{ SUB_NR: '10016', ACCT_NAME: 'Noord BV', EXT_KEY: 1 }] })
    const rows = await client.read({
      ...debtors,
      lastKey: '10015',
      where: [{ field: 'MAIL_BUS', operator: 'Equal', type: 'C', value: 'inkoop@noord.example' }],
    })
    expect([rows, sent[0]]).toEqual([
      [{ SUB_NR: '10016', ACCT_NAME: 'Noord BV', EXT_KEY: 1 }],
      expect.objectContaining({
        method: 'GET',
        path: '/api/v3/accountviewdata',
        query: {
          BusinessObject: 'AR1',
          PageSize: '200',
          Fields: 'contact.sub_nr,contact.acct_name',
          FilterControlSource1: 'contact.mail_bus',
          FilterOperator1: 'Equal',
          FilterValueType1: 'C',
          FilterValue1: 'inkoop@noord.example',
          LastKey: '10015',
        },
        headers: { accept: 'application/json', 'x-company': '1234' },
        repeatable: true,
      }),
    ])
  })

  it.each([
    ['404', 404, { Message: 'Not found' }],
    ['an empty list', 200, { CONTACT: [] }],
    ['nothing under the table', 200, {}],
  ])('takes %s for no records', async (_what, status, body) => {
    expect(await answered(status, body).client.read(debtors)).toEqual([])
  })

  it('reads names of tables and fields without regard to case', async () => {
    expect(await answered(200, { Contact: [{ Sub_Nr: '1' }] }).client.read(debtors)).toEqual([{ SUB_NR: '1' }])
  })

  it('never takes 404 for an installation that opens nothing', async () => {
    await expect(answered(404, 'Not found').client.businessObjects(signal)).rejects.toMatchObject({ name: 'VendorError' })
  })

  it.each([200, 400, 404])('sees a refusal in an answer with status %d', async (status) => {
    await expect(answered(status, error).client.read(debtors)).rejects.toMatchObject({
      name: 'DataError',
      code: 'request-refused',
      message: 'AccountView refused it (AR1.read): "Het record is vergrendeld.".',
    })
  })

  it.each([
    [401, 'ConnectionError', 'credentials-refused'],
    [403, 'ConnectionError', 'not-allowed'],
    [500, 'VendorError', 'status-unexpected'],
  ])('says who can act on status %d', async (status, name, code) => {
    await expect(answered(status, error).client.read(debtors)).rejects.toMatchObject({ name, code })
  })

  it('says so when the answer is no JSON', async () => {
    await expect(answered(200, '<html>relay</html>').client.read(debtors)).rejects.toMatchObject({
      name: 'VendorError',
      message: expect.not.stringContaining('<html'),
    })
  })
})

describe('writing', () => {
  const header = {
    name: 'CONTACT',
    fields: [
      { name: 'RowId', type: 'C' },
      { name: 'ACCT_NAME', type: 'C' },
    ],
    rows: [['1', 'Noord BV']],
  }
  const command = { object: objects.debtors, bookDate: '2026-11-22', header, signal }

  it('never has an insert repeated, and gives back what was stored', async () => {
    const { client, sent } = answered(200, { CONTACT: [{ SUB_NR: '10017', ACCT_NAME: 'Noord BV' }] })
    expect([await client.create(command), sent[0]?.method, sent[0]?.repeatable]).toEqual([
      { SUB_NR: '10017', ACCT_NAME: 'Noord BV' },
      'POST',
      false,
    ])
  })

  it('does not call it written when the answer holds no record', async () => {
    await expect(answered(200, {}).client.create(command)).rejects.toMatchObject({ name: 'VendorError', code: 'answer-unexpected' })
  })

  it('asks for nothing without an administration', async () => {
    const sent: HttpRequest[] = []
    const http = { send: async (request: HttpRequest) => Promise.reject(sent.push(request)) }
    const clock = { now: () => new Date(), sleep: async () => {} }
    const client = createAccountViewClient({ settings: { ...settings, company: '' }, http, clock, log: () => {} })
    await expect(client.create(command)).rejects.toMatchObject({ code: 'company-missing' })
    expect(sent).toEqual([])
  })
})
