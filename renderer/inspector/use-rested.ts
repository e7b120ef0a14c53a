import { useEffect, useRef, useState } from 'react'

const restMs = 400

/** The value itself, or while it may lag, the one of before until no other has come for a moment. */
export function useRested<Value>(value: Value, mayLag: boolean): Value {
  const rested = useRef(value)
  const [, catchUp] = useState<Value>()
  if (!mayLag) rested.current = value
  useEffect(() => {
    if (!mayLag || Object.is(rested.current, value)) return
    const timer = setTimeout(() => {
      rested.current = value
      catchUp(value)
    }, restMs)
    return () => clearTimeout(timer)
  }, [value, mayLag])
  return rested.current
}
