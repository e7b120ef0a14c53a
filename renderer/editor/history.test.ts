import { describe, expect, it } from 'vitest'
import type { EditHistory } from '#core/contract/flows.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { changeSettings, type Edit, moveNodes, remove } from '#core/flow/edit.ts'
import { flowOf } from '#core/flow/test-builders.ts'
import { addStep, travel } from './history.ts'

const empty: EditHistory = { steps: [], done: 0 }

/** Makes edits one after the other, each so many milliseconds after the one before. */
function perform(start: FlowDocument, edits: readonly (readonly [label: string, make: (flow: FlowDocument) => Edit, waitMs?: number])[]) {
  let document = start
  let history = empty
  let at = 0
  for (const [label, make, waitMs = 10_000] of edits) {
    at += waitMs
    const made = make(document)
    if ('refused' in made) throw new Error(made.refused)
    document = made.document
    history = addStep(history, { label, at, diff: made.diff })
  }
  return { document, history }
}

const typed = (text: string) => (flow: FlowDocument) => changeSettings(flow, 'a', { message: text })
const labels = ({ steps }: EditHistory) => steps.map(({ label }) => label)

describe('the history', () => {
  it('goes to any step and back, with the document of that moment', () => {
    const start = flowOf('a b c', 'a>b')
    const { document, history } = perform(start, [
      ['Moved a', (flow) => moveNodes(flow, ['a'], [5, 5])],
      ['Deleted b', (flow) => remove(flow, ['b'])],
    ])
    const back = travel(document, history, 0)
    expect([back.document, back.history.done, labels(back.history)]).toEqual([start, 0, ['Moved a', 'Deleted b']])
    expect(travel(back.document, back.history, 2).document).toEqual(document)
  })

  it('makes one step of typing in one field', () => {
    const { history } = perform(flowOf('a'), [
      ['Changed Message', typed('O')],
      ['Changed Message', typed('Or'), 100],
      ['Changed Message', typed('Ord'), 100],
    ])
    expect(labels(history)).toEqual(['Changed Message'])
  })

  it('begins a new step after a pause, and for another label', () => {
    const { history } = perform(flowOf('a'), [
      ['Changed Message', typed('O')],
      ['Changed Message', typed('Or'), 3_000],
      ['Changed Level', (flow) => changeSettings(flow, 'a', { level: 'warn' }), 100],
    ])
    expect(labels(history)).toEqual(['Changed Message', 'Changed Message', 'Changed Level'])
  })

  it('keeps no step of what was typed and taken back at once', () => {
    const { history } = perform(flowOf('a'), [
      ['Changed Message', typed('O')],
      ['Changed Message', (flow) => changeSettings(flow, 'a', { message: undefined }), 100],
    ])
    expect(labels(history)).toEqual([])
  })

  it('forgets what was undone once something new is done', () => {
    const { document, history } = perform(flowOf('a b'), [
      ['One', (flow) => moveNodes(flow, ['a'], [5, 5])],
      ['Two', (flow) => moveNodes(flow, ['b'], [5, 5])],
    ])
    const back = travel(document, history, 1)
    const made = remove(back.document, ['b'])
    if ('refused' in made) throw new Error(made.refused)
    expect(labels(addStep(back.history, { label: 'Three', at: 1e6, diff: made.diff }))).toEqual(['One', 'Three'])
  })

  it('lets go of its oldest steps when there are too many', () => {
    const { history } = perform(
      flowOf('a'),
      Array.from({ length: 520 }, (_none, index) => [`${index}`, (flow: FlowDocument) => moveNodes(flow, ['a'], [1, 0])] as const),
    )
    expect([history.steps.length, history.done, history.steps[0]?.label]).toEqual([500, 500, '20'])
  })
})
