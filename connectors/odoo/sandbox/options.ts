import type { Fault } from '#connectors/sandbox-kit/faults.ts'
import type { SandboxServer } from '#connectors/sandbox-kit/server.ts'
import type { Group } from './engine/access.ts'
import type { OdooVersion } from './version.ts'

export interface SandboxUser {
  readonly login: string
  readonly password: string
  /** 40 hexadecimal digits; a user without one cannot use JSON-2. */
  readonly apiKey?: string
  readonly name?: string
  /** `admin` may do everything; a user without groups may read what every employee may. */
  readonly groups: readonly Group[]
  /** Companies by their place in `companies`, beginning with 1; the first only when absent. */
  readonly companyIds?: readonly number[]
}

export interface SeedProduct {
  readonly sku: string
  readonly name: string
  /** Decimal text. With only `priceIncl` the product gets a tax that is included in the price. */
  readonly priceExcl?: string
  readonly priceIncl?: string
  /** Percent: 21, 9 or 0. */
  readonly taxRate: number
  readonly gtin?: string
  /** Products of one name with attributes are variants of one family. */
  readonly attributes?: readonly { readonly attribute: string; readonly value: string }[]
  /** Pieces in the first warehouse. */
  readonly onHand?: number
  /** From the root: `['Clothing', 'Coats']`. */
  readonly category?: readonly string[]
}

export interface SeedCustomer {
  readonly name: string
  readonly email?: string
  readonly isCompany?: boolean
  readonly ref?: string
  readonly vat?: string
  readonly phone?: string
  readonly street?: string
  readonly zip?: string
  readonly city?: string
  /** ISO 3166 code; NL when absent. */
  readonly country?: string
}

export interface ShopData {
  readonly products?: readonly SeedProduct[]
  readonly customers?: readonly SeedCustomer[]
}

export interface OdooSandboxOptions {
  /** 0 or absent: a free port. */
  readonly port?: number
  readonly seed?: number
  readonly faults?: readonly Fault[]
  readonly now?: () => Date
  /** 19.0 when absent. 18.0 and 17.0 have no JSON-2 and the older field names. */
  readonly version?: OdooVersion
  readonly database?: string
  /** Other databases on the same server, which make the header `X-Odoo-Database` necessary. They are empty shells. */
  readonly otherDatabases?: readonly string[]
  readonly users?: readonly SandboxUser[]
  readonly companies?: readonly string[]
  /** Installed languages; English and Dutch when absent. */
  readonly languages?: readonly string[]
  readonly shop?: 'demo' | 'empty' | ShopData
  /** Answer `Connection: close` every time, as the server does without a proxy before it. */
  readonly closesConnections?: boolean
  /** Of these models, the first record of every full page is touched right after the page was read, so that pages by offset shift. */
  readonly shiftingPages?: readonly string[]
}

export interface Credentials {
  readonly userId: number
  readonly login: string
  readonly password: string
  readonly apiKey?: string
}

/** An imitated Odoo that listens, and the handles a test needs to look behind it. */
export interface OdooSandbox extends SandboxServer {
  readonly database: string
  readonly version: OdooVersion
  /** Of the first user. */
  readonly credentials: Credentials
  /** By login. */
  readonly users: Readonly<Record<string, Credentials>>
  /** What a colleague would do on the screen: a method with its arguments by place, as the first user. Numbers are plain. */
  call(model: string, method: string, places?: readonly unknown[], named?: Readonly<Record<string, unknown>>): unknown
  /** Writes values on a record, stamped with the sandbox's clock. */
  editRecord(model: string, id: number, values: Readonly<Record<string, unknown>>): void
  /** A transaction that began now and becomes visible at `commit`, with the `write_date` of its beginning. */
  hold(model: string, method: string, places?: readonly unknown[]): { readonly result: unknown; commit(): void }
  /** The business records without ids, numbers from counters and moments, the same text for the same business. */
  state(): Readonly<Record<string, readonly unknown[]>>
}
