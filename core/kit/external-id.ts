import type { FlowRecord } from './record.ts'

/**
 * The id a record gets in the target, so that a second create of the same source record can be recognised.
 * Stable over machines, flows and time: built from the source's brand, account, entity and key alone.
 * Only `[a-z0-9_.-]`; other characters of the key are percent-encoded with `_` as the sign, so distinct keys stay distinct.
 */
export function externalIdOf(record: Pick<FlowRecord, 'entity' | 'key' | 'origin'>): string {
  return [record.origin.connector, record.origin.account, record.entity, record.key].map(encode).join('.')
}

const plain = /[^a-zA-Z0-9-]/gu

function encode(part: string): string {
  return part.replace(plain, (character) =>
    [...new TextEncoder().encode(character)].map((byte) => `_${byte.toString(16).padStart(2, '0')}`).join(''),
  )
}
