import { expect, it, onTestFinished } from 'vitest'
import { startCcvSandbox } from '#connectors/ccv-salespos/sandbox/start.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import type { CallsMade } from './protocol.ts'
import { runInProcess } from './run-process.ts'

it('tells how many calls a run has made through a connection the vendor counts, and what ended it', async () => {
  const shop = await startCcvSandbox({ seed: 1, orderCount: 5 })
  onTestFinished(() => shop.close())
  const { publicKey, secretKey } = shop.credentials
  const stored = {
    ...{ id: 'shop-1', name: 'Shop', connectorId: 'ccv-salespos', settings: { address: shop.origin, publicKey } },
    ...{ secretFields: ['secretKey'], readOnly: true, createdAt: '2026-11-22T09:00:00Z' },
  }
  const document: FlowDocument = {
    format: 1,
    id: 'count',
    name: 'Count',
    slots: { shop: { connector: 'ccv-salespos', label: 'Shop' } },
    options: { onFailure: 'continue', timeZone: 'Europe/Amsterdam' },
    nodes: [
      { id: 'read', type: 'read', version: 1, position: [0, 0], settings: { slot: 'shop', entity: 'product', settings: {} } },
      { id: 'log', type: 'log', version: 1, position: [300, 0], settings: { message: 'seen' } },
    ],
    wires: [{ from: ['read', 'out'], to: 'log' }],
  }
  const run = async (secret: string) => {
    const told: CallsMade[] = []
    const ended = await runInProcess(
      { dataFolder: temporaryFolder(), document, mode: 'run', connections: { shop: { stored, secrets: { secretKey: secret } } } },
      { signal: new AbortController().signal, onCalls: (made) => told.push(made) },
    )
    return { ended, told }
  }
  const { ended, told } = await run(secretKey)
  expect(ended).toMatchObject({ state: 'finished', error: undefined })
  expect(told[0]).toMatchObject({ connectionId: 'shop-1', limits: { perMinute: 500 } })
  const answered = [...shop.counts.values()].reduce((sum, count) => sum + count, 0)
  expect(told.reduce((sum, { count }) => sum + count, 0)).toBe(answered)

  const refused = await run('not the key')
  expect(refused.ended).toMatchObject({ state: 'failed', lostSlot: 'shop' })
}, 60_000)
