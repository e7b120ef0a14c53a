import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { EditHistory, FileChange, FlowCheck, FlowVersion, OpenedFlow } from '#core/contract/flows.ts'
import type { ContractError } from '#core/contract/reply.ts'
import type { RunSummary } from '#core/contract/runs.ts'
import type { ScheduleState } from '#core/contract/schedule.ts'
import type { RunProgress } from '#core/engine/run-event.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import type { Edit } from '#core/flow/edit.ts'

/** An open flow, as every part of the editor sees it. Plain data and the actions that change it. */
export interface EditorState {
  readonly flowId: string
  readonly file: string
  /** The draft. Changed only through `edit`, `undo`, `redo` and `goTo`. */
  readonly document: FlowDocument
  /** Ids of selected nodes, comments and groups. */
  readonly selection: readonly string[]
  /** Selected wires, by `wireKey` of `core/flow/wires.ts`. */
  readonly selectedWires: readonly string[]
  readonly published: OpenedFlow['published']
  /** Slot → connection on this computer. */
  readonly bindings: Readonly<Record<string, string>>
  readonly fileChange: FileChange | null
  readonly schedule: ScheduleState
  /** Nodes with pinned data. */
  readonly pinned: readonly string[]
  /** What the flow says about itself; null until the host has answered once. Lags behind the document by a moment. */
  readonly check: FlowCheck | null
  readonly history: EditHistory
  readonly saving: Saving
  /** The run of this flow that goes on now, or the last one known. */
  readonly run: EditorRun | null
  /** Why the last run or publish was refused, until the user has seen it. */
  readonly refusal: { readonly of: 'run' | 'plan' | 'publish'; readonly error: ContractError } | null
  /** The last change that could not be made, in words; `count` tells two of the same words apart. */
  readonly refused: { readonly text: string; readonly count: number } | null
  /** Where the view was asked to go; the canvas follows when `count` grows. */
  readonly zoom: { readonly ids: readonly string[]; readonly count: number } | null
  /** Whose form was asked for; the inspector opens and takes the focus when `count` grows. */
  readonly panel: { readonly nodeId: string; readonly count: number } | null

  /**
   * One step of the history, under its label. A refused edit leaves everything as it is and is told to the user.
   * Changes of the same thing under the same label right after each other (typing) become one step. True when it was made.
   */
  edit(label: string, make: (document: FlowDocument) => Edit): boolean
  undo(): void
  redo(): void
  /** Makes the first `done` steps of the history the ones that are done. */
  goTo(done: number): void
  select(ids: readonly string[], wires?: readonly string[]): void
  zoomTo(ids: string | readonly string[]): void
  openPanel(nodeId: string): void
  /** Starts a run or a plan of the draft as it stands (`run` is the state of the run, hence the name). */
  start(mode: 'run' | 'plan'): Promise<void>
  stop(): Promise<void>
  publish(options?: { readonly note?: string; readonly overwriteFile?: boolean }): Promise<FlowVersion | null>
  /** The published version becomes the draft again, as one step that can be undone. */
  discard(): void
  bind(slot: string, connectionId: string | null): Promise<void>
  resolveFile(choice: 'take' | 'keep'): Promise<void>
  dismissRefusal(): void
}

export type Saving = { readonly kind: 'saved' | 'waiting' | 'saving' } | { readonly kind: 'failed'; readonly error: ContractError }

export interface EditorRun {
  readonly runId: number
  readonly summary: RunSummary
  readonly progress: RunProgress | null
  readonly error: ContractError | null
}

export type EditorStore = StoreApi<EditorState>

export const EditorContext = createContext<EditorStore | null>(null)

/** What `select` picks of the open flow; renders again when that changes. */
export function useEditor<Picked>(select: (state: EditorState) => Picked): Picked {
  return useStore(useEditorStore(), select)
}

/** The store itself, for actions that read what is there at the moment they are called. */
export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (!store) throw new Error('useEditor is used outside an EditorProvider.')
  return store
}
