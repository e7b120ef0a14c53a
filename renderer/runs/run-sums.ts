import { type OutcomeKind, outcomeKinds } from '#core/kit/record.ts'

export type Totals = Readonly<Partial<Record<OutcomeKind, number>>>

/** What needs a person first, then what was done, then what was left alone. */
const order: readonly OutcomeKind[] = ['failed', 'unknown', 'waiting', 'created', 'updated', 'planned', 'unchanged', 'skipped', 'filtered']

/** The outcomes that occurred, in the order they are looked at. */
export function countsOf(totals: Totals): readonly { readonly kind: OutcomeKind; readonly count: number }[] {
  return order.flatMap((kind) => {
    const count = totals[kind] ?? 0
    return count > 0 ? [{ kind, count }] : []
  })
}

export function sumOf(totals: Totals): number {
  return outcomeKinds.reduce((sum, kind) => sum + (totals[kind] ?? 0), 0)
}
