import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OdooSandbox } from '../options.ts'
import { startOdooSandbox } from '../start.ts'
import { type Doors, doorsOf, send, xmlInt, xmlList, xmlText } from './clients.ts'

let sandbox: OdooSandbox
let doors: Doors

beforeAll(async () => {
  sandbox = await startOdooSandbox({ now: () => new Date('2026-11-22T00:29:30.400Z') })
  doors = doorsOf(sandbox)
})
afterAll(() => sandbox.close())

describe('the version', () => {
  it.each(['/web/version', '/json/version'])('is told at %s without a login', async (path) => {
    expect((await send(sandbox.origin + path)).text).toBe('{"version_info": [19, 0, 0, "final", 0, ""], "version": "19.0"}')
  })

  it('is told by common.version', async () => {
    const { json } = await doors.rpc('common', 'version', [])
    expect(json).toEqual({
      jsonrpc: '2.0',
      id: 7,
      result: { server_version: '19.0', server_version_info: [19, 0, 0, 'final', 0, ''], server_serie: '19.0', protocol_version: 1 },
    })
  })

  it('is followed by a health page', async () => {
    expect((await send(`${sandbox.origin}/web/health`)).text).toBe('{"status": "pass"}')
  })
})

describe('logging in', () => {
  it.each([
    ['the password', 'admin', () => 'admin', 2],
    ['the key in the place of the password', 'admin', () => sandbox.credentials.apiKey, 2],
    ['a wrong password', 'admin', () => 'nope', false],
    ['an empty password', 'admin', () => '', false],
    ['an unknown login', 'nobody', () => 'admin', false],
  ])('answers %s without an error', async (_case, login, secret, result) => {
    const { json } = await doors.rpc('common', 'authenticate', ['demo', login, secret(), {}])
    expect(json).toEqual({ jsonrpc: '2.0', id: 7, result })
  })

  it('tells the user of a key through context_get', async () => {
    expect((await doors.json2('res.users/context_get')).text).toBe('{"lang": "en_US", "tz": "Europe/Brussels", "uid": 2}')
  })

  it('takes the word bearer in any case', async () => {
    const { status } = await doors.json2(
      'res.partner/search_count',
      { domain: [] },
      { authorization: `BEARER ${sandbox.credentials.apiKey}` },
    )
    expect(status).toBe(200)
  })
})

describe('JSON-2', () => {
  it('answers records with pairs for links, false for empty and floats with their point', async () => {
    const { text, headers } = await doors.json2('res.partner/search_read', {
      domain: [['is_company', '=', true]],
      fields: ['name', 'country_id', 'ref', 'credit_limit', 'write_date'],
      limit: 1,
      order: 'id',
    })
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(text).toBe(
      '[{"id": 1, "name": "Winkel aan de Gracht B.V.", "country_id": [27, "Netherlands"], "ref": false, "credit_limit": 0.0, "write_date": "2026-11-22 00:29:30"}]',
    )
  })

  it('answers bare ids for links with load null', async () => {
    const { json } = await doors.json2('res.partner/search_read', { domain: [['id', '=', 1]], fields: ['country_id'], load: null })
    expect(json).toEqual([{ id: 1, country_id: 27 }])
  })

  it('always answers create with a list', async () => {
    expect((await doors.json2('res.partner/create', { vals_list: { name: 'Eén' } })).text).toMatch(/^\[\d+\]$/)
  })

  it('answers null for a method that returns nothing', async () => {
    const id = sandbox.call('res.partner', 'create', [{ name: 'Weg' }])
    expect((await doors.json2('res.partner/action_archive', { ids: [id] })).text).toBe('null')
  })

  it('does nothing and says true when ids are left out', async () => {
    const before = sandbox.call('res.partner', 'search_count', [[['ref', '=', 'R1']]])
    expect((await doors.json2('res.partner/write', { vals: { ref: 'R1' } })).text).toBe('true')
    expect(sandbox.call('res.partner', 'search_count', [[['ref', '=', 'R1']]])).toBe(before)
  })

  it('takes one number for ids', async () => {
    expect((await doors.json2('res.partner/read', { ids: 1, fields: ['name'] })).json).toEqual([
      { id: 1, name: 'Winkel aan de Gracht B.V.' },
    ])
  })

  it('counts an empty body as no arguments', async () => {
    const { status } = await send(`${sandbox.origin}/json/2/res.users/context_get`, {
      method: 'POST',
      headers: { authorization: `bearer ${sandbox.credentials.apiKey}` },
    })
    expect(status).toBe(200)
  })

  it('leaves ids that are not there out of a read', async () => {
    expect((await doors.json2('res.partner/read', { ids: [999_999], fields: ['name'] })).text).toBe('[]')
  })

  it('leaves unknown names out of fields_get', async () => {
    const { json } = await doors.json2('res.partner/fields_get', { allfields: ['type', 'nofield'], attributes: ['type', 'required'] })
    expect(json).toEqual({ type: { type: 'selection', required: false } })
  })

  it('answers header, customer and total count in one call', async () => {
    const { json } = await doors.json2('res.partner/web_search_read', {
      domain: [['is_company', '=', true]],
      specification: { name: {}, country_id: { fields: { code: {} } } },
      limit: 1,
      order: 'id',
    })
    expect(json).toEqual({ length: 3, records: [{ id: 1, name: 'Winkel aan de Gracht B.V.', country_id: { id: 27, code: 'NL' } }] })
  })
})

