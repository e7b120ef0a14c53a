import { openJournal } from './open-journal.ts'
import { doneFor, flow, intentFor, odoo, outcomeFor, tickingClock } from './test-builders.ts'

/** Runs a page of 50 orders against the journal in `folder`, stops at `point` and waits there to be killed. */
const [folder = '', point = ''] = process.argv.slice(2)
const keys = Array.from({ length: 50 }, (_, index) => String(index))
const { store } = openJournal({ folder, clock: tickingClock() }).startRun(flow)
const writing = store.writeJournal('upsert', odoo)

reach('before-intend')
writing.intend(keys.map((key) => intentFor(key)))
reach('intended')
writing.end(keys.map((key) => doneFor(key)))
reach('ended')
store.hold({ outcomes: keys.map((key) => outcomeFor(key)), positions: [{ sourceNodeId: 'read', position: 50, described: 'up to 50' }] })
reach('held')
if (point === 'next-intended') writing.intend([intentFor('50')])
reach('next-intended')
store.commit({ outcomes: [], positions: [] })
reach('committed')

function reach(here: string): void {
  if (here !== point) return
  process.stdout.write('here\n')
  // Blocks without giving anything a chance to tidy up; only SIGKILL ends it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}
