import { z } from 'zod'
import type { FlowDiff } from '#core/flow/diff.ts'
import type { FlowDocument, Problem } from '#core/flow/document.ts'
import type { OutcomeKind } from '#core/kit/record.ts'
import { connectionId, flowDocument, flowId, idText, jsonValue, nameText, nothing } from './arguments.ts'
import { event, request } from './define.ts'
import type { RunSummary } from './runs.ts'
import type { ScheduleState } from './schedule.ts'

export type Counts = Readonly<Partial<Record<OutcomeKind, number>>>

/** A flow on the home page. */
export interface FlowCard {
  readonly id: string
  readonly name: string
  readonly description?: string
  /** Where its file is. */
  readonly file: string
  /** Systems it touches, in the order of its slots. */
  readonly connectors: readonly string[]
  /** The highest published version; null before the first. */
  readonly publishedVersion: number | null
  /** The draft differs from what is published. */
  readonly hasChanges: boolean
  readonly schedule: ScheduleState
  readonly problemCount: number
  readonly unboundSlots: readonly string[]
  /** Names of the connections it uses that failed when they were asked last. */
  readonly failingConnections?: readonly string[]
  readonly lastRun: RunSummary | null
  readonly activeRunId: number | null
  readonly today: Counts
  readonly yesterday: Counts
  readonly isPractice: boolean
}

/** One step of the editor's history, newest last; `undo` is what takes it back. */
export interface HistoryStep {
  /** What the user did, in their words: "Moved 3 nodes". */
  readonly label: string
  readonly at: number
  readonly diff: FlowDiff
}

export interface EditHistory {
  readonly steps: readonly HistoryStep[]
  /** How many of the steps are done; those after it were undone and can be done again. */
  readonly done: number
}

/** Everything an editor needs to show a flow. */
export interface OpenedFlow {
  readonly id: string
  readonly file: string
  readonly draft: FlowDocument
  readonly history: EditHistory
  readonly published: { readonly version: number; readonly at: number; readonly document: FlowDocument } | null
  /** Slot → connection on this computer. */
  readonly bindings: Readonly<Record<string, string>>
  /** The file says something else than what was last published here. */
  readonly fileChange: FileChange | null
  readonly schedule: ScheduleState
  /** Nodes with pinned data. */
  readonly pinned: readonly string[]
}

export interface FileChange {
  readonly kind: 'changed' | 'missing' | 'unreadable'
  readonly problems: readonly Problem[]
  /** What stands in the file now, when it can be read. */
  readonly document: FlowDocument | null
}

/** What a flow says about itself, worked out by the host where the nodes' code is. */
export interface FlowCheck {
  readonly problems: readonly (Problem & { readonly nodeId?: string })[]
  /** Node id → its settings in one readable line. */
  readonly lines: Readonly<Record<string, string>>
  readonly unboundSlots: readonly string[]
}

/** What an imported flow would do, shown before anything of it is kept. */
export interface ImportPreview {
  readonly name: string
  readonly nodeCount: number
  readonly reads: readonly { readonly slot: string; readonly connector: string; readonly entity: string; readonly nodeName: string }[]
  readonly writes: readonly { readonly slot: string; readonly connector: string; readonly entity: string; readonly nodeName: string }[]
  readonly schedules: readonly string[]
  readonly problems: readonly Problem[]
  readonly slots: readonly {
    readonly slot: string
    readonly label: string
    readonly connector: string
    /** Connections of this computer that fit. */
    readonly candidates: readonly { readonly id: string; readonly name: string }[]
  }[]
  /** A flow with this id is here already. */
  readonly existing: { readonly id: string; readonly name: string } | null
  readonly hasPinnedData: boolean
}

export interface FlowVersion {
  readonly version: number
  readonly at: number
  readonly hash: string
  readonly note?: string
}

const historyStep = z.strictObject({
  label: z.string().max(300),
  at: z.int().min(0),
  // Held against the document when it is applied (`applyDiff`); here only that it is plain data.
  diff: jsonValue.refine(Array.isArray, 'is not a list of changes').transform((diff) => diff as unknown as FlowDiff),
})
const history = z.strictObject({ steps: z.array(historyStep).max(2_000), done: z.int().min(0) })

export const flowRequests = {
  'flow:list': request<readonly FlowCard[]>()(nothing),
  'flow:templates':
    request<
      readonly { readonly id: string; readonly name: string; readonly description?: string; readonly connectors: readonly string[] }[]
    >()(nothing),
  /** Empty, or from a ready-made flow. */
  'flow:create': request<{ readonly id: string }>()(
    z.strictObject({ name: nameText.optional(), template: idText.optional(), language: z.enum(['en', 'nl']).optional() }),
  ),
  'flow:open': request<OpenedFlow>()(z.strictObject({ flowId })),
  /** Keeps the draft; never touches what runs. */
  'flow:save-draft': request<void>()(z.strictObject({ flowId, document: flowDocument, history })),
  /** Lines, problems and missing connections of a document as it stands in the editor. */
  'flow:check': request<FlowCheck>()(z.strictObject({ flowId, document: flowDocument })),
  /** The draft becomes what runs and is written to the flow's file. Refused with problems, or when the file changed meanwhile. */
  'flow:publish': request<FlowVersion>()(
    z.strictObject({ flowId, document: flowDocument, note: z.string().max(500).optional(), overwriteFile: z.boolean().optional() }),
  ),
  'flow:versions': request<readonly FlowVersion[]>()(z.strictObject({ flowId })),
  'flow:read-version': request<FlowDocument>()(z.strictObject({ flowId, version: z.int().min(1) })),
  /** The file's content becomes the draft (`take`), or the file is written again from what is published (`keep`). */
  'flow:resolve-file': request<OpenedFlow>()(z.strictObject({ flowId, choice: z.enum(['take', 'keep']) })),
  'flow:duplicate': request<{ readonly id: string }>()(z.strictObject({ flowId, name: nameText.optional() })),
  /** Takes it out of the list; its file stays where it is unless `deleteFile`. */
  'flow:remove': request<void>()(z.strictObject({ flowId, deleteFile: z.boolean() })),
  /** Arms or disarms the schedule of the published version. */
  'flow:arm': request<ScheduleState>()(z.strictObject({ flowId, armed: z.boolean() })),
  'flow:bind': request<Readonly<Record<string, string>>>()(z.strictObject({ flowId, slot: idText, connectionId: connectionId.nullable() })),
  /** The file's text, without secrets, connections and view state; refused when something that looks like a secret is in it. */
  'flow:export': request<{ readonly fileName: string; readonly text: string }>()(
    z.strictObject({ flowId, which: z.enum(['draft', 'published']), withPinned: z.boolean() }),
  ),
  'flow:inspect-import': request<ImportPreview>()(z.strictObject({ text: z.string().max(6_000_000) })),
  'flow:import': request<{ readonly id: string }>()(
    z.strictObject({
      text: z.string().max(6_000_000),
      bindings: z.record(idText, connectionId),
      /** `replace` makes it the draft of the flow with that id; `copy` gives it an id of its own. */
      as: z.enum(['new', 'copy', 'replace']),
    }),
  ),
}

export const flowEvents = {
  /** Something on its card or about its file changed. */
  'flow:changed': event<{ readonly flowId: string; readonly what: 'list' | 'published' | 'file' | 'bindings' | 'schedule' }>(),
}
