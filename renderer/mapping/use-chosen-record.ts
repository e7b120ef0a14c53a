import { useMemo, useState } from 'react'
import type { DataRow } from '#core/contract/data.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { type Input, useInput } from './use-input.ts'

export interface ChosenRecord {
  readonly input: Input
  readonly record: FlowRecord | undefined
  /** Its place among those that came in; unknown for one that was searched for. */
  readonly index: number | undefined
  readonly choose: (index: number) => void
  readonly choosePicked: (row: DataRow) => void
}

/** The record a panel tries things on: a place in the list, or one that was searched for. */
export function useChosenRecord(nodeId: string): ChosenRecord {
  const [index, setIndex] = useState(0)
  const [picked, setPicked] = useState<DataRow | null>(null)
  const input = useInput(nodeId, index)
  return useMemo(
    () => ({
      input,
      record: picked?.record ?? input.record,
      index: picked ? undefined : index,
      choose: (next) => {
        setPicked(null)
        setIndex(next)
      },
      choosePicked: setPicked,
    }),
    [input, picked, index],
  )
}
