import type { AnyConnector } from '#core/kit/define-connector.ts'
import { accountview } from './accountview/connector.ts'
import { ccvSalespos } from './ccv-salespos/connector.ts'
import { eaccounting } from './eaccounting/connector.ts'
import { mplus } from './mplus/connector.ts'
import { odoo } from './odoo/connector.ts'
import { vismaNet } from './visma-net/connector.ts'

/** Every system Sluice can talk to, by the id flow files use. A test holds this list against the folders. */
export const connectors: Readonly<Record<string, AnyConnector>> = {
  accountview,
  eaccounting,
  mplus,
  odoo,
  'visma-net': vismaNet,
  'ccv-salespos': ccvSalespos,
}
