import { startAccountViewSandbox } from '#connectors/accountview/sandbox/start.ts'
import { startCcvSandbox } from '#connectors/ccv-salespos/sandbox/start.ts'
import { type EaccountingSandbox, startEaccountingSandbox } from '#connectors/eaccounting/sandbox/start.ts'
import { demoCatalogue } from '#connectors/mplus/sandbox/demo-catalogue.ts'
import { startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import type { ShopData } from '#connectors/odoo/sandbox/options.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import type { Fault } from '#connectors/sandbox-kit/faults.ts'
import type { SandboxServer } from '#connectors/sandbox-kit/server.ts'
import { startVismaNetSandbox } from '#connectors/visma-net/sandbox/start.ts'
import { plantTradeOrders, practiceShop } from './odoo-trade.ts'

export interface PracticeOptions {
  readonly seed: number
  readonly orderCount?: number
  readonly port?: number
  readonly faults?: readonly Fault[]
}

/** A practice system that runs on this computer, and what a connection to it needs. */
export interface PracticeSystem {
  readonly connectorId: string
  readonly server: SandboxServer
  /** The fields of the connector, secrets among them: they open nothing but the practice. */
  readonly settings: Readonly<Record<string, string | number>>
  /** Of systems that speak OAuth: tokens as after a person's yes. */
  readonly signIn?: () => { readonly accessToken: string; readonly expiresAt: number | null; readonly refreshToken?: string }
}

/** Where every line is an article, shipping costs are one too. */
const shippingCosts = { sku: '900001', name: 'Verzendkosten', priceExcl: '4.09', vatRate: '21' }

/** The systems that can be practised with. The ERP knows the till's catalogue, but not the gift voucher that some orders hold. */
export const practiceSystems: Readonly<Record<string, (options: PracticeOptions) => Promise<PracticeSystem>>> = {
  async mplus({ seed, orderCount, port, faults }) {
    const server = await startMplusSandbox({ seed, orderCount, port, faults })
    const { sku, name } = shippingCosts
    server.till.addProduct({
      description: name,
      articleList: {
        article: [{ articleNumber: Number(sku), pluNumber: sku, description: name, turnoverGroup: 30, vatCode: 1, priceIncl: 495 }],
      },
    })
    return { connectorId: 'mplus', server, settings: { address: 'http://127.0.0.1', port: server.port, ...server.credentials } }
  },
  async odoo({ seed, port, faults }) {
    const server = await startOdooSandbox({ seed, port, faults, shop: practiceShop() })
    plantTradeOrders(server)
    return {
      connectorId: 'odoo',
      server,
      settings: { url: server.origin, database: server.database, apiKey: server.credentials.apiKey ?? '' },
    }
  },
  async eaccounting({ seed, orderCount, port, faults }) {
    const server = await startEaccountingSandbox({ seed, orderCount, port, faults, catalogue: [...demoCatalogue, shippingCosts] })
    return { connectorId: 'eaccounting', server, settings: eaccountingPractice(server), signIn: server.signIn }
  },
  async 'ccv-salespos'({ seed, orderCount, port, faults }) {
    const server = await startCcvSandbox({ seed, orderCount, port, faults, articles: demoCatalogue })
    return { connectorId: 'ccv-salespos', server, settings: { address: server.origin, ...server.credentials } }
  },
  async 'visma-net'({ seed, port, faults }) {
    const server = await startVismaNetSandbox({ seed, port, faults, articles: demoCatalogue })
    return { connectorId: 'visma-net', server, settings: server.settings }
  },
  async accountview({ seed, port, faults }) {
    const server = await startAccountViewSandbox({ seed, port, faults, articles: demoCatalogue })
    return { connectorId: 'accountview', server, settings: server.settings, signIn: server.signIn }
  },
}

export function eaccountingPractice({ origin, company, client }: EaccountingSandbox): Readonly<Record<string, string>> {
  return { company, clientId: client.id, clientSecret: client.secret, address: origin }
}

/** The till's articles as an ERP would hold them. */
export function shopOfTheTill(): ShopData {
  return {
    products: demoCatalogue.map(({ sku, name, gtin, priceExcl, vatRate }) => ({ sku, name, gtin, priceExcl, taxRate: Number(vatRate) })),
    customers: [],
  }
}
