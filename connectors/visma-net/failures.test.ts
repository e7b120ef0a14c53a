import { describe, expect, it } from 'vitest'
import { answerError, type ServiceName, saidIn } from './failures.ts'

const answer = (status: number, body: unknown, service: ServiceName = 'erp') => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return answerError({
    service,
    label: 'customer.create',
    account: 'visma.example/c1',
    response: { status, headers: {}, text: () => text, json: () => body },
  })
}

describe('what Visma.net says', () => {
  it.each([
    [{ message: 'Customer class cannot be found.' }, 'Customer class cannot be found.'],
    [
      { ExceptionType: 'IPPException', ExceptionMessage: 'Error: no such thing', ExceptionMessageID: '', FaultCode: '13000' },
      'Error: no such thing',
    ],
    [{ title: 'Conflict', status: 409, detail: 'It exists.' }, 'It exists.'],
    [{ title: 'Errors', errors: { 'OrderLines[0].InventoryId': ['cannot be found'] } }, 'OrderLines[0].InventoryId: cannot be found'],
    ['"just a text"', 'just a text'],
    ['plain words', 'plain words'],
    ['<html><body>502</body></html>', ''],
    ['', ''],
  ])('is read from %j', (body, said) => {
    expect(saidIn(typeof body === 'string' ? body : JSON.stringify(body)).text).toBe(said)
  })

  it('is never quoted at length', () => {
    expect(saidIn(JSON.stringify({ message: 'x'.repeat(2_000) })).text).toHaveLength(400)
  })
})

describe('an answer that refuses', () => {
  it.each([
    [400, 'DataError', 'request-refused', 'user'],
    [401, 'ConnectionError', 'credentials-refused', 'user'],
    [403, 'ConnectionError', 'not-allowed', 'user'],
    [404, 'DataError', 'not-found', 'user'],
    [409, 'DataError', 'request-refused', 'user'],
    [412, 'DataError', 'changed-meanwhile', 'user'],
    [418, 'VendorError', 'status-unexpected', 'vendor'],
  ])('of status %i is a %s', (status, name, code, fix) => {
    expect(answer(status, { message: 'No.' })).toMatchObject({ name, code, fix })
  })

  it('names what can be done about a code that is known', () => {
    const body = {
      title: 'Errors',
      details: [{ code: '1601-FinancialPeriodClosed', message: 'Closed' }],
      errors: { Date: ['The period is closed'] },
    }
    expect(answer(400, body, 'salesOrder')).toMatchObject({
      code: 'period-closed',
      message: 'Visma.net refused it (customer.create): "Date: The period is closed".',
      hint: 'Open the financial period of the date in Visma.net, or send another date.',
    })
  })
})
