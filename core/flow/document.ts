import type { Json } from '#core/kit/record.ts'

/** A flow as it stands in its file. Belongs to the user; holds no secrets, no connection ids, no view state. */
export interface FlowDocument {
  /** Version of the document's shape. */
  readonly format: 1
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly nodes: readonly FlowNode[]
  readonly wires: readonly Wire[]
  /** How the flow names the connections it needs; bound to a connection per machine. */
  readonly slots: Readonly<Record<string, Slot>>
  readonly comments?: readonly Comment[]
  readonly groups?: readonly Group[]
  readonly options: FlowOptions
  /** Members a newer Sluice wrote; kept as they are. */
  readonly unknown?: Readonly<Record<string, Json>>
}

export interface FlowNode {
  readonly id: string
  readonly type: string
  readonly version: number
  /** The user's own name for it. */
  readonly name?: string
  /** Whole pixels on the canvas. */
  readonly position: readonly [x: number, y: number]
  readonly settings: Readonly<Record<string, Json>>
  readonly disabled?: boolean
  readonly unknown?: Readonly<Record<string, Json>>
}

export interface Wire {
  readonly from: readonly [nodeId: string, port: string]
  readonly to: string
  readonly unknown?: Readonly<Record<string, Json>>
}

export interface Slot {
  /** Connector id: `mplus`, `odoo`. */
  readonly connector: string
  readonly label: string
  readonly unknown?: Readonly<Record<string, Json>>
}

export interface Comment {
  readonly id: string
  readonly text: string
  readonly position: readonly [x: number, y: number]
  readonly size?: readonly [width: number, height: number]
  readonly unknown?: Readonly<Record<string, Json>>
}

/** A frame with a name around nodes and comments that belong together. Drawn where its members are; changes nothing of what runs. */
export interface Group {
  readonly id: string
  readonly name: string
  /** One of `groupColours`, or a name a newer Sluice gave; absent: no colour. */
  readonly colour?: string
  /** Ids of nodes and comments; each belongs to one group at most. */
  readonly members: readonly string[]
  readonly unknown?: Readonly<Record<string, Json>>
}

/** The colours a group may have; how they look is the page's matter. */
export const groupColours = ['grey', 'teal', 'blue', 'violet', 'amber', 'red', 'green'] as const

export interface FlowOptions {
  /** `continue`: a failed record never stops the others. `stop`: the run ends at the first failure. */
  readonly onFailure: 'continue' | 'stop'
  /** IANA zone, for dates without one. */
  readonly timeZone: string
  readonly unknown?: Readonly<Record<string, Json>>
}

/** A problem of a document, with the place it was found: `nodes[3].settings.slot`. */
export interface Problem {
  /** Where: `nodes[3].settings.slot`, or `line 3, column 14` while the text is not yet a document. */
  readonly path: string
  readonly message: string
  /** Stable, for what a shell treats apart: `not-a-flow`, `newer-than-this-app`, `slot-unbound`. */
  readonly code?: string
}
