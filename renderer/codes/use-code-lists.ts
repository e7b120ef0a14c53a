import { useEffect, useMemo, useRef, useState } from 'react'
import type { ContractError } from '#core/contract/reply.ts'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'

/** One list of one connection of this computer. */
export interface WantedList {
  readonly connectionId: string
  readonly list: string
}

export type CodeList =
  | { readonly kind: 'loading' }
  | { readonly kind: 'there'; readonly choices: readonly LiveChoice[] }
  | { readonly kind: 'failed'; readonly error: ContractError; readonly retry: () => void }

const loading: CodeList = { kind: 'loading' }

/** Asks for several lists side by side, each once, and each again by itself where it failed. */
export function useCodeLists(wanted: readonly WantedList[]): (one: WantedList) => CodeList {
  const [lists, setLists] = useState<ReadonlyMap<string, CodeList>>(new Map())
  const asked = useRef(new Set<string>())
  const keys = useMemo(() => [...new Set(wanted.map(keyOf))].toSorted(), [wanted])
  const text = keys.join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys say all there is to the wanted lists
  useEffect(() => {
    const ask = (one: WantedList, refresh: boolean) => {
      const put = (list: CodeList) => setLists((before) => new Map(before).set(keyOf(one), list))
      put(loading)
      host.request('connection:choices', { ...one, ...(refresh && { refresh }) }).then(
        (choices) => put({ kind: 'there', choices }),
        (thrown: unknown) => put({ kind: 'failed', error: toContractError(thrown), retry: () => ask(one, true) }),
      )
    }
    for (const one of wanted) {
      if (asked.current.has(keyOf(one))) continue
      asked.current.add(keyOf(one))
      ask(one, false)
    }
  }, [text])
  return (one) => lists.get(keyOf(one)) ?? loading
}

function keyOf({ connectionId, list }: WantedList): string {
  return `${connectionId} ${list}`
}
