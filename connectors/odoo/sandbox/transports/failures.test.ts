import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OdooSandbox } from '../options.ts'
import { startOdooSandbox } from '../start.ts'
import { type Doors, doorsOf, send } from './clients.ts'

let sandbox: OdooSandbox
let doors: Doors

beforeAll(async () => {
  const user = { login: 'kassa', password: 'kassa', name: 'Marc Demo', apiKey: 'b'.repeat(40), groups: ['sales-own'] } as const
  const admin = {
    login: 'admin',
    password: 'admin',
    name: 'Mitchell Admin',
    apiKey: 'a'.repeat(40),
    groups: ['admin'],
    companyIds: [1, 2],
  } as const
  sandbox = await startOdooSandbox({ companies: ['Winkel', 'Groothandel'], users: [admin, user] })
  doors = doorsOf(sandbox)
  sandbox.call('product.template', 'create', [{ name: 'Bezet', barcode: '5901234123457' }])
  sandbox.call('ir.model.data', 'create', [{ module: 'x', name: 'order_77', model: 'res.partner', res_id: 1 }])
  sandbox.call('sale.order', 'create', [{ partner_id: 1, order_line: [] }])
  sandbox.call('sale.order', 'action_confirm', [[1]])
})
afterAll(() => sandbox.close())

interface Failure {
  readonly name: string
  readonly message: string
  readonly arguments: readonly unknown[]
  readonly context: unknown
  readonly debug: string
}

interface Case {
  readonly what: string
  readonly model: string
  readonly method: string
  /** By name, for JSON-2. */
  readonly body: Readonly<Record<string, unknown>>
  /** By place, for JSON-RPC. */
  readonly args: readonly unknown[]
  readonly status: number
  readonly name: string
  readonly message: string | RegExp
  /** Class over JSON-RPC, where it differs. */
  readonly rpcName?: string
  readonly rpcMessage?: string | RegExp
}

const search = (domain: unknown) => ({ body: { domain }, args: [domain] })
const create = (values: unknown) => ({ body: { vals_list: [values] }, args: [[values]] })
const partner = { model: 'res.partner' }
const order = { model: 'sale.order' }
const ValueError = { status: 500, name: 'builtins.ValueError' }
const ValidationError = { status: 422, name: 'odoo.exceptions.ValidationError' }
const UserError = { status: 422, name: 'odoo.exceptions.UserError' }
const missing = 'Record does not exist or has been deleted.\n(Record: res.partner(999999,), User: 2)'

