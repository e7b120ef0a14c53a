import { describe, expect, it } from 'vitest'
import { odoo } from './connector.ts'
import { FakeFailure, fakeOdoo, settings } from './testing/fake-odoo.ts'

const signal = new AbortController().signal

describe('the address', () => {
  it('binds the key to scheme, host and port alone', () => {
    expect(odoo.origin({ ...settings, url: 'https://demo.odoo.com:8443/odoo/sales' })).toBe('https://demo.odoo.com:8443')
  })

  it('must be https', () => {
    expect(() => odoo.origin({ ...settings, url: 'http://odoo.demo.example' })).toThrow(/not secure/)
  })

  it('may be plain http to this computer itself', () => {
    expect(odoo.origin({ ...settings, url: 'http://127.0.0.1:8069' })).toBe('http://127.0.0.1:8069')
  })

  it.each(['origin', 'account'] as const)('that is none is told in words by %s(), without the key pasted into it', (ask) => {
    const pasted = { ...settings, url: 'demo.odoo.com?key=canary-4f1d9c' }
    const told = { name: 'SettingsError', message: 'The address of Odoo is not a web address.' }
    expect(() => odoo[ask](pasted)).toThrow(expect.objectContaining(told))
  })

  it('is not taken for this computer because its name begins like it', () => {
    expect(() => odoo.origin({ ...settings, url: 'http://127.evil.example' })).toThrow(/not secure/)
  })
})

describe('check', () => {
  const rights = Object.fromEntries(
    ['sale.order', 'stock.quant', 'product.template', 'res.partner', 'account.tax', 'ir.model.data'].map((model) => [
      `${model}.has_access`,
      () => true,
    ]),
  )

  it('names company, user and database', async () => {
    expect(await odoo.check(fakeOdoo(rights).client, signal)).toEqual({
      account: 'Demo BV as sluice@demo.example (demo.odoo.com/demo)',
      version: 'Odoo 19.0 over JSON-2',
      warnings: [],
    })
  })

  it('warns where the user lacks a right, also when asking is refused', async () => {
    const { client } = fakeOdoo({
      ...rights,
      'stock.quant.has_access': () => false,
      'ir.model.data.has_access': () => {
        throw new FakeFailure('odoo.exceptions.AccessError', 'No.', 403)
      },
    })
    const { warnings } = await odoo.check(client, signal)
    expect(warnings).toEqual(['This user may not set stock.', expect.stringContaining('external ids')])
  })
})
