import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ContractClient } from '#core/contract/client.ts'
import type { OpenedFlow } from '#core/contract/flows.ts'
import { moveNodes, remove, renameFlow } from '#core/flow/edit.ts'
import { flowOf } from '#core/flow/test-builders.ts'
import { createEditor, type OpenEditor } from './create-editor.ts'

// The page's own transport is made when its module is read, which asks for a window.
vi.hoisted(() => vi.stubGlobal('window', { sluice: { request: async () => ({ ok: true }), listen: () => () => {} } }))

/** A host that answers what it is told to, and remembers what it was asked. */
function fakeHost(answers: Readonly<Record<string, (given: never) => unknown>> = {}) {
  const asked: { readonly name: string; readonly given: Record<string, unknown> }[] = []
  const listeners = new Map<string, (payload: unknown) => void>()
  const client = {
    async request(name: string, given: unknown) {
      asked.push({ name, given: given as Record<string, unknown> })
      const answer = answers[name]
      if (answer) return answer(given as never)
      return { 'flow:check': { problems: [], lines: {}, unboundSlots: [] }, 'run:active': [], 'run:list': { rows: [], next: null } }[name]
    },
    subscribe(name: string, listener: (payload: unknown) => void) {
      listeners.set(name, listener)
      return () => listeners.delete(name)
    },
    onState: () => () => {},
  } as unknown as ContractClient
  const named = (name: string) => asked.filter((one) => one.name === name).map(({ given }) => given)
  return { client, named, tell: (name: string, payload: unknown) => listeners.get(name)?.(payload), listeners }
}

const opened: OpenedFlow = {
  id: 'orders',
  file: '/flows/orders.flow.json',
  draft: flowOf('a b', 'a>b'),
  history: { steps: [], done: 0 },
  published: null,
  bindings: {},
  fileChange: null,
  schedule: { kind: 'none' },
  pinned: [],
}

let editor: OpenEditor
let frames: (() => void)[]

beforeEach(() => {
  vi.useFakeTimers()
  frames = []
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame))
  vi.stubGlobal('cancelAnimationFrame', () => {})
})
afterEach(async () => {
  await editor.close()
  vi.useRealTimers()
})

describe('the draft', () => {
  it('is saved with its history half a second after the last change at the latest, once', async () => {
    const host = fakeHost()
    editor = createEditor(host.client, opened)
    editor.store.getState().edit('Moved a', (flow) => moveNodes(flow, ['a'], [1, 0]))
    editor.store.getState().edit('Moved b', (flow) => moveNodes(flow, ['b'], [1, 0]))
    await vi.advanceTimersByTimeAsync(500)
    const { document, history } = editor.store.getState()
    expect(host.named('flow:save-draft')).toEqual([{ flowId: 'orders', document, history }])
    expect(editor.store.getState().saving).toEqual({ kind: 'saved' })
  })

  it('is saved at once when the page goes', async () => {
    const host = fakeHost()
    editor = createEditor(host.client, opened)
    editor.store.getState().edit('Moved a', (flow) => moveNodes(flow, ['a'], [1, 0]))
    await editor.flush()
    expect(host.named('flow:save-draft')).toHaveLength(1)
  })

  it('never has an older state arrive after a newer one', async () => {
    const done: (() => void)[] = []
    const host = fakeHost({ 'flow:save-draft': () => new Promise<void>((resolve) => done.push(resolve)) })
    editor = createEditor(host.client, opened)
    editor.store.getState().edit('One', (flow) => renameFlow(flow, 'One'))
    await vi.advanceTimersByTimeAsync(500)
    editor.store.getState().edit('Two', (flow) => renameFlow(flow, 'Two'))
    await vi.advanceTimersByTimeAsync(5_000)
    expect(host.named('flow:save-draft')).toHaveLength(1)
    done[0]?.()
    await vi.advanceTimersByTimeAsync(0)
    expect(host.named('flow:save-draft').map(({ document }) => (document as { name: string }).name)).toEqual(['One', 'Two'])
    done[1]?.()
  })

  it('is tried again when the host could not keep it', async () => {
    let fails = true
    const host = fakeHost({
      'flow:save-draft': () => {
        if (fails) throw new Error('disk full')
      },
    })
    editor = createEditor(host.client, opened)
    editor.store.getState().edit('One', (flow) => renameFlow(flow, 'One'))
    await vi.advanceTimersByTimeAsync(500)
    expect(editor.store.getState().saving.kind).toBe('failed')
    fails = false
    await vi.advanceTimersByTimeAsync(2_500)
    expect(editor.store.getState().saving.kind).toBe('saved')
  })
})

