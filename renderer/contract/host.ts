import { type ContractClient, createClient } from '#core/contract/client.ts'
import { openTransport } from './transport.ts'

/** The host this page talks to; everything outside the page goes through it. */
export const host: ContractClient = createClient(openTransport())
