import { createHash } from 'node:crypto'

/** The longest a reference of a sales order may be; the invoice's has no published length, so it gets the same. */
const longest = 40

/** Our id for a document, as Visma.net keeps it: the end says the record's own key, the beginning tells it from all others. */
export function externalIdFor(externalId: string): string {
  if (externalId.length <= longest) return externalId
  const digest = createHash('sha256').update(externalId).digest('hex').slice(0, 24)
  return `${digest}.${externalId.slice(-(longest - digest.length - 1))}`
}
