import { describe, expect, it } from 'vitest'
import type { ContractClient } from '#core/contract/client.ts'
import { exportLog } from './export-log.ts'

/** A host that gives three pieces. */
function hostOf(pieces: readonly string[]) {
  const asked: { readonly after?: number; readonly places?: readonly number[] }[] = []
  const client = {
    request: async (_name: string, given: { readonly after?: number; readonly places?: readonly number[] }) => {
      asked.push(given)
      const place = given.after ?? 0
      return { chunk: pieces[place] ?? '', next: place + 1 < pieces.length ? place + 1 : null }
    },
  } as unknown as ContractClient
  return { client, asked }
}

describe('exporting the log', () => {
  it('joins the pieces in their order and tells how far it is', async () => {
    const { client, asked } = hostOf(['key,kind\n', '1042,failed\n', '1043,created\n'])
    const progress: number[] = []
    const blob = await exportLog(client, {
      viewId: 'view',
      format: 'csv',
      signal: new AbortController().signal,
      onProgress: (done) => progress.push(done),
    })
    expect(await blob.text()).toBe('key,kind\n1042,failed\n1043,created\n')
    expect(asked.map(({ after }) => after)).toEqual([undefined, 1, 2])
    expect(progress).toEqual([9, 21, 34])
  })

  it('asks for the picked places only', async () => {
    const { client, asked } = hostOf(['{}\n'])
    await exportLog(client, { viewId: 'view', format: 'jsonl', places: [3, 5], signal: new AbortController().signal, onProgress: () => {} })
    expect(asked[0]).toMatchObject({ places: [3, 5], format: 'jsonl' })
  })

  it('stops between two pieces', async () => {
    const { client, asked } = hostOf(['a', 'b', 'c', 'd'])
    const stop = new AbortController()
    const exporting = exportLog(client, {
      viewId: 'view',
      format: 'csv',
      signal: stop.signal,
      onProgress: (done) => {
        if (done === 2) stop.abort()
      },
    })
    await expect(exporting).rejects.toMatchObject({ name: 'AbortError' })
    expect(asked).toHaveLength(2)
  })
})
