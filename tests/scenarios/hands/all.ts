import { accountViewHands } from './accountview.ts'
import { ccvHands } from './ccv-salespos.ts'
import { eaccountingHands } from './eaccounting.ts'
import type { HandsOf } from './hands.ts'
import { mplusHands } from './mplus.ts'
import { odooHands } from './odoo.ts'
import { vismaNetHands } from './visma-net.ts'

/** The people of each system, by connector id. */
export const handsOf: Readonly<Record<string, HandsOf>> = {
  accountview: accountViewHands,
  'ccv-salespos': ccvHands,
  eaccounting: eaccountingHands,
  mplus: mplusHands,
  odoo: odooHands,
  'visma-net': vismaNetHands,
}
