import type { AnyConnector } from '#core/kit/define-connector.ts'
import { ccvSalespos } from './ccv-salespos/connector.ts'
import { mplus } from './mplus/connector.ts'
import { odoo } from './odoo/connector.ts'

/** Every system Sluice can talk to, by the id flow files use. A test holds this list against the folders. */
export const connectors: Readonly<Record<string, AnyConnector>> = { mplus, odoo, 'ccv-salespos': ccvSalespos }
