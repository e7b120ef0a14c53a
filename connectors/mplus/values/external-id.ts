import { createHash } from 'node:crypto'

/**
 * The service publishes no length for its external ids. 128 is the longest it states for any code of its own
 * (the relation code), so we stay within that.
 */
const longest = 128

/** Our id for a record, as the till keeps it in `extOrderId`, `extInvoiceId` or `extRelationId`: readable, and never cut so that two become one. */
export function externalIdFor(externalId: string): string {
  if (externalId.length <= longest) return externalId
  const digest = createHash('sha256').update(externalId).digest('hex').slice(0, 24)
  // The end holds the record's own key, which is what a person looks for.
  return `${digest}.${externalId.slice(-(longest - digest.length - 1))}`
}
