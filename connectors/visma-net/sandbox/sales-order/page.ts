import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { json, orderRefusal } from '../answers.ts'

interface PageRequest {
  readonly values: readonly unknown[]
  readonly query: URLSearchParams
  readonly defaultSize: number
  readonly path: string
}

/** `{ value, totalCount, nextPage }`; pages count from zero, and the last one's `nextPage` is null. */
export function answerPage({ values, query, defaultSize, path }: PageRequest): SandboxResponse {
  const pageSize = wholeIn(query, 'pageSize', 1) ?? defaultSize
  const pageIndex = wholeIn(query, 'pageIndex', 0) ?? 0
  const until = (pageIndex + 1) * pageSize
  return json(200, {
    value: values.slice(pageIndex * pageSize, until),
    totalCount: values.length,
    nextPage: until < values.length ? `${path}?pageIndex=${pageIndex + 1}&pageSize=${pageSize}` : null,
  })
}

function wholeIn(query: URLSearchParams, name: string, least: number): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  if (/^\d+$/.test(text) && Number(text) >= least) return Number(text)
  throw orderRefusal('0100-OutsideValidRange', name, `${name} is outside the valid range`)
}
