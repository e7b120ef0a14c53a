import type { z } from 'zod'
import type { EntityCodes } from '#core/codes/code-kinds.ts'
import type { AppError } from './errors.ts'
import type { Fields, ValuesOf } from './fields.ts'
import type { Clock, FetchImage, HttpClient, ImageStore, Log } from './ports.ts'
import type { FieldChange, FlowRecord, Json, Origin } from './record.ts'

/** What `connect` gets. Secrets are plain strings here and nowhere else; they live in the worker's memory only. */
export interface ConnectContext<Settings> {
  readonly settings: Settings
  readonly http: HttpClient
  /** One for each of the connector's `services`, under its name: same token, same request budget, another origin. */
  readonly services?: Readonly<Record<string, HttpClient>>
  readonly clock: Clock
  readonly log: Log
  /** Absent outside of runs: then there are no pictures. */
  readonly images?: ImageStore
  /** Absent outside of runs, and in a run of which no target takes pictures. */
  readonly fetchImage?: FetchImage
}

export interface CheckResult {
  /** Who we are there, for "Connected to Demo BV as sales@…". */
  readonly account: string
  readonly version?: string
  /** What will not work with this account, in the user's words. */
  readonly warnings: readonly string[]
}

/** A named value of the live system: a tax, a payment term, a branch. `value` goes into mappings and flow files. */
export interface LiveChoice {
  readonly value: string
  readonly label: string
  /** Of a tax code: its percentage as a decimal (`"21"`), by which tables of two systems are matched. */
  readonly rate?: string
}

/** One page of a source. `position` is where reading continues once every record of this page has a durable outcome. */
export interface Page<Data = unknown> {
  readonly records: readonly FlowRecord<Data>[]
  readonly position: Json
  /** Records still to come, when the source tells. */
  readonly remaining?: number
  /** Records of this page that could not be understood: each fails alone, the others go on. */
  readonly unreadable?: readonly UnreadableRecord[]
}

/** What the source sent and nobody could make a record of; `error` says why, in words that name the record and the value. */
export interface UnreadableRecord {
  readonly entity: string
  readonly key: string
  readonly origin: Origin
  readonly raw: unknown
  readonly error: unknown
}

export interface ReadRequest<Settings = Readonly<Record<string, unknown>>> {
  /** The position of the last page that was settled; null on the first run. */
  readonly position: Json
  readonly settings: Settings
  readonly signal: AbortSignal
}

/** What to look for: the record's key, and the id we would have given it (`externalIdOf`). */
export interface FindItem {
  readonly key: string
  readonly externalId?: string
  /** What is going to be written, where something is; not yet checked against the schema. */
  readonly data?: Readonly<Record<string, unknown>>
}

export interface FindRequest<Settings = Readonly<Record<string, unknown>>> {
  readonly by: string
  readonly items: readonly FindItem[]
  /**
   * The entity's `writeFields` as set on the node that is going to write: stock is compared at the branch it is set for.
   * Absent when nothing is going to be written.
   */
  readonly settings?: Settings
  readonly signal: AbortSignal
}

/** A record as it stands in the target, in the neutral model's words, as far as it can be compared. */
export interface Existing<Data = Readonly<Record<string, unknown>>> {
  readonly id: string
  /** For people: `S00042`, `Demo BV`. */
  readonly label?: string
  readonly data: Data
  /**
   * The item's `data` as this system can hold it, compared in its place: without what this version has no field for, a price in the
   * digits it is kept in. What can never be as it was asked for would otherwise differ, and be sent, for ever. Absent: held as it is.
   */
  readonly wanted?: Readonly<Record<string, unknown>>
}

/** Ids in the target that the planner found for a document before it is written. */
export interface DocumentLinks {
  /** The debtor the document is booked on. */
  readonly customerId?: string
  /** The person below the company, when there is one. */
  readonly contactId?: string
  /** SKU → product id in the target. */
  readonly productIds?: Readonly<Record<string, string>>
}

export interface CreateItem<Data = Readonly<Record<string, unknown>>> {
  readonly key: string
  readonly externalId: string
  readonly data: Data
  /** One of the entity's `documentTypes`. */
  readonly documentType?: string
  readonly links?: DocumentLinks
  /**
   * `again` after a crash or a lost answer: an earlier attempt may have been carried out in full or half-way.
   * Look it up, finish what is missing, and create only what is provably not there.
   */
  readonly attempt: 'first' | 'again'
}

