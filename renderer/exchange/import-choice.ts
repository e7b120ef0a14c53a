import type { ImportPreview } from '#core/contract/flows.ts'

export type ImportAs = 'new' | 'copy' | 'replace'

/** What can be done with a flow that came in: one that is here already is never overwritten without being asked for. */
export function waysToImport({ existing }: Pick<ImportPreview, 'existing'>): readonly ImportAs[] {
  return existing ? ['copy', 'replace'] : ['new']
}

/** The connections that were picked and still fit. */
export function pickedBindings({ slots }: Pick<ImportPreview, 'slots'>, picks: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    slots.flatMap(({ slot, candidates }) => {
      const picked = picks[slot]
      return picked !== undefined && candidates.some(({ id }) => id === picked) ? [[slot, picked]] : []
    }),
  )
}

/** Slots nobody has picked a connection for yet. */
export function slotsLeft(preview: Pick<ImportPreview, 'slots'>, picks: Readonly<Record<string, string>>): readonly string[] {
  const picked = pickedBindings(preview, picks)
  return preview.slots.filter(({ slot }) => picked[slot] === undefined).map(({ label }) => label)
}
