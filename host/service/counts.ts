import type { Counts } from '#core/contract/flows.ts'
import type { OutcomeKind } from '#core/kit/record.ts'

export function addCounts(a: Counts, b: Counts): Counts {
  const sum: Partial<Record<OutcomeKind, number>> = { ...a }
  for (const [kind, count] of Object.entries(b) as [OutcomeKind, number][]) sum[kind] = (sum[kind] ?? 0) + count
  return sum
}
