import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { type SandboxOptions, type SandboxServer, startSandboxServer } from '#connectors/sandbox-kit/server.ts'
import { createDemoShop } from './demo-shop.ts'
import type { OperationName, Taken } from './schema/operations.ts'
import { type Credentials, labelRequest, serveRequest } from './serve.ts'
import { plantSeed, type ShopSeed } from './shop/seed.ts'
import { type PageShift, shiftRecords } from './shop/shift-pages.ts'
import { createShop, type Shop } from './shop/shop.ts'
import { type SnapshotValue, takeSnapshot } from './shop/snapshot.ts'
import { createTill, type Till } from './shop/till.ts'

export interface MplusSandboxOptions extends SandboxOptions {
  /** Stamps records; the computer's clock when absent. */
  readonly now?: () => Date
  /** `demo-ident` and `demo-secret` when absent. */
  readonly credentials?: Credentials
  /** `demo` when absent. An empty shop still has branches, VAT codes and methods. */
  readonly shop?: 'demo' | 'empty' | ShopSeed
  /** Orders in the demo shop; 320 when absent. */
  readonly orderCount?: number
  readonly shiftingPages?: PageShift
}

export interface MplusSandbox extends SandboxServer {
  readonly credentials: Credentials
  /** What people do at the till itself. */
  readonly till: Till
  /** Business state without ids, markers and timestamps, in a stable order; comparable with JSON.stringify. */
  state(): { readonly [name: string]: SnapshotValue }
  /** From now on records change between the pages of a reader. */
  shiftPages(shift: PageShift): void
}

/** Starts a local imitation of the MplusKASSA Q-line service (protocol 67.1.3) on 127.0.0.1. */
export async function startMplusSandbox(options: MplusSandboxOptions = {}): Promise<MplusSandbox> {
  const { seed = 1, credentials = { ident: 'demo-ident', secret: 'demo-secret' }, now = () => new Date() } = options
  const shop = createShop({ now, random: seededRandom(seed) })
  const till = createTill(shop)
  plantSeed(till, chooseSeed(options, seed))
  const shifter = createPageShifter(shop, options.shiftingPages)
  const server: SandboxServer = await startSandboxServer(options, {
    label: labelRequest,
    handle: (request) => serveRequest(request, { shop, credentials, address: `${server.origin}/`, watch: shifter.watch }),
  })
  return { ...server, credentials, till, state: () => takeSnapshot(shop), shiftPages: shifter.start }
}

function chooseSeed({ shop = 'demo', orderCount }: MplusSandboxOptions, seed: number): ShopSeed {
  if (shop === 'demo') return createDemoShop({ seed, orderCount })
  return shop === 'empty' ? {} : shop
}

/** Lets records change after pages that hold something, as often as asked. */
function createPageShifter(shop: Shop, first: PageShift | undefined) {
  let shift = first
  return {
    start: (next: PageShift) => {
      shift = next
    },
    watch: (name: OperationName, taken: Taken<OperationName>, value: unknown) => {
      if (!shift || shift.operation !== name || shift.times < 1) return
      const from = markerOf(taken)
      const answered = countRecords(value)
      if (from === undefined || answered === 0) return
      shift = { ...shift, times: shift.times - 1 }
      shiftRecords(shop, shift.operation, from, answered)
    },
  }
}

function markerOf(taken: Taken<OperationName>): number | undefined {
  return 'request' in taken && taken.request && 'syncMarker' in taken.request ? taken.request.syncMarker : undefined
}

/** Page answers hold one list in one wrapper: `orderList.order`, `productList.product`, `relationList.relation`. */
function countRecords(value: unknown): number {
  const list = Object.values(Object.values(value as Readonly<Record<string, object>>)[0] ?? {})[0]
  return Array.isArray(list) ? list.length : 0
}