it('tells a refused edit and changes nothing', () => {
  editor = createEditor(fakeHost().client, opened)
  const isMade = editor.store.getState().edit('Renamed', (flow) => renameFlow(flow, ' '))
  const { refused, document, history } = editor.store.getState()
  expect([isMade, refused?.text, document, history.steps]).toEqual([false, 'A flow needs a name.', opened.draft, []])
})

it('undoes and redoes settings and everything else', () => {
  editor = createEditor(fakeHost().client, opened)
  const { edit, undo, redo } = editor.store.getState()
  edit('Deleted a', (flow) => remove(flow, ['a']))
  const after = editor.store.getState().document
  undo()
  expect(editor.store.getState().document).toEqual(opened.draft)
  redo()
  expect(editor.store.getState().document).toEqual(after)
})

it('lets go of a selection that is no longer there', () => {
  editor = createEditor(fakeHost().client, opened)
  editor.store.getState().select(['a', 'b'])
  editor.store.getState().edit('Deleted a', (flow) => remove(flow, ['a']))
  expect(editor.store.getState().selection).toEqual(['b'])
})

describe('a run', () => {
  const run = { id: 7, flowId: 'orders', state: 'running', mode: 'run' }
  const progress = (emitted: number) => ({ runId: 7, flowId: 'orders', progress: { emitted, nodes: {}, wires: {}, outcomes: {} } })

  it('is applied once a frame, however many events come', async () => {
    const host = fakeHost()
    editor = createEditor(host.client, opened)
    await vi.advanceTimersByTimeAsync(0)
    let changes = 0
    editor.store.subscribe((state, before) => {
      if (state.run !== before.run) changes += 1
    })
    host.tell('run:started', { run, resumes: [] })
    for (let emitted = 1; emitted <= 100; emitted++) host.tell('run:progress', progress(emitted))
    expect([changes, frames.length]).toEqual([0, 1])
    frames.shift()?.()
    expect([changes, editor.store.getState().run?.progress?.emitted]).toEqual([1, 100])
  })

  it('ticks slower in a large flow, and ends at once', async () => {
    const host = fakeHost()
    editor = createEditor(host.client, { ...opened, draft: flowOf(Array.from({ length: 300 }, (_none, index) => `n${index}`).join(' ')) })
    await vi.advanceTimersByTimeAsync(0)
    const emitted = () => editor.store.getState().run?.progress?.emitted
    const paint = () => {
      for (const frame of frames.splice(0)) frame()
    }
    host.tell('run:started', { run, resumes: [] })
    paint()
    host.tell('run:progress', progress(1))
    paint()
    expect(emitted()).toBeUndefined()
    await vi.advanceTimersByTimeAsync(400)
    paint()
    expect(emitted()).toBe(1)
    host.tell('run:ended', { run: { ...run, state: 'finished' }, progress: progress(2).progress, error: null })
    paint()
    expect([emitted(), editor.store.getState().run?.summary.state]).toEqual([2, 'finished'])
  })

  it('of another flow is left alone', async () => {
    const host = fakeHost()
    editor = createEditor(host.client, opened)
    await vi.advanceTimersByTimeAsync(0)
    host.tell('run:started', { run: { ...run, flowId: 'stock' }, resumes: [] })
    expect(frames).toEqual([])
  })

  it('sends the draft along only where it differs from what is published', async () => {
    const host = fakeHost({ 'run:start': () => ({ runId: 1 }) })
    editor = createEditor(host.client, { ...opened, published: { version: 1, at: 0, document: opened.draft } })
    await editor.store.getState().start('run')
    editor.store.getState().edit('One', (flow) => renameFlow(flow, 'One'))
    await editor.store.getState().start('plan')
    expect(host.named('run:start')).toEqual([
      { flowId: 'orders', mode: 'run' },
      { flowId: 'orders', mode: 'plan', document: editor.store.getState().document },
    ])
  })
})

it('takes over what the host says of publishing and files, and keeps its own draft', async () => {
  const host = fakeHost({ 'flow:open': () => ({ ...opened, draft: flowOf('z'), published: { version: 2, at: 1, document: flowOf('z') } }) })
  editor = createEditor(host.client, opened)
  host.tell('flow:changed', { flowId: 'orders', what: 'published' })
  await vi.advanceTimersByTimeAsync(0)
  const { published, document } = editor.store.getState()
  expect([published?.version, document]).toEqual([2, opened.draft])
})

it('lets go of everything it listens to', async () => {
  const host = fakeHost()
  editor = createEditor(host.client, opened)
  await editor.close()
  expect(host.listeners.size).toBe(0)
})
