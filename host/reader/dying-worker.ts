// A reader for tests: the real one, but it dies when it is asked for the report of run 13.
import { parentPort } from 'node:worker_threads'
import type { ToReader } from './protocol.ts'
import './reader-worker.ts'

parentPort?.on('message', (message: ToReader) => {
  if (message.type === 'ask' && message.name === 'runReport' && JSON.stringify(message.given).includes('13')) process.exit(7)
})