const cases: readonly Case[] = [
  {
    what: 'an unknown model',
    model: 'x.nope',
    method: 'search',
    ...search([]),
    status: 404,
    name: 'werkzeug.exceptions.NotFound',
    message: "the model 'x.nope' does not exist",
    rpcName: 'odoo.exceptions.UserError',
    rpcMessage: "Object x.nope doesn't exist",
  },
  {
    what: 'an unknown method',
    ...partner,
    method: 'nope',
    body: {},
    args: [],
    status: 404,
    name: 'werkzeug.exceptions.NotFound',
    message: "The method 'res.partner.nope' does not exist",
    rpcName: 'builtins.AttributeError',
  },
  {
    what: 'a private method',
    ...partner,
    method: '_search',
    body: {},
    args: [],
    status: 403,
    name: 'odoo.exceptions.AccessError',
    message: "Private methods (such as 'res.partner._search') cannot be called remotely.",
  },
  {
    what: 'a missing argument',
    ...partner,
    method: 'search',
    body: {},
    args: [],
    status: 422,
    name: 'werkzeug.exceptions.UnprocessableEntity',
    message: "missing a required argument: 'domain'",
    rpcName: 'builtins.IndexError',
    rpcMessage: /./,
  },
  {
    what: 'a required field left out',
    ...order,
    method: 'create',
    ...create({}),
    ...ValidationError,
    message:
      /^The operation cannot be completed: Missing required value for the field 'Customer' \(partner_id\)\.\nModel: 'Sales Order' \(sale\.order\)\n- create\/update: /,
  },
  {
    what: 'a contact without a name',
    ...partner,
    method: 'create',
    ...create({}),
    ...ValidationError,
    message: 'The operation cannot be completed: Contacts require a name',
  },
  {
    what: 'a link to nothing',
    ...partner,
    method: 'create',
    ...create({ name: 'A', country_id: 9999 }),
    ...ValidationError,
    message:
      /Another model is using the record you are trying to delete\.\n\nThe troublemaker is: 'Contact' \(res\.partner\)\nThanks to the following constraint: 'Country' \(country_id\)/,
  },
  {
    what: 'digits as text for a required link',
    ...order,
    method: 'create',
    ...create({ partner_id: '1' }),
    ...ValidationError,
    message: /Missing required value for the field 'Customer'/,
  },
  {
    what: 'a second confirmation',
    ...order,
    method: 'action_confirm',
    body: { ids: [1] },
    args: [[1]],
    ...UserError,
    message: 'Some orders are not in a state requiring confirmation.',
  },
  {
    what: 'deleting a confirmed order',
    ...order,
    method: 'unlink',
    body: { ids: [1] },
    args: [[1]],
    ...UserError,
    message: 'You can not delete a sent quotation or a confirmed sales order. You must first cancel it.',
  },
  {
    what: 'a barcode that is taken',
    model: 'product.template',
    method: 'create',
    ...create({ name: 'Dubbel', barcode: '5901234123457' }),
    ...ValidationError,
    message: /^Barcode\(s\) already assigned:\n\n- Barcode "5901234123457" already assigned to product\(s\): .*Bezet/,
  },
  {
    what: 'an external id that is taken',
    model: 'ir.model.data',
    method: 'create',
    ...create({ module: 'x', name: 'order_77', model: 'res.partner', res_id: 1 }),
    ...ValidationError,
    message: /duplicate key value violates unique constraint "ir_model_data_module_name_uniq_index"/,
  },
  {
    what: 'writing to a record that is gone',
    ...partner,
    method: 'write',
    body: { ids: [999_999], vals: { ref: 'x' } },
    args: [[999_999], { ref: 'x' }],
    status: 404,
    name: 'odoo.exceptions.MissingError',
    message: missing,
  },
  {
    what: 'deleting a record that is gone',
    ...partner,
    method: 'unlink',
    body: { ids: [999_999] },
    args: [[999_999]],
    status: 404,
    name: 'odoo.exceptions.MissingError',
    message: missing,
  },
  {
    what: 'an unknown field in a domain',
    ...partner,
    method: 'search',
    ...search([['nofield', '=', 1]]),
    ...ValueError,
    message: "Invalid field res.partner.nofield in condition ('nofield', '=', 1)",
  },
  {
    what: 'an unknown operator',
    ...partner,
    method: 'search',
    ...search([['name', '~~', 1]]),
    ...ValueError,
    message: "Invalid operator in condition ('name', '~~', 1)",
  },
  {
    what: 'a domain that lacks an operand',
    ...partner,
    method: 'search',
    ...search(['|', ['name', '=', 'a']]),
    ...ValueError,
    message: "Domain() malformed domain ['|', ['name', '=', 'a']]",
  },
  {
    what: 'a condition of two parts',
    ...partner,
    method: 'search',
    ...search([['name', '=']]),
    ...ValueError,
    message: "Domain() invalid item in domain: ['name', '=']",
  },
  {
    what: 'a domain holding a text',
    ...partner,
    method: 'search',
    ...search(['name']),
    ...ValueError,
    message: "Domain() invalid item in domain: 'name'",
  },
  {
    what: 'a domain that is a text',
    ...partner,
    method: 'search',
    ...search('name'),
    status: 500,
    name: 'builtins.TypeError',
    message: "Domain() invalid argument type for domain: 'name'",
  },
  {
    what: 'reading an unknown field',
    ...partner,
    method: 'read',
    body: { ids: [1], fields: ['nofield'] },
    args: [[1], ['nofield']],
    ...ValueError,
    message: "Invalid field 'nofield' on 'res.partner'",
  },
  {
    what: 'creating with an unknown field',
    ...partner,
    method: 'create',
    ...create({ name: 'A', nofield: 1 }),
    ...ValueError,
    message: "Invalid field 'nofield' in 'res.partner'",
  },
  {
    what: 'sorting by an unknown field',
    ...partner,
    method: 'search',
    body: { domain: [], order: 'nofield' },
    args: [[], 0, false, 'nofield'],
    ...ValueError,
    message: "Invalid field 'nofield' on model 'res.partner'",
  },
  {
    what: 'sorting by a computed field',
    model: 'product.product',
    method: 'search',
    body: { domain: [], order: 'free_qty' },
    args: [[], 0, false, 'free_qty'],
    ...ValueError,
    message: 'Cannot convert product.product.free_qty to SQL because it is not stored',
  },
  {
    what: 'text where an id belongs',
    ...partner,
    method: 'read',
    body: { ids: ['abc'], fields: ['name'] },
    args: [['abc'], ['name']],
    status: 500,
    name: 'psycopg2.errors.InvalidTextRepresentation',
    message: /abc/,
  },
  {
    what: 'a choice there is none of',
    ...partner,
    method: 'create',
    ...create({ name: 'A', type: 'zzz' }),
    ...ValueError,
    message: "Wrong value for res.partner.type: 'zzz'",
  },
  {
    what: 'a moment with T and Z',
    ...order,
    method: 'create',
    ...create({ partner_id: 1, date_order: '2025-01-05T10:00:00Z' }),
    ...ValueError,
    message: "time data '2025-01-05T10:00:00Z' does not match format '%Y-%m-%d %H:%M:%S'",
  },
  {
    what: 'a language that is not installed',
    ...partner,
    method: 'search_count',
    body: { domain: [], context: { lang: 'fr_FR' } },
    args: [[], null],
    ...UserError,
    message: 'Invalid language code: fr_FR',
  },
  {
    what: 'a company that is not the user’s',
    ...partner,
    method: 'search_count',
    body: { domain: [], context: { allowed_company_ids: [9] } },
    args: [[], null],
    status: 403,
    name: 'odoo.exceptions.AccessError',
    message: 'Access to unauthorized or invalid companies.',
  },
  {
    what: 'an order and a customer of different companies',
    ...order,
    method: 'create',
    body: { vals_list: [{ partner_id: 1, company_id: 2 }], context: { default_company_id: 2 } },
    args: [[]],
    ...UserError,
    message: /^Uh-oh! You’ve got some company inconsistencies here:/,
  },
]