export interface UpdateItem<Data = Readonly<Record<string, unknown>>> {
  readonly key: string
  readonly id: string
  /** The whole record as it should be. */
  readonly data: Data
  /** Exactly the fields to send; the paths are those of the neutral model. */
  readonly changes: readonly FieldChange[]
}

/** Result of one item, in the order of the request. `uncertain` says that the write may have happened. */
export type WriteResult =
  | {
      readonly ok: true
      readonly id: string
      readonly label?: string /** True when it was already there and nothing was written. */
      readonly existed?: boolean
    }
  | { readonly ok: false; readonly error: AppError; readonly uncertain: boolean }

export interface WriteRequest<Item, Settings = Readonly<Record<string, unknown>>> {
  readonly items: readonly Item[]
  /** The entity's `writeFields`, as set on the upsert node. */
  readonly settings: Settings
  readonly signal: AbortSignal
}

/** Whether and how a repeated create is harmless. */
export type Idempotency =
  /** The vendor takes a key and answers the first result again. */
  | 'vendor-key'
  /** We can look the record up by our key and finish a half-done create. */
  | 'lookup'
  /** An absolute value: writing twice ends the same (set stock to 5). */
  | 'absolute'
  /** Neither: an uncertain create is parked as unknown and never repeated. */
  | 'none'

/**
 * What a system can do for one kind of record. Absent functions are things it cannot do; the editor greys them out.
 * All functions take batches; a connector splits further where its vendor has a limit.
 */
export interface EntityDefinition<Client = unknown, Data = never> {
  readonly entity: string
  readonly label: string
  /** Neutral model schema the records of this entity follow (`core/model`). */
  readonly schema: z.ZodType
  readonly read?: {
    readonly fields: Fields
    /** Says in words where a position stands: "up to marker 4711", "changes until 22 Nov 2026 09:00 UTC". */
    describePosition(position: Json): string
    pages(client: Client, request: ReadRequest<never>): AsyncIterable<Page>
  }
  /**
   * Finds records by key, in as few calls as possible. Several hits for a key mean it is ambiguous.
   * `by`: `reference` (orders), `email` (customers), `sku` or `gtin` (products), `path` (categories), `sku` (stock).
   */
  readonly find?: {
    readonly by: readonly string[]
    run(client: Client, request: FindRequest<never>): Promise<ReadonlyMap<string, readonly Existing[]>>
  }
  readonly create?: {
    readonly idempotency: Idempotency
    /** Largest batch one call of `run` should get. */
    readonly batch: number
    run(client: Client, request: WriteRequest<CreateItem<Data>, never>): Promise<readonly WriteResult[]>
  }
  readonly update?: {
    readonly batch: number
    /** Paths of the neutral model that `update` can change; others are never compared. */
    readonly paths: readonly string[]
    run(client: Client, request: WriteRequest<UpdateItem<Data>, never>): Promise<readonly WriteResult[]>
  }
  /** Values the target demands and the source lacks: employee number, branch. */
  readonly writeFields?: Fields
  /** Documents an order can become: `{ quotation: 'Quotation', order: 'Confirmed order' }`. */
  readonly documentTypes?: Readonly<Record<string, string>>
  /** Where this system's own names for taxes, terms and methods come from, for the tables that match them with another system's. */
  readonly codes?: EntityCodes
}

/**
 * How a system that speaks OAuth 2 gives access. The host signs in, keeps tokens in the keychain, renews them, and sends every request
 * of the connection with one; a connector's client never sees a token.
 */
