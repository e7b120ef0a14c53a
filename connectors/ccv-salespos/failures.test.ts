import { expect, it } from 'vitest'
import { describeSkew, isAboutRequest, refusedError, saidError } from './failures.ts'

const asked = { label: 'products.create', account: 'winkel.example', isAboutOne: false }
const said = (code: string) => ({ code, message: 'said so' })

it.each([
  [500, '500.60', 'DataError', 'product-limit'],
  [500, '500.40', 'DataError', 'already-there'],
  [500, '500.22', 'DataError', 'image-kind'],
  [500, '500.90', 'SettingsError', 'app-missing'],
  [500, '500.20', 'VendorError', 'answer-unfit'],
  [405, '405.10', 'SettingsError', 'not-offered'],
  [501, '501.20', 'SettingsError', 'not-offered'],
  [400, '400.10', 'DataError', 'request-refused'],
  [401, '401.10', 'ConnectionError', 'credentials-refused'],
  [403, '403.10', 'ConnectionError', 'credentials-refused'],
])('tells status %i with code %s as %s %s', (status, code, name, own) => {
  expect(refusedError({ ...asked, status, said: said(code) })).toMatchObject({ name, code: own })
})

it('takes a page of a web server for a wrong address', () => {
  const error = refusedError({ ...asked, status: 404, said: saidError('<html>not found</html>') })
  expect(error).toMatchObject({ name: 'ConnectionError', code: 'address-without-api' })
})

it('blames the clock before the keys when it is more than five minutes off', () => {
  const error = refusedError({ ...asked, status: 401, said: undefined, skewMs: 7 * 60_000 })
  expect(error).toMatchObject({ code: 'clock-wrong', message: expect.stringContaining('7 minutes behind that of the shop') })
})

it('asks again only after what may pass', () => {
  const body = (code: string) => JSON.stringify({ status: 500, code, developermessage: '' })
  expect(['500.10', '500.40', '500.60'].map((code) => isAboutRequest(body(code)))).toEqual([false, true, true])
  expect(isAboutRequest('<html>Bad gateway</html>')).toBe(false)
})

it('says a long difference of clocks in hours', () => {
  expect(describeSkew(-3 * 3_600_000)).toBe('the clock of this computer is 3 hours ahead of that of the shop')
})
