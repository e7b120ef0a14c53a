// Writes the benchmark as a Node-RED user folder. `function`: one function node filters and maps. `change`: the visual
// switch and change nodes do it, with JSONata for the computed fields. Pages are asked for when fewer than `low` records are
// under way, because Node-RED has no back pressure of its own.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const low = 125
const modes = ['e2e', 'noop', 'engine'] as const

type RedNode = Readonly<Record<string, unknown>> & { readonly id: string }

const net = '$sum(payload.lines.(qty * priceCents))'
const vat = '$sum(payload.lines.($floor(qty * priceCents * vat / 100)))'
/** Target field → message path, or a JSONata expression in parentheses. */
const fields: Readonly<Record<string, string>> = {
  key: 'number',
  externalId: 'id',
  orderDate: '($substring(payload.createdAt, 0, 10))',
  channel: '($uppercase(payload.channel))',
  currency: 'currency',
  customerId: 'customer.id',
  customerName: "(payload.customer.firstName & ' ' & payload.customer.lastName)",
  email: '($lowercase($trim(payload.customer.email)))',
  company: "(payload.customer.company ? payload.customer.company : 'private')",
  vatId: 'customer.vatId',
  billStreet: 'billing.street',
  billZip: 'billing.zip',
  billCity: 'billing.city',
  billCountry: 'billing.country',
  shipStreet: 'shipping.street',
  shipZip: 'shipping.zip',
  shipCity: 'shipping.city',
  shipCountry: 'shipping.country',
  paymentMethod: 'payment.method',
  paymentRef: 'payment.ref',
  lineCount: 'lines.length',
  totalQty: '($sum(payload.lines.qty))',
  net: `(${net} / 100)`,
  vat: `(${vat} / 100)`,
  gross: `((${net} + ${vat}) / 100)`,
  firstSku: 'lines[0].sku',
}

