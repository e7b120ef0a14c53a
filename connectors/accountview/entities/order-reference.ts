import { DataError } from '#core/kit/errors.ts'
import { markerOf } from '../values.ts'

/**
 * What a document carries so that it is found again: the order's number for people and our own sign for the machine,
 * `W-1042 #4be0…`. AccountView has no field for a foreign order number; integrations put it into a text.
 */
export function referenceText(
  number: string,
  externalId: string,
  { length, type }: { readonly length: number; readonly type: string },
): string {
  const sign = searchText(externalId)
  const room = type === 'M' ? number.length : length - sign.length - 1
  if (room < 0) {
    throw new DataError(`The text of ${length} characters is too short for the reference of order ${number}.`, {
      code: 'reference-too-long',
    })
  }
  return `${number.slice(0, room).trimEnd()} ${sign}`.trimStart()
}

/** The part that is searched for. */
export function searchText(externalId: string): string {
  return `#${markerOf(externalId)}`
}
