import type { RequestName } from '#core/contract/contract.ts'

export type Random = () => number

/** Mulberry32: the same number gives the same calls. */
export function seededRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const hostileTexts = [
  '',
  ' ',
  '../../../../etc/passwd',
  '..\\..\\windows\\system32',
  '/dev/null',
  'C:\\con',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'https://example.com/',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '\u0000',
  '\ud800',
  '\u202e\u200b\ufeff',
  '’; DROP TABLE run; --',
  '%s%n%x',
  '{{process.env.HOME}}',
  '<img src=x onerror=alert(1)>',
  '=cmd|/c calc',
  'Ω'.repeat(201),
  'a'.repeat(2_001),
  '2026-02-30T25:61:00Z',
  'Europe/Nowhere',
  '1',
  'NaN',
]
const hostileNumbers = [0, -1, 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, -0, 2 ** 31, 2 ** 53, 2 ** 53 + 2, 1e308, -1e-308]

/** A huge text is made once: it is its length that hurts, not its newness. */
const hugeText = 'x'.repeat(7_000_000)
const deep = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [{ inner }], 'bottom')
const veryDeep = deep(3_000)
const cyclic: Record<string, unknown> = {}
cyclic.self = cyclic

export function hostileName(random: Random): unknown {
  return pick(random, [
    ...hostileTexts,
    'flow:open ',
    'FLOW:OPEN',
    'flow:__proto__',
    'hasOwnProperty',
    7,
    null,
    undefined,
    {},
    ['flow:open'],
  ])
}

/** Arguments for a request: now and then nearly right, mostly wrong, sometimes monstrous. */
export function hostileArguments(random: Random, name: RequestName | undefined): unknown {
  if (random() < 0.15) return value(random, 0)
  if (random() < 0.02) return monster(random)
  const members: Record<string, unknown> = {}
  for (const [key, right] of Object.entries(name ? (nearlyRight[name] ?? {}) : {})) {
    if (random() < 0.1) continue
    members[key] = random() < 0.75 ? right : value(random, 0)
  }
  if (random() < 0.2) define(members, pick(random, ['__proto__', 'constructor', 'extra', ...hostileTexts]), value(random, 0))
  return members
}

function value(random: Random, depth: number): unknown {
  const kind = Math.floor(random() * (depth > 3 ? 6 : 9))
  switch (kind) {
    case 0:
    case 1:
      return pick(random, hostileTexts)
    case 2:
      return pick(random, hostileNumbers)
    case 3:
      return pick(random, [null, undefined, true, false])
    case 4:
      return random() < 0.5 ? String.fromCodePoint(...Array.from({ length: 8 }, () => Math.floor(random() * 0xd7ff))) : random() * 1_000
    case 5:
      return pick(random, [
        new Date(Number.NaN),
        /x/,
        new Map([['a', 1]]),
        new Uint8Array(3),
        Symbol.iterator,
        10n,
        () => 1,
        Object.create(null),
      ])
    case 6:
      return Array.from({ length: Math.floor(random() * 5) }, () => value(random, depth + 1))
    default: {
      const members: Record<string, unknown> = {}
      for (let count = Math.floor(random() * 5); count > 0; count--) {
        define(
          members,
          pick(random, ['__proto__', 'constructor', 'prototype', 'id', 'nodes', 'settings', ...hostileTexts]),
          value(random, depth + 1),
        )
      }
      return members
    }
  }
}

function monster(random: Random): unknown {
  return pick(random, [hugeText, { text: hugeText }, veryDeep, { document: veryDeep }, cyclic, { document: cyclic, flowId: 'a' }, trap()])
}

/** Throws when anybody looks. */
function trap(): unknown {
  return Object.defineProperty({}, 'flowId', {
    enumerable: true,
    get: () => {
      throw new RangeError('a trap')
    },
  })
}

/** Sets even `__proto__` as a member of its own. */
function define(members: Record<string, unknown>, key: string, member: unknown): void {
  Object.defineProperty(members, key, { value: member, enumerable: true, configurable: true, writable: true })
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  // The index is always inside.
  return items[Math.floor(random() * items.length)] as Item
}