const onlyNamed = new Set([
  'a language that is not installed',
  'a company that is not the user’s',
  'an order and a customer of different companies',
])

const expected = (message: string | RegExp) => (typeof message === 'string' ? message : expect.stringMatching(message))

describe('JSON-2 refuses', () => {
  beforeAll(() => sandbox.call('res.partner', 'write', [[1], { company_id: 1 }]))

  it.each(cases)('$what', async ({ model, method, body, status, name, message }) => {
    const answer = await doors.json2(`${model}/${method}`, body)
    const failure = answer.json as Failure
    const argumentsExpected = name.startsWith('werkzeug') ? [failure.message, status] : [failure.message]
    expect({ status: answer.status, ...failure }).toEqual({
      status,
      name,
      message: expected(message),
      arguments: argumentsExpected,
      context: {},
      debug: expect.any(String),
    })
  })

  it.each([
    ['a wrong key', { authorization: 'bearer nope' }, 'Invalid apikey'],
    ['a password for a key', { authorization: 'bearer admin' }, 'Invalid apikey'],
    ['no key', { authorization: '' }, 'User not authenticated, use an API Key with a Bearer Authorization header.'],
  ])('%s with 401', async (_what, headers, message) => {
    const { status, json, headers: answered } = await doors.json2('res.partner/search_count', { domain: [] }, headers)
    expect({ status, scheme: answered.get('www-authenticate'), json }).toEqual({
      status: 401,
      scheme: 'Bearer',
      json: { name: 'werkzeug.exceptions.Unauthorized', message, arguments: [message, 401], context: {}, debug: expect.any(String) },
    })
  })

  it('an argument the method does not have', async () => {
    const { status, json } = await doors.json2('res.partner/search', { domain: [], zzz: 1 })
    expect([status, (json as Failure).message]).toEqual([422, "got an unexpected keyword argument 'zzz'"])
  })

  it('ids on a method of the model', async () => {
    const { status, json } = await doors.json2('res.partner/search', { domain: [], ids: [1] })
    expect([status, (json as Failure).message]).toEqual([422, 'cannot call res.partner.search with ids'])
  })

  it('a body that is not JSON', async () => {
    const { status, json } = await send(`${sandbox.origin}/json/2/res.partner/search`, {
      method: 'POST',
      body: '{"domain":',
      headers: { 'content-type': 'application/json', authorization: `bearer ${'a'.repeat(40)}` },
    })
    expect([status, (json as Failure).name]).toEqual([400, 'werkzeug.exceptions.BadRequest'])
    expect((json as Failure).message).toMatch(/^could not parse the body as json: /)
  })

  it('another content type with HTML', async () => {
    const { status, headers } = await doors.json2('res.partner/search', {}, { 'content-type': 'text/plain' })
    expect([status, headers.get('content-type')]).toEqual([415, 'text/html; charset=utf-8'])
  })

  it('GET with a hint', async () => {
    const { status, text } = await send(`${sandbox.origin}/json/2/res.partner/search`)
    expect([status, text.includes('Did you mean POST /json/2/<model>/<method>?')]).toEqual([404, true])
  })

  it('a call that names no database when there are several, with HTML', async () => {
    const many = await startOdooSandbox({ otherDatabases: ['archief'], shop: 'empty' })
    const without = await doorsOf(many).json2('res.partner/search_count', { domain: [] })
    const right = await doorsOf(many).json2('res.partner/search_count', { domain: [] }, { 'x-odoo-database': 'demo' })
    await many.close()
    expect([without.status, without.headers.get('content-type'), right.status]).toEqual([404, 'text/html; charset=utf-8', 200])
    expect(without.text).toContain('No database is selected')
  })
})

