import type { z } from 'zod'
import type {
  CheckResult,
  CreateItem,
  Existing,
  FindRequest,
  Idempotency,
  LiveChoice,
  Page,
  UpdateItem,
  WriteRequest,
  WriteResult,
} from './define-connector.ts'
import type { Fields, ValuesOf } from './fields.ts'
import type { Clock, KeptAnswer, Log } from './ports.ts'
import type { FlowRecord, Json, Outcome } from './record.ts'

/** An entity of a bound connection: the client is inside, settings are parsed by the entity's own fields. */
export interface BoundEntity {
  readonly entity: string
  readonly label: string
  readonly schema: z.ZodType
  readonly documentTypes: Readonly<Record<string, string>>
  readonly read?: {
    readonly fields: Fields
    describePosition(position: Json): string
    /** @throws SettingsError when a setting is not what the entity's read fields ask for. */
    pages(request: {
      readonly position: Json
      readonly settings: Readonly<Record<string, unknown>>
      readonly signal: AbortSignal
    }): AsyncIterable<Page>
  }
  readonly find?: {
    readonly by: readonly string[]
    run(request: FindRequest): Promise<ReadonlyMap<string, readonly Existing[]>>
  }
  readonly create?: {
    readonly idempotency: Idempotency
    readonly batch: number
    run(request: WriteRequest<CreateItem>): Promise<readonly WriteResult[]>
  }
  readonly update?: {
    readonly batch: number
    readonly paths: readonly string[]
    run(request: WriteRequest<UpdateItem>): Promise<readonly WriteResult[]>
  }
  readonly writeFields: Fields
}

/** A connection bound to a slot, as nodes see it. */
export interface BoundConnection {
  readonly connectorId: string
  readonly connectorLabel: string
  /** The user's name for it: "Odoo · Demo BV". */
  readonly name: string
  readonly account: string
  readonly readOnly: boolean
  readonly entities: Readonly<Record<string, BoundEntity>>
  /** @throws SettingsError for a list this connector does not have. */
  list(name: string): Promise<readonly LiveChoice[]>
  check(): Promise<CheckResult>
}

/** What was written for a record before: the memory that makes repeats harmless. */
export interface Remembered {
  readonly targetId?: string
  /** Hash of what was last sent; equal hash and nothing changed at our side. */
  readonly sentHash?: string
  /** A write was intended and its end never recorded: look before repeating. */
  readonly isOpen: boolean
}

export interface Intent {
  /** `externalIdOf` the source record: names it over all flows and runs. */
  readonly externalId: string
  readonly entity: string
  /** What people call it: order number, e-mail, SKU. */
  readonly key: string
  readonly action: 'create' | 'update'
  /** Hash of what is about to be sent. */
  readonly hash: string
  /** What is about to be sent, as JSON text, for the record's page. */
  readonly sent?: string
}

export type IntentEnd =
  | {
      readonly externalId: string
      readonly state: 'done'
      readonly targetId: string
      readonly hash: string
      /** What the target calls it, where it chose the name itself: the number it gave. */
      readonly label?: string
    }
  /** The vendor refused: nothing was written. */
  | { readonly externalId: string; readonly state: 'failed'; readonly message: string; readonly answer?: KeptAnswer }
  /** Nobody can say whether it was written; looked up before it is ever repeated. */
  | { readonly externalId: string; readonly state: 'unknown'; readonly message: string; readonly answer?: KeptAnswer }

/** The journal as a writing node sees it; bound to one node of one flow and one target account. */
export interface WriteJournal {
  /** What is known of these records in this target, from any run of any flow. Absent: never sent. */
  recall(externalIds: readonly string[]): ReadonlyMap<string, Remembered>
  /** Durable (synced to disk) when it returns, and all ends and links before it too. No write may leave before. */
  intend(intents: readonly Intent[]): void
  /** Seen by `recall` at once; on disk with the next intents or outcomes, before the position moves. */
  end(ends: readonly IntentEnd[]): void
  /** Remembers that a record was found in the target without writing: the link between source key and target id. */
  link(
    links: readonly {
      readonly externalId: string
      readonly entity: string
      readonly key: string
      readonly targetId: string
      readonly hash?: string
    }[],
  ): void
}

/** A place in the code where a crash test may kill the process. No-op outside tests. */
export type Probe = (point: ProbePoint) => void
export type ProbePoint =
  | 'page-fetched'
  | 'intent-written'
  | 'request-sent'
  | 'answer-read'
  | 'before-position'
  | 'after-position'
  | 'log-written'

export interface NodeContext<Settings = Readonly<Record<string, unknown>>> {
  readonly nodeId: string
  /** What people call it on the canvas, for messages that send them there. */
  readonly nodeName?: string
  readonly settings: Settings
  /** `plan` decides and reports, and writes nothing. */
  readonly mode: 'run' | 'plan'
  /** The flow's IANA zone, for dates without one; UTC when absent. */
  readonly timeZone?: string
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly log: Log
  /** @throws SettingsError when the slot is not bound on this machine. */
  connection(slot: string): BoundConnection
  journal(connection: BoundConnection): WriteJournal
  /** Short stable digest of a text. */
  hash(text: string): string
  readonly probe: Probe
}

