import type { ContractClient } from '#core/contract/client.ts'

export interface LogExport {
  readonly viewId: string
  readonly format: 'csv' | 'jsonl'
  /** Only these rows; all when left out. */
  readonly places?: readonly number[]
  readonly signal: AbortSignal
  /** Told after every piece. */
  readonly onProgress: (characters: number) => void
}

/** The most rows that can be picked one by one for a file. */
export const mostPlaces = 100_000

/** Gathers the host's pieces into one file; stops between two pieces. @throws the signal's reason when stopped. */
export async function exportLog(client: ContractClient, { viewId, format, places, signal, onProgress }: LogExport): Promise<Blob> {
  const pieces: string[] = []
  let characters = 0
  let after: number | undefined
  while (true) {
    signal.throwIfAborted()
    const { chunk, next } = await client.request('log:export', {
      viewId,
      format,
      ...(places && { places: [...places] }),
      ...(after !== undefined && { after }),
    })
    pieces.push(chunk)
    characters += chunk.length
    onProgress(characters)
    if (next === null) break
    after = next
  }
  signal.throwIfAborted()
  return new Blob(pieces, { type: format === 'csv' ? 'text/csv;charset=utf-8' : 'application/x-ndjson;charset=utf-8' })
}