describe('JSON-RPC refuses', () => {
  it.each(cases.filter(({ what }) => !onlyNamed.has(what)))(
    '$what',
    async ({ model, method, args, name, message, rpcName, rpcMessage }) => {
      const { status, json } = await doors.execute(model, method, args)
      const failure = (json as { error: { data: Failure } }).error
      expect({ status, failure }).toEqual({
        status: 200,
        failure: {
          code: 0,
          message: 'Odoo Server Error',
          data: {
            name: rpcName ?? name,
            message: expected(rpcMessage ?? message),
            arguments: [failure.data.message],
            context: {},
            debug: expect.any(String),
          },
        },
      })
    },
  )

  it('a wrong password with the recorded body', async () => {
    const { json } = await doors.rpc('object', 'execute_kw', ['demo', 2, 'nope', 'res.partner', 'search_count', [[]]])
    expect(json).toEqual({
      jsonrpc: '2.0',
      id: 7,
      error: {
        code: 0,
        message: 'Odoo Server Error',
        data: {
          name: 'odoo.exceptions.AccessDenied',
          message: 'Access Denied',
          arguments: ['Access Denied'],
          context: {},
          debug: 'odoo.exceptions.AccessDenied: Access Denied\n',
        },
      },
    })
  })

  it.each([
    [
      'a user id that does not exist',
      9999,
      'odoo.exceptions.MissingError',
      'Record does not exist or has been deleted.\n(Record: res.users(9999,), User: 9999)',
    ],
    ['a user id of false', false, 'odoo.exceptions.AccessDenied', 'Access Denied'],
  ])('%s', async (_what, userId, name, message) => {
    const { json } = await doors.rpc('object', 'execute_kw', ['demo', userId, 'admin', 'res.partner', 'search_count', [[]]])
    expect((json as { error: { data: Failure } }).error.data).toMatchObject({ name, message })
  })

  it('an unknown database', async () => {
    const { json } = await doors.rpc('common', 'authenticate', ['nodb', 'admin', 'admin', {}])
    expect((json as { error: { data: Failure } }).error.data).toMatchObject({
      name: 'psycopg2.OperationalError',
      message: expect.stringContaining('database "nodb" does not exist'),
    })
  })

  it('an argument the method does not have', async () => {
    const { json } = await doors.execute('res.partner', 'search', [[]], { zzz: 1 })
    expect((json as { error: { data: Failure } }).error.data.name).toBe('builtins.TypeError')
  })

  it.each([
    ['broken JSON', '{', 'application/json', 400, 'Invalid JSON data'],
    ['a batch', '[]', 'application/json', 400, 'Invalid JSON-RPC data'],
    ['another content type', '{}', 'text/plain', 415, 'Unsupported Media Type'],
  ])('%s', async (_what, body, type, status, text) => {
    const answer = await send(`${sandbox.origin}/jsonrpc`, { method: 'POST', body, headers: { 'content-type': type } })
    expect([answer.status, answer.text.includes(text)]).toEqual([status, true])
  })

  it('GET', async () => {
    expect((await send(`${sandbox.origin}/jsonrpc`)).status).toBe(415)
  })
})

