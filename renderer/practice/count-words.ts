import type { Counts } from '#core/contract/flows.ts'
import { outcomeKinds } from '#core/kit/record.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { i18next } from '#renderer/language/i18n.ts'

/** `175 created, 3 failed`. */
export function countWords(counts: Counts): string {
  return outcomeKinds
    .filter((kind) => (counts[kind] ?? 0) > 0)
    .map((kind) => `${formatNumber(counts[kind] ?? 0)} ${i18next.t(`outcome.${kind}`, { ns: 'ui' })}`)
    .join(', ')
}