const flow = {
  format: 1,
  id: 'hostile',
  name: 'Hostile',
  nodes: [],
  wires: [],
  slots: {},
  options: { onFailure: 'continue', timeZone: 'UTC' },
}
const history = { steps: [{ label: 'x', at: 1, diff: [] }], done: 1 }
const flowOnly = { flowId: 'hostile' }
const place = { flowId: 'hostile', nodeId: 'a', side: 'in' }
const uuid = '7e1b1b52-6a0f-4b51-9f5c-1df2f5f5b1aa'
const hostileDraft = {
  answers: {
    ...{ left: 'constructor', right: '__proto__', flowName: '../x', everyMinutes: 5 },
    lanes: [{ entity: 'toString', from: 'left', upsert: { policies: {} }, tables: [{ kind: 'tax-code', rows: [{ to: '=1+1' }] }] }],
  },
  ...{ connections: { left: uuid }, step: '../try' },
}

/** Arguments each request would take, so that some calls get past the first member. */
const nearlyRight: Readonly<Partial<Record<RequestName, Readonly<Record<string, unknown>>>>> = {
  'app:change-preferences': { theme: 'dark', keys: { a: 'Mod+K' }, panels: { left: 200 } },
  'app:unlock-vault': { passphrase: 'wrong' },
  'app:open-external': { url: 'https://example.com/' },
  'app:dismiss-notice': { id: 'x' },
  'flow:create': { name: 'Hostile', template: '../mplus-orders-to-odoo' },
  'flow:open': flowOnly,
  'flow:save-draft': { flowId: 'hostile', document: flow, history },
  'flow:check': { flowId: 'hostile', document: flow },
  'flow:publish': { flowId: 'hostile', document: flow, note: 'n' },
  'flow:versions': flowOnly,
  'flow:read-version': { flowId: 'hostile', version: 1 },
  'flow:resolve-file': { flowId: 'hostile', choice: 'take' },
  'flow:duplicate': flowOnly,
  'flow:remove': { flowId: 'hostile', deleteFile: true },
  'flow:arm': { flowId: 'hostile', armed: true },
  'flow:bind': { flowId: 'hostile', slot: 'till', connectionId: uuid },
  'flow:export': { flowId: 'hostile', which: 'draft', withPinned: true },
  'flow:inspect-import': { text: JSON.stringify(flow) },
  'flow:import': { text: JSON.stringify(flow), bindings: {}, as: 'new' },
  'connection:add': { connectorId: 'odoo', name: 'Hostile', settings: { url: 'http://127.0.0.1:9', database: 'd', apiKey: 'k' } },
  'connection:change': { connectionId: uuid, name: 'x', settings: {} },
  'connection:remove': { connectionId: uuid },
  'connection:test': { connectionId: uuid },
  'connection:choices': { connectionId: uuid, list: 'taxes' },
  'run:start': { flowId: 'hostile', mode: 'run' },
  'run:stop': { runId: 1 },
  'run:list': { flowId: 'hostile', limit: 5 },
  'run:report': { runId: 1 },
  'run:outcomes': { runId: 1, kinds: ['failed'], code: null },
  'record:page': { key: 'x' },
  'record:search': { text: '"* OR x' },
  'data:overview': { flowId: 'hostile', document: flow },
  'data:rows': { ...place, offset: 0, limit: 5 },
  'data:schema': place,
  'data:record': { flowId: 'hostile', rowId: 1 },
  'data:preview': { flowId: 'hostile', document: flow, nodeId: 'a', scope: 'only', limit: 1 },
  'data:stop-preview': flowOnly,
  'data:pin': { flowId: 'hostile', nodeId: 'a', records: [{}] },
  'data:unpin': { flowId: 'hostile', nodeId: 'a' },
  'data:try-mapping': { record: { data: {} }, mappings: [{ path: 'a', steps: [{ do: 'nothing' }] }], timeZone: 'UTC' },
  'log:open': { filter: { text: 'x" NEAR(' } },
  'log:rows': { viewId: 'v', offset: 0, limit: 5 },
  'log:close': { viewId: 'v' },
  'log:row': { source: 'log', id: 1 },
  'log:place': { viewId: 'v', source: 'log', id: 1 },
  'log:export': { viewId: 'v', format: 'csv' },
  'schedule:preview': { settings: { how: 'every', minutes: 5 }, timeZone: 'Europe/Amsterdam', count: 3 },
  'schedule:from-words': { words: 'every 15 minutes' },
  'schedule:slots': { flowId: 'hostile', limit: 5 },
  'practice:start': { template: '../x' },
  'practice:systems': { connectorIds: ['__proto__'] },
  'integration:save': { draft: hostileDraft },
  'integration:remove': { id: 'con' },
  'integration:try': { id: uuid, limit: 5 },
  'integration:stop-try': { id: uuid },
  'integration:finish': { id: uuid, switchOn: true },
}