describe('a user of the sales team', () => {
  const asSales = (path: string, body: unknown) => doors.json2(path, body, { authorization: `bearer ${'b'.repeat(40)}` })

  it('may not create products, and is told who may', async () => {
    const { status, json } = await asSales('product.template/create', { vals_list: [{ name: 'Nieuw' }] })
    expect([status, (json as Failure).name]).toEqual([403, 'odoo.exceptions.AccessError'])
    expect((json as Failure).message).toBe(
      "You are not allowed to create 'Product' (product.template) records.\n\nThis operation is allowed for the following groups:\n\t- Products/Create\n\nContact your administrator to request access if necessary.",
    )
  })

  it('may not read the order of a colleague', async () => {
    const { status, json } = await asSales('sale.order/read', { ids: [1], fields: ['name'] })
    expect([status, (json as Failure).message]).toEqual([
      403,
      expect.stringContaining("Sorry, Marc Demo (id=3) doesn't have 'read' access to:\n- Sales Order (sale.order)"),
    ])
  })

  it('may not keep external ids', async () => {
    const { status } = await asSales('ir.model.data/create', { vals_list: [{ module: 'x', name: 'y', model: 'res.partner', res_id: 1 }] })
    expect(status).toBe(403)
  })

  it('is told so beforehand by has_access', async () => {
    expect((await asSales('ir.model.data/has_access', { operation: 'create' })).text).toBe('false')
  })

  it('still gets the fields of every model', async () => {
    expect((await asSales('account.tax/fields_get', { allfields: ['amount'], attributes: ['type'] })).json).toEqual({
      amount: { type: 'float' },
    })
  })
})

describe('XML-RPC faults', () => {
  it.each([
    [
      'wrong credentials',
      3,
      'Access Denied',
      () => doors.xml('/xmlrpc/2/object', 'execute_kw', xmlCall('nope', 'res.partner', 'search_count')),
    ],
    ['a private method', 4, 'Private methods', () => doors.xmlExecute('res.partner', '_search')],
    ['an unknown model', 2, "Object x.nope doesn't exist", () => doors.xmlExecute('x.nope', 'search')],
    ['an unknown method', 1, 'AttributeError', () => doors.xmlExecute('res.partner', 'nope')],
  ])('%s has code %d', async (_what, code, text, call) => {
    const { status, text: body } = await call()
    expect(status).toBe(200)
    expect(body).toContain(`<name>faultCode</name>\n<value><int>${code}</int></value>`)
    expect(body).toContain(text)
  })

  it('of the first generation carry the class as text', async () => {
    const { text } = await doors.xmlExecute('x.nope', 'search', undefined, '/xmlrpc/object')
    expect(text).toContain("<string>warning -- UserError\n\nObject x.nope doesn't exist</string>")
  })
})

function xmlCall(password: string, model: string, method: string): readonly string[] {
  const text = (value: string) => `<value><string>${value}</string></value>`
  return [text('demo'), '<value><int>2</int></value>', text(password), text(model), text(method), '<value><array><data/></array></value>']
}
