import type { Page } from '#core/kit/define-connector.ts'
import { VendorError } from '#core/kit/errors.ts'
import type { Json } from '#core/kit/record.ts'
import type { TranslatedPage } from '#core/kit/translate-page.ts'
import { highest, markerIn } from '../values/marker.ts'

interface MarkerSource<Raw> {
  /** For errors: "orders". */
  readonly what: string
  readonly position: Json
  /** On the first run: skip what is there and begin with the next change. */
  readonly beginsNow: boolean
  /** The highest marker given out so far. */
  current(): Promise<string | undefined>
  /** A page of what changed at or after the marker, in any order; empty when there is nothing more. */
  fetch(marker: string): Promise<readonly Raw[]>
  /** The marker that put this one on a page asked for from `asked` on. */
  markerOf(raw: Raw, asked: bigint): string | undefined
  translate(page: readonly Raw[]): Promise<TranslatedPage> | TranslatedPage
}

/**
 * Reads a kind of record by its sync marker: every change gives a record the next number of its kind, whatever its age.
 * The number asked for is included, so reading goes on at the highest seen plus one; pages are not sorted.
 * Positions are `{ syncMarker }`, the number to ask for next.
 * @throws VendorError when a page holds nothing at or after the number asked for, which would go round for ever.
 */
export async function* pagesByMarker<Raw>(source: MarkerSource<Raw>): AsyncIterable<Page> {
  const settled = markerIn(source.position, 'syncMarker')
  let next = BigInt(settled ?? '0')
  if (settled === undefined && source.beginsNow) {
    next = BigInt((await source.current()) ?? '0') + 1n
    yield { records: [], position: { syncMarker: next.toString() } }
  }
  for (;;) {
    const page = await source.fetch(next.toString())
    if (page.length === 0) return
    const top = highest(page.map((raw) => source.markerOf(raw, next)))
    if (top === undefined || top < next) {
      throw new VendorError(`MplusKASSA answered ${source.what} from marker ${next} on with none that has such a marker.`, {
        code: 'marker-not-moving',
        hint: 'Reading stopped so that it does not go round for ever. Report it to MplusKASSA support.',
        facts: { asked: next.toString(), received: page.length },
      })
    }
    next = top + 1n
    yield { ...(await source.translate(page)), position: { syncMarker: next.toString() } }
  }
}

/** "from marker 4712 on". */
export function describeMarker(position: Json): string {
  const marker = markerIn(position, 'syncMarker')
  return marker === undefined ? 'from the beginning' : marker === '0' ? 'from the beginning' : `up to marker ${BigInt(marker) - 1n}`
}