export function writeNodeRedFolder(
  folder: string,
  {
    variant,
    port,
    source,
    sink,
    mapSource,
  }: {
    readonly variant: 'function' | 'change'
    readonly port: number
    readonly source: string
    readonly sink: string
    readonly mapSource: string
  },
): void {
  const nodes: RedNode[] = []
  const add = (
    tab: string,
    id: string,
    type: string,
    wires: readonly (readonly string[])[],
    settings: Readonly<Record<string, unknown>> = {},
  ) => nodes.push({ id, type, z: tab, name: id, x: 100, y: 100, wires, ...settings })
  const code = (tab: string, id: string, func: string, wires: readonly (readonly string[])[]) =>
    add(tab, id, 'function', wires, { func, outputs: wires.length, timeout: 0, noerr: 0, initialize: '', finalize: '', libs: [] })
  const web = (tab: string, id: string, method: string, ret: string, wires: readonly string[]) =>
    add(tab, id, 'http request', [wires], {
      method,
      ret,
      paytoqs: 'ignore',
      url: '',
      persist: true,
      authType: '',
      senderr: false,
      headers: [],
    })
  const change = (tab: string, id: string, rules: readonly unknown[], wires: readonly string[]) =>
    add(tab, id, 'change', [wires], { rules })

  for (const mode of modes) {
    const tab = `tab-${mode}`
    const id = (name: string) => `${mode}-${name}`
    nodes.push({ id: tab, type: 'tab', label: mode, disabled: false })
    add(tab, id('in'), 'http in', [[id('start')]], { url: `/run/${mode}`, method: 'post', upload: false })
    add(tab, id('answer'), 'http response', [], { statusCode: '202', headers: {} })
    code(
      tab,
      id('start'),
      `flow.set('n', Number(msg.req.query.n)); flow.set('next', 1); flow.set('open', 0); flow.set('busy', false); flow.set('count', 0); flow.set('from', Date.now());
return [{ req: msg.req, res: msg.res, payload: {} }, { tick: true }];`,
      [[id('answer')], [id('gate')]],
    )
    code(
      tab,
      id('gate'),
      `let open = flow.get('open'); if (!msg.tick) { flow.set('open', --open); if (msg.ok) flow.set('count', flow.get('count') + 1); }
const next = flow.get('next');
if (next && !flow.get('busy') && open < ${low}) { flow.set('busy', true); return [{ page: next, url: '${source}/orders?n=' + flow.get('n') + '&page=' + next }, null]; }
if (!next && open === 0 && !flow.get('busy')) { flow.set('busy', true); return [null, { method: 'POST', url: '${sink}/done', headers: { 'content-type': 'application/json' }, payload: { count: flow.get('count'), ms: Date.now() - flow.get('from') } }]; }
return null;`,
      [[mode === 'engine' ? id('memory') : id('fetch')], [id('done')]],
    )
    web(tab, id('done'), 'use', 'txt', [])
    const opened = `flow.set('next', page.next); flow.set('open', flow.get('open') + page.data.length); flow.set('busy', false); return { payload: page.data };`
    if (mode === 'engine') {
      code(
        tab,
        id('memory'),
        `const all = global.get('pages'); const page = { data: all[msg.page - 1], next: msg.page < all.length ? msg.page + 1 : null }; ${opened}`,
        [[id('split')]],
      )
    } else {
      web(tab, id('fetch'), 'GET', 'obj', [id('page')])
      code(tab, id('page'), `const page = msg.payload; ${opened}`, [[id('split')]])
    }
    const first = variant === 'change' ? id('filter') : id('map')
    add(tab, id('split'), 'split', [[first]], {
      splt: '\\n',
      spltType: 'str',
      arraySplt: 1,
      arraySpltType: 'len',
      stream: false,
      addname: '',
      property: 'payload',
    })
    const afterMap = mode === 'e2e' ? id('target') : id('ok')
    if (variant === 'change') {
      const rules = [{ t: 'eq', v: 'paid', vt: 'str' }, { t: 'else' }]
      add(tab, id('filter'), 'switch', [[id('map')], [id('gate')]], {
        property: 'payload.status',
        propertyType: 'msg',
        rules,
        checkall: 'false',
        repair: false,
        outputs: 2,
      })
      const set = (to: string, from: string) =>
        from.startsWith('(')
          ? { t: 'set', p: `out.${to}`, pt: 'msg', to: from.slice(1, -1), tot: 'jsonata' }
          : { t: 'set', p: `out.${to}`, pt: 'msg', to: `payload.${from}`, tot: 'msg' }
      change(
        tab,
        id('map'),
        [
          { t: 'set', p: 'out', pt: 'msg', to: '{}', tot: 'json' },
          ...Object.entries(fields).map(([to, from]) => set(to, from)),
          { t: 'move', p: 'out', pt: 'msg', to: 'payload', tot: 'msg' },
        ],
        [afterMap],
      )
    } else {
      code(
        tab,
        id('map'),
        `${mapSource}\nif (msg.payload.status !== 'paid') return [null, msg];\nmsg.payload = mapByHand(msg.payload); return [msg, null];`,
        [[afterMap], [id('gate')]],
      )
    }
    if (mode === 'e2e') {
      if (variant === 'change') {
        change(
          tab,
          id('target'),
          [
            { t: 'set', p: 'url', pt: 'msg', to: `'${sink}/orders/' & payload.key`, tot: 'jsonata' },
            { t: 'set', p: 'method', pt: 'msg', to: 'PUT', tot: 'str' },
            { t: 'set', p: 'headers', pt: 'msg', to: '{"content-type":"application/json"}', tot: 'json' },
          ],
          [id('put')],
        )
      } else {
        code(
          tab,
          id('target'),
          `msg.url = '${sink}/orders/' + msg.payload.key; msg.method = 'PUT'; msg.headers = { 'content-type': 'application/json' }; return msg;`,
          [[id('put')]],
        )
      }
      web(tab, id('put'), 'use', 'txt', [id('ok')])
    }
    code(tab, id('ok'), 'return { ok: true };', [[id('gate')]])
  }
  nodes.push({ id: 'control', type: 'tab', label: 'control' })
  add('control', 'ping', 'http in', [['pong']], { url: '/ping', method: 'get' })
  add('control', 'pong', 'http response', [], { statusCode: '200', headers: {} })
  add('control', 'preload', 'http in', [['first']], { url: '/preload', method: 'post' })
  code(
    'control',
    'first',
    `global.set('pages', []); flow.set('asked', msg); return { n: Number(msg.req.query.n), url: '${source}/orders?n=' + msg.req.query.n + '&page=1' };`,
    [['get']],
  )
  web('control', 'get', 'GET', 'obj', ['next'])
  code(
    'control',
    'next',
    `global.get('pages').push(msg.payload.data);
if (msg.payload.next) return [{ n: msg.n, url: '${source}/orders?n=' + msg.n + '&page=' + msg.payload.next }, null];
const asked = flow.get('asked'); flow.set('asked', undefined); asked.payload = {}; return [null, asked];`,
    [['get'], ['pong']],
  )

  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'flows.json'), JSON.stringify(nodes))
  const settings = {
    flowFile: 'flows.json',
    uiHost: '127.0.0.1',
    uiPort: port,
    httpNodeRoot: '/',
    httpAdminRoot: '/admin',
    credentialSecret: 'bench-only',
    diagnostics: { enabled: false, ui: false },
    telemetry: { enabled: false, updateNotification: false },
    runtimeState: { enabled: false, ui: false },
    functionExternalModules: false,
    externalModules: { autoInstall: false, palette: { allowInstall: false, allowUpload: false } },
    editorTheme: { tours: false, projects: { enabled: false }, palette: { catalogues: [] } },
    logging: { console: { level: 'warn', metrics: false, audit: false } },
  }
  writeFileSync(join(folder, 'settings.js'), `module.exports = ${JSON.stringify(settings)}\n`)
}