/**
 * What became of one record in one node: it travels on, it ends, or both. A result with a port and an outcome travels on where
 * the port is wired and ends with that outcome where it is not; an outcome other than `filtered` stays with it on the way.
 */
export type Result =
  | { readonly port: string; readonly record: FlowRecord; readonly outcome?: Outcome }
  | { readonly port?: undefined; readonly record: FlowRecord; readonly outcome: Outcome }
  /** The record failed here: a catch node gets it, else it ends as `failed`. */
  | { readonly port?: undefined; readonly record: FlowRecord; readonly error: unknown }

/** The running form of a node: made once per run, so that settings are compiled, not interpreted per record. */
export interface NodeRunner {
  /**
   * Every record of the batch comes back in exactly one result: `results[i]` is what became of `records[i]`.
   * Results of pure nodes are synchronous, so that a batch crosses them without a promise.
   * @throws ConnectionError | BusyError | SettingsError when going on makes no sense for any record: the run ends, positions stay.
   *         Anything else thrown fails the records of this batch only.
   */
  process(records: readonly FlowRecord[]): readonly Result[] | Promise<readonly Result[]>
  close?(): Promise<void> | void
}

/** A source node: yields pages instead of processing batches. */
export interface SourceRunner {
  pages(position: Json, signal: AbortSignal): AsyncIterable<Page>
  describePosition(position: Json): string
}

export type NodeCategory = 'source' | 'logic' | 'transform' | 'target' | 'observe' | 'trigger'
type RunningCategory = Exclude<NodeCategory, 'trigger'>

interface NodeBase<F extends Fields> {
  /** Stored in flow files; never renamed. */
  readonly type: string
  /** Raised only together with a migration. */
  readonly version: number
  readonly label: string
  /** One sentence for the palette. */
  readonly summary: string
  readonly category: NodeCategory
  /** A lucide icon name. */
  readonly icon: string
  readonly fields: F
  /** `read` and `write` nodes need a connection; a plan blocks `write`. */
  readonly effect: 'none' | 'read' | 'write'
  /** The node's settings in one readable line for the canvas: "orders · paid". */
  describe(settings: ValuesOf<F>): string
  /** Problems that the fields alone cannot see (a malformed condition tree). */
  validate?(settings: ValuesOf<F>): readonly { readonly path: string; readonly message: string }[]
  /** Settings of an older version → this one, by the version they come from. */
  readonly migrations?: Readonly<Record<number, (settings: Readonly<Record<string, Json>>) => Readonly<Record<string, Json>>>>
}

export interface ProcessNode<F extends Fields = Fields> extends NodeBase<F> {
  readonly category: RunningCategory
  readonly inputs: 1
  readonly outputs: readonly string[]
  /** Batches in work at once; order within a key is kept whatever the number. */
  readonly concurrency?: number
  prepare(context: NodeContext<ValuesOf<F>>): NodeRunner | Promise<NodeRunner>
}

export interface SourceNode<F extends Fields = Fields> extends NodeBase<F> {
  readonly category: RunningCategory
  readonly inputs: 0
  readonly outputs: readonly string[]
  open(context: NodeContext<ValuesOf<F>>): SourceRunner | Promise<SourceRunner>
}

/** Gets the failed records of the nodes it names (all, when it names none). Routed by the engine; it has no code of its own. */
export interface CatchNode<F extends Fields = Fields> extends NodeBase<F> {
  readonly category: RunningCategory
  readonly inputs: 'failures'
  readonly outputs: readonly string[]
  covers(settings: ValuesOf<F>): readonly string[] | 'all'
}

/** Says when the flow runs. It stands unwired on the canvas, is read by the host's scheduler, and the engine passes it over. */
export interface TriggerNode<F extends Fields = Fields> extends NodeBase<F> {
  readonly category: 'trigger'
  readonly inputs: 0
  /** None. */
  readonly outputs: readonly string[]
}

export type NodeDefinition<F extends Fields = Fields> = ProcessNode<F> | SourceNode<F> | CatchNode<F> | TriggerNode<F>
/** A node of any settings type, as lists hold them. */
// biome-ignore lint/suspicious/noExplicitAny: settings are parsed by the node's own fields before it is called; the list cannot know each type.
export type AnyNode = NodeDefinition<any>

/** Declares a node once; palette entry, form, validation, types and documentation derive from it. */
export function defineNode<const F extends Fields>(definition: ProcessNode<F>): ProcessNode<F>
export function defineNode<const F extends Fields>(definition: SourceNode<F>): SourceNode<F>
export function defineNode<const F extends Fields>(definition: CatchNode<F>): CatchNode<F>
export function defineNode<const F extends Fields>(definition: TriggerNode<F>): TriggerNode<F>
export function defineNode(definition: AnyNode): AnyNode {
  return definition
}
