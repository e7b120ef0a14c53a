import { useEffect, useState } from 'react'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'

export type Try = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

/** Typing rests this long before a value is tried. */
const pauseMs = 150
const none: readonly Try[] = []

/** What each mapping makes of the record; the results before stay until the new ones are there. */
export function useTries(mappings: readonly object[], record: FlowRecord | undefined, timeZone: string): readonly Try[] {
  const [tries, setTries] = useState<readonly Try[]>(none)
  useEffect(() => {
    if (!record || mappings.length === 0) return setTries(none)
    let isOver = false
    const timer = setTimeout(() => {
      // Both came out of JSON; their types are wider.
      const given = { record: record as unknown as Json, mappings: mappings as readonly Json[], timeZone }
      host.request('data:try-mapping', { ...given, mappings: [...given.mappings] }).then(
        ({ results }) => isOver || setTries((before) => keepEqual(before, results)),
        (thrown: unknown) => isOver || setTries(mappings.map(() => ({ ok: false, message: toContractError(thrown).message }))),
      )
    }, pauseMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [mappings, record, timeZone])
  return tries
}

/** The results with those of before in the place of equal ones: only rows that come to something else are drawn again. */
function keepEqual(before: readonly Try[], after: readonly Try[]): readonly Try[] {
  return after.map((result, index) => {
    const known = before[index]
    return known && JSON.stringify(known) === JSON.stringify(result) ? known : result
  })
}