export interface OAuthDefinition<Settings> {
  /** `authorization-code`: a person says yes in the browser, once. `client-credentials`: the settings are enough. */
  grant(settings: Settings): 'authorization-code' | 'client-credentials'
  /** The vendor's page where the person says yes. */
  authorizeUrl(settings: Settings): string
  tokenUrl(settings: Settings): string
  clientId(settings: Settings): string
  /** Absent for public clients, which have PKCE alone. */
  clientSecret(settings: Settings): string | undefined
  /** Where the vendor wants the client's secret. */
  clientAuthentication: 'basic' | 'body'
  scopes(settings: Settings): readonly string[]
  /** What the vendor asks beyond the standard: `acr_values`, `prompt`. */
  authorizeParameters?(settings: Settings): Readonly<Record<string, string>>
  /** The code comes back URL-encoded once more than it should (AccountView) and is decoded before it is used. */
  readonly encodesCode?: boolean
  /** `tenant_id` for client credentials. */
  tokenParameters?(settings: Settings): Readonly<Record<string, string>>
  /**
   * The address the vendor sends the browser back to, where it must equal a registered one. Absent: `http://127.0.0.1:<random>/callback`,
   * as RFC 8252 has it.
   */
  redirect?(settings: Settings): { readonly host: '127.0.0.1' | 'localhost'; readonly port: number; readonly path: string }
}

export interface ConnectorDefinition<F extends Fields = Fields, Client = unknown> {
  /** Stored in flow files; never renamed. */
  readonly id: string
  readonly label: string
  readonly summary: string
  /** The system's quiet hue, a CSS colour, used as a 3 px band. */
  readonly hue: string
  readonly fields: F
  /** The one origin (`https://host:port`) this connection's secrets may be sent to. @throws SettingsError for an address that is none. */
  origin(settings: ValuesOf<F>): string
  /**
   * Further origins, by name, of a vendor that serves one account from several hosts (Visma.net: the ERP and its sales order service).
   * They get the connection's secrets too, so each is bound as the first one is. @throws SettingsError for an address that is none.
   */
  services?(settings: ValuesOf<F>): Readonly<Record<string, string>>
  /** Tells two accounts of this brand apart; becomes `record.origin.account`. No secret. */
  account(settings: ValuesOf<F>): string
  /** Requests the vendor bears: at once, and per minute or hour where it says so. */
  readonly limits: { readonly concurrency: number; readonly perMinute?: number; readonly perHour?: number }
  /** In place of `limits.perHour`, where it is what one company has agreed with the vendor. */
  perHour?(settings: ValuesOf<F>): number
  /** For systems that grant access through the browser; requests then carry a token by themselves. */
  readonly oauth?: OAuthDefinition<ValuesOf<F>>
  connect(context: ConnectContext<ValuesOf<F>>): Client
  /** @throws ConnectionError that says which credential or setting is wrong. */
  check(client: Client, signal: AbortSignal): Promise<CheckResult>
  readonly entities: Readonly<Record<string, EntityDefinition<Client, never>>>
  /**
   * Why its API cannot do what somebody may ask of it, by kind of record, in the user's words with the nearest useful thing:
   * `{ category: { write: 'Visma.net keeps its item categories …' } }`. Needed where `entities` lack it.
   */
  readonly cannot?: Readonly<Record<string, { readonly read?: string; readonly write?: string }>>
  /** Lists of the live system for mappings and choices, by name: `taxes`, `payment-terms`, `branches`. */
  readonly lists?: Readonly<
    Record<string, { readonly label: string; load(client: Client, signal: AbortSignal): Promise<readonly LiveChoice[]> }>
  >
}

/** Declares a connector once; palette, connection form, validation, types and documentation derive from it. */
export function defineConnector<const F extends Fields, Client>(
  definition: ConnectorDefinition<F, Client>,
): ConnectorDefinition<F, Client> {
  return definition
}

/** Declares what a system can do for one kind of record; only infers types. */
export function defineEntity<Client, Data>(definition: EntityDefinition<Client, Data>): EntityDefinition<Client, Data> {
  return definition
}

/** Declares the read fields and pages of an entity with inferred settings. */
export function defineRead<Client, const F extends Fields>(read: {
  readonly fields: F
  describePosition(position: Json): string
  pages(client: Client, request: ReadRequest<ValuesOf<F>>): AsyncIterable<Page>
}): NonNullable<EntityDefinition<Client, never>['read']> {
  // The request's settings are parsed by `fields` before `pages` is called (host/connections), which the erased type cannot say.
  return read as NonNullable<EntityDefinition<Client, never>['read']>
}

/** A connector of any settings and client, as lists hold them. */
// biome-ignore lint/suspicious/noExplicitAny: settings are parsed by the connector's own fields before it is called; the list cannot know each type.
export type AnyConnector = ConnectorDefinition<any, any>