describe('JSON-RPC', () => {
  it('answers one id for a dictionary and a list for a list', async () => {
    const one = (await doors.execute('res.partner', 'create', [{ name: 'A' }])).json as { result: unknown }
    const many = (await doors.execute('res.partner', 'create', [[{ name: 'B' }]])).json as { result: unknown }
    expect([typeof one.result, Array.isArray(many.result)]).toEqual(['number', true])
  })

  it('leaves result out when the method returns nothing', async () => {
    const id = sandbox.call('res.partner', 'create', [{ name: 'Stil' }])
    expect((await doors.execute('res.partner', 'action_archive', [[id]])).text).toBe('{"jsonrpc": "2.0", "id": 7}')
  })

  it('takes arguments spread out through execute', async () => {
    const { json } = await doors.rpc('object', 'execute', ['demo', 2, 'admin', 'res.partner', 'search_count', [['id', '=', 1]]])
    expect(json).toMatchObject({ result: 1 })
  })

  it('reads back as false what was cleared with null', async () => {
    const id = sandbox.call('res.partner', 'create', [{ name: 'Leeg', ref: 'X' }])
    await doors.execute('res.partner', 'write', [[id], { ref: null }])
    expect(sandbox.call('res.partner', 'read', [[id], ['ref']])).toEqual([{ id, ref: false }])
  })
})

describe('XML-RPC', () => {
  it('answers a struct with booleans for empty and strings for moments', async () => {
    const { text, headers } = await doors.xmlExecute(
      'res.partner',
      'read',
      xmlList(xmlList(xmlInt(1)), xmlList(xmlText('ref'), xmlText('write_date'), xmlText('credit_limit'))),
    )
    expect(headers.get('content-type')).toContain('text/xml')
    expect(text).toContain('<name>ref</name>\n<value><boolean>0</boolean></value>')
    expect(text).toContain('<name>write_date</name>\n<value><string>2026-11-22 00:29:30</string></value>')
    expect(text).toContain('<name>credit_limit</name>\n<value><double>0.0</double></value>')
  })

  it('keeps the change of a method that returns nothing although it answers a fault', async () => {
    const id = sandbox.call('res.partner', 'create', [{ name: 'Fout' }]) as number
    const { text } = await doors.xmlExecute('res.partner', 'action_archive', xmlList(xmlList(xmlInt(id))))
    expect(text).toContain('TypeError: cannot marshal None unless allow_none is enabled')
    expect(sandbox.call('res.partner', 'read', [[id], ['active']])).toEqual([{ id, active: false }])
  })

  it('carries entities and letters of every script both ways', async () => {
    const id = sandbox.call('res.partner', 'create', [{ name: 'Kaas & <Brood> 日本 🧀' }]) as number
    const { text } = await doors.xmlExecute('res.partner', 'read', xmlList(xmlList(xmlInt(id)), xmlList(xmlText('name'))))
    expect(text).toContain('<string>Kaas &amp; &lt;Brood&gt; 日本 🧀</string>')
  })
})

describe('releases before 19', () => {
  it('have neither JSON-2 nor the version page, and the older field names', async () => {
    const old = await startOdooSandbox({ version: '18.0' })
    const pages = await Promise.all(['/web/version', '/json/version'].map((path) => send(old.origin + path)))
    const call = await doorsOf(old).json2('res.partner/search_count', { domain: [] })
    const fields = old.call('sale.order.line', 'fields_get', [['tax_id', 'tax_ids', 'product_uom', 'product_uom_id'], ['type']])
    await old.close()
    expect([...pages.map((page) => page.status), call.status]).toEqual([404, 404, 404])
    expect(fields).toEqual({ tax_id: { type: 'many2many' }, product_uom: { type: 'many2one' } })
  })

  it('know goods in stock as type product in 17', async () => {
    const old = await startOdooSandbox({ version: '17.0' })
    const found = old.call('product.product', 'search_count', [[['type', '=', 'product']]])
    await old.close()
    expect(found).toBe(10)
  })
})
