import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openJournal } from './open-journal.ts'
import { externalIdFor, flow, odoo, temporaryFolder, tickingClock } from './test-builders.ts'

let place: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  place = temporaryFolder()
})
afterEach(() => place.remove())

async function killAt(point: string): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('crash-child.ts', import.meta.url)), place.folder, point], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** What the next process finds of 50 orders. */
function findAfterwards() {
  const journal = openJournal({ folder: place.folder, clock: tickingClock() })
  const { store, resumes } = journal.startRun(flow)
  const remembered = [
    ...store
      .writeJournal('upsert', odoo)
      .recall(Array.from({ length: 50 }, (_, index) => externalIdFor(String(index))))
      .values(),
  ]
  const found = {
    resumes,
    open: remembered.filter((one) => one.isOpen).length,
    linked: remembered.filter((one) => one.targetId !== undefined).length,
    outcomes: journal.outcomes(1).rows.length,
    position: store.position('read'),
  }
  journal.close()
  return found
}

it.each([
  ['before-intend', { open: 0, linked: 0, outcomes: 0, position: null }],
  ['intended', { open: 50, linked: 0, outcomes: 0, position: null }],
  ['ended', { open: 50, linked: 0, outcomes: 0, position: null }],
  ['held', { open: 50, linked: 0, outcomes: 0, position: null }],
  ['next-intended', { open: 0, linked: 50, outcomes: 50, position: 50 }],
  ['committed', { open: 0, linked: 50, outcomes: 50, position: 50 }],
])('killed at "%s", leaves exactly what was durable then', async (point, expected) => {
  await killAt(point)
  expect(findAfterwards()).toEqual({ resumes: [1], ...expected })
})
