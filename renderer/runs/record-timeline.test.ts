import { describe, expect, it } from 'vitest'
import type { RecordEntry } from '#core/contract/runs.ts'
import { lastOutcome, timelineOf } from './record-timeline.ts'

const place = { flowId: 'orders', flowName: 'Orders', nodeId: 'books', nodeName: 'Write' }
const sent = (runId: number, at: number): RecordEntry => ({
  ...place,
  ...{ kind: 'sent', at, runId, connector: 'odoo', account: 'demo', action: 'create', state: 'done', targetId: 'S1', message: null },
  ...{ sent: {}, endedAt: at + 5 },
})
const log = (runId: number, at: number): RecordEntry => ({ ...place, kind: 'log', at, runId, level: 'info', message: 'Read.', facts: {} })
const link = (at: number): RecordEntry => ({ kind: 'link', at, connector: 'odoo', account: 'demo', targetId: 'S1' })

describe('the timeline of a record', () => {
  it('puts what happened under its run, the newest run first', () => {
    const parts = timelineOf([log(1, 10), sent(1, 11), log(2, 20)])
    expect(parts.map(({ runId, entries }) => [runId, entries.map(({ kind }) => kind)])).toEqual([
      [2, ['log']],
      [1, ['log', 'sent']],
    ])
  })

  it('puts a link to the write that made it', () => {
    expect(timelineOf([sent(1, 11), link(12)])).toHaveLength(1)
    expect(timelineOf([log(1, 11), link(12)]).map(({ runId }) => runId)).toEqual([null, 1])
  })

  it('knows nothing of an outcome while there is none', () => {
    expect(lastOutcome([log(1, 1)])).toBeUndefined()
  })
})
