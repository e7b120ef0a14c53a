import type { RecordEntry } from '#core/contract/runs.ts'

/** What happened to a record in one run, or between runs (`runId` null), oldest first. */
export interface TimelinePart {
  readonly runId: number | null
  readonly flowName: string | null
  readonly entries: readonly RecordEntry[]
}

/** Entries by the run they belong to; the order is that of their first entry, the newest run first. */
export function timelineOf(entries: readonly RecordEntry[]): readonly TimelinePart[] {
  const parts = new Map<number | null, { readonly flowName: string | null; readonly entries: RecordEntry[] }>()
  for (const entry of entries) {
    const runId = entry.kind === 'link' ? runOfLink(entry, entries) : entry.runId
    const part = parts.get(runId) ?? { flowName: entry.kind === 'link' ? null : entry.flowName, entries: [] }
    parts.set(runId, { ...part, flowName: part.flowName ?? (entry.kind === 'link' ? null : entry.flowName) })
    part.entries.push(entry)
  }
  return [...parts]
    .map(([runId, { flowName, entries: own }]) => ({ runId, flowName, entries: own }))
    .toSorted((one, other) => lastOf(other) - lastOf(one))
}

/** How the record ended last, for the head of its page. */
export function lastOutcome(entries: readonly RecordEntry[]): Extract<RecordEntry, { readonly kind: 'outcome' }> | undefined {
  return entries.findLast((entry) => entry.kind === 'outcome')
}

/** A link belongs to the write that made it, where that is known. */
function runOfLink(link: Extract<RecordEntry, { readonly kind: 'link' }>, entries: readonly RecordEntry[]): number | null {
  const write = entries.find((entry) => entry.kind === 'sent' && entry.targetId === link.targetId && entry.connector === link.connector)
  return write?.kind === 'sent' ? write.runId : null
}

function lastOf({ entries }: TimelinePart): number {
  return entries.reduce((last, { at }) => Math.max(last, at), 0)
}
