import { useCallback, useEffect, useRef, useState } from 'react'
import type { EventName, Events, RequestName, Requests } from '#core/contract/contract.ts'
import type { ArgumentsOf, PayloadOf, ResultOf } from '#core/contract/define.ts'
import { ContractError } from '#core/contract/reply.ts'
import { host } from './host.ts'

export type Asked<Result> =
  | { readonly kind: 'loading'; readonly result?: Result }
  | { readonly kind: 'there'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: ContractError; readonly result?: Result }

/** Asks the host when the arguments change, and again with `refresh`; the answer before stays while a new one is on its way. */
export function useRequest<Name extends RequestName>(
  name: Name,
  given: ArgumentsOf<Requests[Name]>,
): Asked<ResultOf<Requests[Name]>> & { readonly refresh: () => void } {
  const [asked, setAsked] = useState<Asked<ResultOf<Requests[Name]>>>({ kind: 'loading' })
  const latest = useRef(0)
  // Arguments are plain data: their text tells whether they changed.
  const text = JSON.stringify(given)
  const refresh = useCallback(() => {
    latest.current += 1
    const mine = latest.current
    setAsked((before) => ({ kind: 'loading', result: before.result }))
    host.request(name, JSON.parse(text) as ArgumentsOf<Requests[Name]>).then(
      (result) => mine === latest.current && setAsked({ kind: 'there', result }),
      (error: unknown) =>
        mine === latest.current && setAsked((before) => ({ kind: 'failed', error: toContractError(error), result: before.result })),
    )
  }, [name, text])
  useEffect(refresh, [refresh])
  return { ...asked, refresh }
}

/** Listens while the component is there. */
export function useHostEvent<Name extends EventName>(name: Name, listener: (payload: PayloadOf<Events[Name]>) => void): void {
  const current = useRef(listener)
  current.current = listener
  useEffect(() => host.subscribe(name, (payload) => current.current(payload)), [name])
}

export function toContractError(thrown: unknown): ContractError {
  if (thrown instanceof ContractError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new ContractError({ code: 'page', message, fix: 'developer', facts: {} })
}
