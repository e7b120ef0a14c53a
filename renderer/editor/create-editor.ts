import i18next from 'i18next'
import { createStore } from 'zustand/vanilla'
import type { ContractClient } from '#core/contract/client.ts'
import type { OpenedFlow } from '#core/contract/flows.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { diffFlows, replaceDocument } from '#core/flow/replace.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { keepDraft } from './draft-keeper.ts'
import { followRuns } from './follow-runs.ts'
import { addStep, travel } from './history.ts'
import type { EditorState, EditorStore } from './store.ts'

export interface OpenEditor {
  readonly store: EditorStore
  /** Saves what is not saved yet; at once, without waiting for the pause. */
  flush(): Promise<void>
  /** Saves, and lets go of everything it listens to. */
  close(): Promise<void>
}

const checkWaitMs = 200

/** An open flow on a host. What it takes from outside comes in here; what it changes leaves through the contract. */
export function createEditor(
  host: ContractClient,
  opened: OpenedFlow,
  { now = Date.now }: { readonly now?: () => number } = {},
): OpenEditor {
  const { id: flowId } = opened
  let isClosed = false
  let checkTimer: ReturnType<typeof setTimeout> | undefined
  let checksAsked = 0

  const store = createStore<EditorState>((set, get) => ({
    flowId,
    file: opened.file,
    document: opened.draft,
    selection: [],
    selectedWires: [],
    ...fromHost(opened),
    check: null,
    history: opened.history,
    saving: { kind: 'saved' },
    run: null,
    refusal: null,
    refused: null,
    zoom: null,
    panel: null,

    edit(label, make) {
      const { document, history, refused } = get()
      const made = make(document)
      if ('refused' in made) {
        set({ refused: { text: made.refused, count: (refused?.count ?? 0) + 1 } })
        return false
      }
      if (made.diff.length === 0) return true
      set({
        ...withoutLost(get(), made.document),
        document: made.document,
        history: addStep(history, { label, at: now(), diff: made.diff }),
      })
      return true
    },
    undo: () => get().goTo(get().history.done - 1),
    redo: () => get().goTo(get().history.done + 1),
    goTo(done) {
      const { document, history } = get()
      if (done < 0 || done > history.steps.length || done === history.done) return
      const there = travel(document, history, done)
      set({ ...withoutLost(get(), there.document), ...there })
    },
    select(ids, wires = noWires) {
      const { selection, selectedWires } = get()
      if (isSameList(selection, ids) && isSameList(selectedWires, wires)) return
      set({ selection: ids, selectedWires: wires })
    },
    zoomTo: (ids) => set(({ zoom }) => ({ zoom: { ids: typeof ids === 'string' ? [ids] : ids, count: (zoom?.count ?? 0) + 1 } })),
    openPanel(nodeId) {
      get().select([nodeId])
      set(({ panel }) => ({ panel: { nodeId, count: (panel?.count ?? 0) + 1 } }))
    },
    async start(mode) {
      set({ refusal: null })
      const { document, published } = get()
      // The published version runs under its number; only a draft that differs is sent along.
      const isDraft = published === null || diffFlows(published.document, document).length > 0
      try {
        await draft.flush()
        await host.request('run:start', { flowId, mode, ...(isDraft && { document }) })
      } catch (thrown) {
        set({ refusal: { of: mode, error: toContractError(thrown) } })
      }
    },
    async stop() {
      const { run } = get()
      if (run?.summary.state === 'running') await host.request('run:stop', { runId: run.runId })
    },
    async publish(options = {}) {
      set({ refusal: null })
      const { document } = get()
      try {
        await draft.flush()
        const version = await host.request('flow:publish', { flowId, document, ...options })
        set({ published: { version: version.version, at: version.at, document }, fileChange: null })
        return version
      } catch (thrown) {
        set({ refusal: { of: 'publish', error: toContractError(thrown) } })
        return null
      }
    },
    discard() {
      const { published } = get()
      if (published) get().edit(i18next.t('editor:did.discarded'), (document) => replaceDocument(document, published.document))
    },
    async bind(slot, connectionId) {
      // The host binds only slots of the draft it has: a new one has to be there first.
      await draft.flush()
      set({ bindings: await host.request('flow:bind', { flowId, slot, connectionId }) })
      scheduleCheck(0)
    },
    async resolveFile(choice) {
      await draft.flush()
      const there = await host.request('flow:resolve-file', { flowId, choice })
      set({ ...withoutLost(get(), there.draft), ...fromHost(there), document: there.draft, history: there.history })
    },
    dismissRefusal: () => set({ refusal: null }),
  }))

  const draft = keepDraft(
    host,
    flowId,
    () => {
      const { document, history } = store.getState()
      return { document, history }
    },
    (saving) => {
      if (store.getState().saving.kind !== saving.kind) store.setState({ saving })
    },
  )

  const scheduleCheck = (waitMs: number) => {
    clearTimeout(checkTimer)
    checkTimer = setTimeout(() => void askCheck(), waitMs)
  }

  async function askCheck(): Promise<void> {
    checksAsked += 1
    const mine = checksAsked
    try {
      const check = await host.request('flow:check', { flowId, document: store.getState().document })
      if (mine === checksAsked && !isClosed) store.setState({ check })
    } catch {
      // The last answer stays: a check is asked for again with the next change, and what runs is checked by the host anyway.
    }
  }

  /** What belongs to the host; the draft is ours while the flow is open here. */
  async function refresh(): Promise<void> {
    try {
      const there = await host.request('flow:open', { flowId })
      if (!isClosed) store.setState(fromHost(there))
    } catch {
      // The flow may have been removed; whoever shows it learns that from its own list.
    }
  }

  const leave = [
    store.subscribe((state, before) => {
      if (state.document !== before.document) scheduleCheck(checkWaitMs)
      if (state.history !== before.history) draft.changed()
    }),
    host.subscribe('flow:changed', (changed) => {
      if (changed.flowId === flowId && changed.what !== 'list') void refresh()
    }),
    host.subscribe('data:changed', (changed) => {
      if (changed.flowId === flowId) void refresh()
    }),
    followRuns(host, store),
  ]
  scheduleCheck(0)

  return {
    store,
    flush: draft.flush,
    close() {
      isClosed = true
      clearTimeout(checkTimer)
      for (const one of leave) one()
      return draft.close()
    },
  }
}

const noWires: readonly string[] = []

function fromHost({ published, bindings, fileChange, schedule, pinned }: OpenedFlow) {
  return { published, bindings, fileChange, schedule, pinned }
}

/** The selection without what the document no longer has. */
function withoutLost({ selection }: EditorState, { nodes, comments = [], groups = [] }: FlowDocument): Partial<EditorState> {
  if (selection.length === 0) return {}
  const ids = new Set([...nodes, ...comments, ...groups].map((thing) => thing.id))
  return selection.every((id) => ids.has(id)) ? {} : { selection: selection.filter((id) => ids.has(id)) }
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index])
}
