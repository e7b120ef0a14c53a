import { describe, expect, it } from 'vitest'
import { carriesFiles, readFlowFile } from './flow-files.ts'

describe('files with flows', () => {
  it('reads the one file that was given', async () => {
    expect(await readFlowFile([new File(['{"format":1}'], 'orders.flow.json')])).toBe('{"format":1}')
  })

  it('takes one file at a time, and none that is larger than any flow', async () => {
    const one = new File(['{}'], 'one.flow.json')
    await expect(readFlowFile([one, one])).rejects.toMatchObject({ kind: 'several' })
    await expect(readFlowFile([new File([new Uint8Array(6_000_001)], 'film.mp4')])).rejects.toMatchObject({
      kind: 'too-large',
      fileName: 'film.mp4',
    })
    await expect(readFlowFile([])).rejects.toMatchObject({ kind: 'unreadable' })
  })

  it('tells files from what is dragged within the page', () => {
    expect(carriesFiles({ types: ['Files'] })).toBe(true)
    expect(carriesFiles({ types: ['text/plain'] })).toBe(false)
  })
})
