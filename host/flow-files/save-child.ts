import { saveFlowFile } from './save-flow-file.ts'

/** Saves a flow named "after" over `file` and stops at `point`, waiting there to be killed. */
const [file = '', point = ''] = process.argv.slice(2)
const document = {
  format: 1,
  id: 'orders',
  name: 'after',
  nodes: [],
  wires: [],
  slots: {},
  options: { onFailure: 'continue', timeZone: 'UTC' },
} as const

await saveFlowFile(file, document, (step) => {
  if (step !== point) return
  process.stdout.write('here\n')
  // Blocks without giving anything a chance to tidy up; only SIGKILL ends it.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
})
