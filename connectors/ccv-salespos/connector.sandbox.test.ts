import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { demoCatalogue } from '#connectors/mplus/sandbox/demo-catalogue.ts'
import { type MplusSandbox, startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import type { OpenableConnection } from '#host/run/protocol.ts'
import { runInProcess } from '#host/run/run-process.ts'
import { type CcvSandbox, startCcvSandbox } from './sandbox/start.ts'

/** Flows between a MplusKASSA till and a CCV shop in real run processes: everything but the vendors is as at a user's. */
async function twoShops(ccvOptions: Parameters<typeof startCcvSandbox>[0] = {}) {
  const till = await startMplusSandbox({ orderCount: 12 })
  const shop = await startCcvSandbox({ orderCount: 12, articles: demoCatalogue, ...ccvOptions })
  const dataFolder = mkdtempSync(join(tmpdir(), 'sluice-ccv-'))
  onTestFinished(async () => {
    await Promise.all([till.close(), shop.close()])
    rmSync(dataFolder, { recursive: true, force: true })
  })
  return { till, shop, dataFolder }
}

interface Job {
  readonly entity: string
  readonly from: 'till' | 'shop'
  readonly readSettings?: object
  readonly mappings?: readonly object[]
  readonly upsert?: object
  /** Only records of this name go on. */
  readonly only?: string
}

async function run({ till, shop, dataFolder }: Awaited<ReturnType<typeof twoShops>>, job: Job) {
  const { entity, from, readSettings = {}, mappings = [], upsert = {}, only } = job
  const to = from === 'till' ? 'shop' : 'till'
  const node = (id: string, type: string, settings: object) => ({ id, type, version: 1, position: [0, 0], settings })
  const document = {
    format: 1,
    id: `${from}-${entity}`,
    name: 'Between two shops',
    nodes: [
      node('read', 'read', { slot: from, entity, settings: readSettings }),
      ...(only === undefined ? [] : [node('only', 'filter', { condition: { all: [{ is: 'equals', path: 'data.name', value: only }] } })]),
      node('map', 'map', { mappings, mode: 'merge' }),
      node('upsert', 'upsert', { slot: to, entity, ...upsert }),
    ],
    wires: [
      ...(only === undefined
        ? [{ from: ['read', 'out'], to: 'map' }]
        : [
            { from: ['read', 'out'], to: 'only' },
            { from: ['only', 'out'], to: 'map' },
          ]),
      { from: ['map', 'out'], to: 'upsert' },
    ],
    slots: { till: { connector: 'mplus', label: 'Till' }, shop: { connector: 'ccv-salespos', label: 'Shop' } },
  }
  const parsed = parseFlowText(JSON.stringify(document))
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  const connections = connectionsTo({ till, shop })
  return runInProcess({ dataFolder, document: parsed.ok, mode: 'run', connections }, { signal: new AbortController().signal })
}

function connectionsTo({
  till,
  shop,
}: {
  readonly till: MplusSandbox
  readonly shop: CcvSandbox
}): Readonly<Record<string, OpenableConnection>> {
  const common = { readOnly: false, createdAt: '2026-11-22T09:00:00Z' }
  const tillSettings = { address: 'http://127.0.0.1', port: till.port }
  const { publicKey, secretKey } = shop.credentials
  return {
    till: {
      stored: { ...common, id: 'till', name: 'Till', connectorId: 'mplus', settings: tillSettings, secretFields: ['ident', 'secret'] },
      secrets: till.credentials as unknown as Record<string, string>,
    },
    shop: {
      stored: {
        ...common,
        id: 'shop',
        name: 'Shop',
        connectorId: 'ccv-salespos',
        settings: { address: shop.origin, publicKey },
        secretFields: ['secretKey'],
      },
      secrets: { secretKey },
    },
  }
}

const outcomesOf = ({ causes, ...end }: Awaited<ReturnType<typeof run>>) => ({
  state: end.state,
  causes: causes ?? [],
  outcomes: end.progress.outcomes,
})

it('brings a product of a till into an empty shop, with its six variants, once', async () => {
  const shops = await twoShops({ shop: 'empty' })
  const job: Job = {
    entity: 'product',
    from: 'till',
    only: 'Wollen trui',
    mappings: [
      {
        path: 'data.taxCode',
        target: 'taxCode',
        steps: [{ do: 'value-map', table: { '1': 'normal', '2': 'low a', '3': 'zero' }, unmapped: 'keep' }],
      },
    ],
  }
  const first = outcomesOf(await run(shops, job))
  const once = JSON.stringify(shops.shop.state())
  const second = outcomesOf(await run(shops, job))
  expect(
    shops.shop.rows('attributecombinations').filter(({ sku_number, active }) => active === true && /^1203\d\d$/.test(String(sku_number))),
  ).toHaveLength(6)
  expect([first, second, JSON.stringify(shops.shop.state()) === once]).toEqual([
    { state: 'finished', causes: [], outcomes: { created: 1, filtered: 19 } },
    { state: 'finished', causes: [], outcomes: {} },
    true,
  ])
}, 60_000)

it('brings the orders of a till into the shop with their customers, once', async () => {
  const shops = await twoShops()
  const job: Job = {
    entity: 'order',
    from: 'till',
    mappings: [
      {
        path: 'taxCode',
        target: 'lines[].taxCode',
        steps: [{ do: 'value-map', table: { '1': '21', '2': '9', '3': '0' }, unmapped: 'fail' }],
      },
    ],
    upsert: { documentType: 'order', customers: 'by-email' },
  }
  const first = outcomesOf(await run(shops, job))
  const placed = shops.shop.rows('orders').length
  const second = outcomesOf(await run(shops, job))
  // Three orders of the demo till are odd: a voucher nobody else sells, a VAT code without a mapping, a total that does not add up.
  expect(first.causes.map(({ code }) => code).sort()).toEqual(['product-missing', 'totals-mismatch', 'value-unmapped'])
  expect([first.outcomes, placed, second.outcomes, shops.shop.rows('orders').length]).toEqual([
    { created: 9, failed: 3 },
    21,
    { failed: 3 },
    21,
  ])
}, 60_000)

it('brings the orders of the shop into a till', async () => {
  const shops = await twoShops()
  const job: Job = {
    entity: 'order',
    from: 'shop',
    readSettings: { paid: 'paid' },
    mappings: [
      {
        path: 'taxCode',
        target: 'lines[].taxCode',
        steps: [{ do: 'value-map', table: { '21': '1', '9': '2', '0': '3' }, unmapped: 'fail' }],
      },
    ],
    upsert: {
      documentType: 'order',
      customers: 'default',
      defaultCustomer: '1001',
      settings: { shippingArticle: '140601', defaultPaymentMethod: 'PIN' },
    },
  }
  expect(outcomesOf(await run(shops, job))).toEqual({ state: 'finished', causes: [], outcomes: { created: 11 } })
  expect(outcomesOf(await run(shops, job)).outcomes).toEqual({})
}, 60_000)
