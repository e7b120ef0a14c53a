import { useCallback, useRef } from 'react'

/** The same function at every render, which calls the latest one: for parts that are dear to render and told by their props whether to. */
export function useStable<Given extends readonly unknown[], Result>(latest: (...given: Given) => Result): (...given: Given) => Result {
  const current = useRef(latest)
  current.current = latest
  return useCallback((...given: Given) => current.current(...given), [])
}
