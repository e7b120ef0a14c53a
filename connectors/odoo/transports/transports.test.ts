import { describe, expect, it } from 'vitest'
import { fakeHttp, response } from '../testing/fake-odoo.ts'
import { chooseTransport, parseVersion } from './choose-transport.ts'
import { openJson2 } from './json-2.ts'
import { openJsonRpc } from './json-rpc.ts'
import { isOdooAnswer } from './transport.ts'

const account = { database: 'demo', login: 'sluice@demo.example', apiKey: 'key-of-the-test' }
const version = { major: 19, text: '19.0' }
const search = {
  model: 'res.partner',
  method: 'search_read',
  named: { domain: [], fields: ['name'] },
  context: { lang: 'nl_NL' },
  repeatable: true,
}

function overJson2(answer: Parameters<typeof fakeHttp>[0]) {
  const http = fakeHttp(answer)
  return { http, door: openJson2({ http, account, version }) }
}

/** Signs in as user 7, then answers `answer`. */
function overJsonRpc(answer: unknown) {
  const http = fakeHttp((request) =>
    request.label === 'common.authenticate' ? response(200, { jsonrpc: '2.0', id: 1, result: 7 }) : response(200, answer),
  )
  return { http, door: openJsonRpc({ http, account, version: { major: 18, text: '18.0' } }) }
}

describe('chooseTransport', () => {
  it('takes JSON-2 on Odoo 19', async () => {
    const http = fakeHttp(() => response(200, { version_info: [19, 0, 0, 'final', 0, ''], version: '19.0' }))
    expect((await chooseTransport({ http, account })).door).toBe('JSON-2')
  })

  it('asks over JSON-RPC and stays there where /web/version is not known', async () => {
    const http = fakeHttp((request) =>
      request.path === '/web/version'
        ? response(404, '<html></html>', 'text/html')
        : response(200, { jsonrpc: '2.0', id: 1, result: { server_version: '17.0', protocol_version: 1 } }),
    )
    expect(await chooseTransport({ http, account })).toMatchObject({ door: 'JSON-RPC', version: { major: 17 } })
  })

  it('says so when the address is no Odoo', async () => {
    const http = fakeHttp(() => response(404, '<html></html>', 'text/html'))
    await expect(chooseTransport({ http, account })).rejects.toMatchObject({ code: 'not-odoo' })
  })

  it('counts saas~18.2 as 18', () => {
    expect(parseVersion({ server_version: 'saas~18.2+e' })).toMatchObject({ major: 18 })
  })
})

describe('JSON-2', () => {
  it('sends named arguments with key, database and context', async () => {
    const { http, door } = overJson2(() => response(200, []))
    await door.send(search)
    expect(http.sent[0]).toMatchObject({
      path: '/json/2/res.partner/search_read',
      headers: { authorization: 'bearer key-of-the-test', 'x-odoo-database': 'demo' },
      body: JSON.stringify({ domain: [], fields: ['name'], context: { lang: 'nl_NL' } }),
    })
  })

  it('takes 404 as HTML for an unknown database', async () => {
    const { door } = overJson2(() => response(404, '<html>No database is selected</html>', 'text/html; charset=utf-8'))
    await expect(door.send(search)).rejects.toMatchObject({ name: 'ConnectionError', code: 'database-unknown' })
  })

  it('takes 404 as JSON for a missing app', async () => {
    const { door } = overJson2(() => response(404, { name: 'werkzeug.exceptions.NotFound', message: "the model 'x.nope' does not exist" }))
    await expect(door.send(search)).rejects.toMatchObject({ code: 'app-missing' })
  })

  it('hands a 500 with a JSON body back as an answer, and one with HTML not', () => {
    const json = response(500, { name: 'builtins.ValueError', message: "Invalid field 'nofield'" })
    expect([isOdooAnswer(json), isOdooAnswer(response(500, '<html></html>', 'text/html'))]).toEqual([true, false])
  })

  it('leaves "too many requests" to the HTTP client', () => {
    expect(isOdooAnswer(response(429, { name: 'x' }))).toBe(false)
  })
})

describe('JSON-RPC', () => {
  it('signs in once and repeats database, user and key in every call', async () => {
    const { http, door } = overJsonRpc({ jsonrpc: '2.0', id: 1, result: [] })
    await door.send(search)
    await door.send(search)
    expect(http.sent.map(({ label }) => label)).toEqual(['common.authenticate', 'res.partner.search_read', 'res.partner.search_read'])
    expect(JSON.parse(http.sent[1]?.body ?? '').params.args).toEqual([
      'demo',
      7,
      'key-of-the-test',
      'res.partner',
      'search_read',
      [[]],
      { fields: ['name'], context: { lang: 'nl_NL' } },
    ])
  })

  it('sends the ids of a record method by place', async () => {
    const { http, door } = overJsonRpc({ jsonrpc: '2.0', id: 1, result: true })
    await door.send({ model: 'sale.order', method: 'action_confirm', ids: [5], named: {}, context: {}, repeatable: false })
    expect(JSON.parse(http.sent[1]?.body ?? '').params.args.slice(5)).toEqual([[[5]], { context: {} }])
  })

  it('takes an absent result for null', async () => {
    const { door } = overJsonRpc({ jsonrpc: '2.0', id: 1 })
    expect(await door.send({ ...search, method: 'action_archive', ids: [1] })).toBeNull()
  })

  it('finds the failure in an HTTP 200', async () => {
    const { door } = overJsonRpc({
      jsonrpc: '2.0',
      id: 1,
      error: {
        code: 0,
        message: 'Odoo Server Error',
        data: { name: 'odoo.exceptions.UserError', message: 'Some orders are not in a state requiring confirmation.', debug: 'Traceback' },
      },
    })
    await expect(door.send(search)).rejects.toMatchObject({
      name: 'DataError',
      message: 'Odoo refused: Some orders are not in a state requiring confirmation.',
    })
  })

  it('takes the result false of a login for a refused key', async () => {
    const http = fakeHttp(() => response(200, { jsonrpc: '2.0', id: 1, result: false }))
    await expect(openJsonRpc({ http, account, version }).userId()).rejects.toMatchObject({
      code: 'key-refused',
      message: expect.stringContaining('"demo"'),
    })
  })

  it('names the database, and no address, when the server cannot open it', async () => {
    const message = 'connection to server at "10.0.0.5", port 5432 failed: FATAL:  database "nodb" does not exist'
    const http = fakeHttp(() =>
      response(200, { jsonrpc: '2.0', id: 1, error: { code: 0, data: { name: 'psycopg2.OperationalError', message } } }),
    )
    const error = await openJsonRpc({ http, account, version })
      .userId()
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'database-unknown' })
    expect(JSON.stringify([(error as Error).message, error])).not.toContain('10.0.0.5')
  })

  it('asks for the login when it is missing', async () => {
    const door = openJsonRpc({ http: fakeHttp(() => response(200, {})), account: { ...account, login: undefined }, version })
    await expect(door.userId()).rejects.toMatchObject({ code: 'login-missing' })
  })
})
