import { describe, expect, it } from 'vitest'
import { faultError, knownRefusals, refusalError } from './failures.ts'

const fault = (code: string, text: string) =>
  faultError({ operation: 'getOrders', fault: { code, text }, account: 'api.mpluskassa.nl:49999' })

describe('faults', () => {
  it.each([
    ['Client.Authentication', 'Invalid credentials', 'ConnectionError', 'credentials-refused', 'user'],
    ['Client', "Method 'getOrders' not implemented: method name or namespace not recognized", 'SettingsError', 'operation-unknown', 'user'],
    ['Client.ORDER_NOT_FOUND', 'Order not found', 'DataError', 'request-refused', 'user'],
    ['Client', '', 'DataError', 'request-refused', 'user'],
    ['Server', 'database locked', 'BusyError', 'server-fault', 'wait'],
    ['Server.Timeout', '', 'BusyError', 'server-fault', 'wait'],
    ['', '', 'DataError', 'request-refused', 'user'],
  ])('%s "%s" is a %s', (code, text, name, ourCode, fix) => {
    expect(fault(code, text)).toMatchObject({ name, code: ourCode, fix })
  })

  it('of credentials name the till and what belongs together', () => {
    expect(fault('Client.Authentication', '')).toMatchObject({
      message: 'MplusKASSA at api.mpluskassa.nl:49999 does not accept the ident and secret of this connection.',
      hint: expect.stringContaining('ident, secret and port'),
    })
  })

  it('of an unknown class keep its text', () => {
    expect(fault('Client.VatCode', 'VAT code 7').message).toBe('MplusKASSA refused getOrders: "VAT code 7".')
  })
})

describe('refusing results', () => {
  it.each(knownRefusals)('%s is told in words, without its code', (result) => {
    const { message, hint } = refusalError({ what: 'Order 1042', result })
    expect(message).toMatch(/^Order 1042: [a-zA-Z]/)
    expect(message).not.toContain('RESULT')
    expect(hint).toMatch(/\.$/)
  })

  it('carry what the service said', () => {
    expect(refusalError({ what: 'Order 1042', result: 'CREATE-ORDER-RESULT-FAILED', said: 'Unknown article 5' }).message).toBe(
      'Order 1042: MplusKASSA refused it without naming a reason it has a code for: "Unknown article 5".',
    )
  })

  it('that are new to us name their code rather than nothing', () => {
    expect(refusalError({ what: 'Order 1042', result: 'CREATE-ORDER-RESULT-MOON' }).message).toContain('CREATE-ORDER-RESULT-MOON')
  })

  it('of stock say what to switch on', () => {
    expect(refusalError({ what: 'Stock of 120101', result: 'SET-STOCK-RESULT-NO-STOCK-ARTICLE' })).toMatchObject({
      code: 'no-stock-article',
      message: 'Stock of 120101: the till keeps no stock for this article.',
      hint: expect.stringContaining('stock article'),
    })
  })
})
