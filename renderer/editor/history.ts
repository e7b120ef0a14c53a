import type { EditHistory, HistoryStep } from '#core/contract/flows.ts'
import { applyDiff, continueDiff, type FlowDiff, reverseDiff } from '#core/flow/diff.ts'
import type { FlowDocument } from '#core/flow/document.ts'

/** Typing goes on as one step while no longer pause than this lies between two changes. */
const pauseMs = 1_500
/** What is kept of the past. Changes count as well as steps: a step that moved a thousand nodes weighs more than a name. */
const most = { steps: 500, changes: 10_000 }

/** The history with one more step; what was undone before can no longer be done again. */
export function addStep({ steps, done }: EditHistory, step: HistoryStep): EditHistory {
  const past = steps.slice(0, done)
  const last = past.at(-1)
  const isGoingOn = last !== undefined && done === steps.length && last.label === step.label && step.at - last.at < pauseMs
  const merged = isGoingOn ? continueDiff(last.diff, step.diff) : undefined
  if (merged === undefined) return trimmed([...past, step])
  return trimmed([...past.slice(0, -1), ...(merged.length === 0 ? [] : [{ ...step, diff: merged }])])
}

/** The document and history with the first `done` steps done, whichever way that is. */
export function travel(
  document: FlowDocument,
  history: EditHistory,
  done: number,
): { readonly document: FlowDocument; readonly history: EditHistory } {
  const to = Math.max(0, Math.min(done, history.steps.length))
  const back = history.steps.slice(to, history.done).toReversed()
  const forward = history.steps.slice(history.done, to)
  const diffs: readonly FlowDiff[] = [...back.map(({ diff }) => reverseDiff(diff)), ...forward.map(({ diff }) => diff)]
  return { document: diffs.reduce(applyDiff, document), history: { ...history, done: to } }
}

function trimmed(steps: readonly HistoryStep[]): EditHistory {
  let changes = 0
  let first = steps.length
  while (first > 0 && steps.length - first < most.steps) {
    changes += steps[first - 1]?.diff.length ?? 0
    // The newest step stays, however large it is.
    if (changes > most.changes && first < steps.length) break
    first -= 1
  }
  return { steps: first === 0 ? steps : steps.slice(first), done: steps.length - first }
}
