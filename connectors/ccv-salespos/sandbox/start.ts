import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { type SandboxOptions, type SandboxServer, startSandboxServer } from '#connectors/sandbox-kit/server.ts'
import { ApiError, type Body } from './api.ts'
import { catalogueRoutes } from './catalogue-routes.ts'
import { type Article, furnish, inviteCustomers, ownArticles, stockShelves, takeOrders } from './demo.ts'
import { peopleRoutes } from './people-routes.ts'
import { placeOrder, salesRoutes } from './sales-routes.ts'
import { type Credentials, labelOf, serve } from './serve.ts'
import { settingsRoutes } from './settings-routes.ts'
import { createShop, kinds, type Row, type Shop } from './shop.ts'

export interface CcvSandboxOptions extends SandboxOptions {
  /** Stamps records and judges the dates of requests; the computer's clock when absent. */
  readonly now?: () => Date
  /** `pk_demo_1` and `sk_demo_1` when absent. */
  readonly credentials?: Credentials
  /** What the shop sells; a small catalogue of its own when absent. */
  readonly articles?: readonly Article[]
  /** `empty`: no articles, customers or orders. */
  readonly shop?: 'demo' | 'empty'
  /** False: articles, and neither customers nor orders of the demo shop. */
  readonly demoPeople?: boolean
  /** Orders in the demo shop; 60 when absent. */
  readonly orderCount?: number
  readonly pricesIncludeVat?: boolean
  readonly isSalesPos?: boolean
  /** Labels (`orders.create`) of creates that answer 204 without a body. */
  readonly silentCreates?: readonly string[]
  /** Requests a minute; none when absent, because the vendor's numbers are not published. */
  readonly perMinute?: { readonly perResource: number; readonly inTotal: number }
}

export interface CcvSandbox extends SandboxServer {
  readonly credentials: Credentials
  /** Business state without moments, in a stable order; comparable with JSON.stringify. */
  state(): unknown
  rows(kind: (typeof kinds)[number]): readonly Row[]
  /** What happens in the shop itself: a sale, a change behind the counter. */
  placeOrder(body: Body, own?: Body): Row
  add(kind: (typeof kinds)[number], values: Body): Row
  change(kind: (typeof kinds)[number], id: number, values: Body): void
  /** From now on answers come with or without their signature. */
  signAnswers(signs: boolean): void
}

/** Starts a local imitation of CCV's REST API v1 on 127.0.0.1. */
export async function startCcvSandbox(options: CcvSandboxOptions = {}): Promise<CcvSandbox> {
  const { seed = 1, now = () => new Date(), credentials = { publicKey: 'pk_demo_1', secretKey: 'sk_demo_1' } } = options
  let signs = true
  let origin = ''
  const { pricesIncludeVat = true, isSalesPos = true } = options
  const shop = createShop({ now, pricesIncludeVat, isSalesPos, origin: () => origin })
  fill(shop, options, seed)
  const serving = {
    shop,
    credentials,
    routes: { ...settingsRoutes, ...catalogueRoutes, ...peopleRoutes, ...salesRoutes },
    silentCreates: new Set(options.silentCreates),
    countRequest: createCounter(now, options.perMinute),
    signsAnswers: () => signs,
  }
  const server = await startSandboxServer(options, { label: labelOf, handle: (request) => serve(request, serving) })
  origin = server.origin
  return {
    ...server,
    credentials,
    state: () => Object.fromEntries(kinds.map((kind) => [kind, shop.rows(kind).map(timeless)])),
    rows: (kind) => shop.rows(kind),
    placeOrder: (body, own) => placeOrder(shop, body, own),
    add: (kind, values) => shop.add(kind, values),
    change: (kind, id, values) => void Object.assign(shop.find(kind, id) ?? {}, values),
    signAnswers: (next) => {
      signs = next
    },
  }
}

function fill(
  shop: Shop,
  { shop: kind = 'demo', articles = ownArticles, orderCount = 60, demoPeople = true }: CcvSandboxOptions,
  seed: number,
): void {
  furnish(shop)
  if (kind === 'empty') return
  const random = seededRandom(seed)
  stockShelves(shop, articles, random)
  if (!demoPeople) return
  inviteCustomers(shop, random)
  takeOrders(shop, { count: orderCount, seed })
}

/** Bytes of photos are told by their number alone. */
function timeless({ createdate, modifydate, create_date, source, ...row }: Row): unknown {
  return row
}

/** 429.10 beyond so many requests of one kind, 429.11 beyond so many of all, within a minute. */
function createCounter(now: () => Date, limits: CcvSandboxOptions['perMinute']): (label: string) => void {
  if (!limits) return () => {}
  let minute = 0
  let counts = new Map<string, number>()
  return (label) => {
    const current = Math.floor(now().getTime() / 60_000)
    if (current !== minute) counts = new Map()
    minute = current
    const [own, all] = [(counts.get(label) ?? 0) + 1, (counts.get('all requests') ?? 0) + 1]
    counts.set(label, own).set('all requests', all)
    if (own > limits.perResource) throw new ApiError(429, '429.10', `too many requests: ${label}`)
    if (all > limits.inTotal) throw new ApiError(429, '429.11', 'too many requests')
  }
}
