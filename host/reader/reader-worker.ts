// The reader's thread: everything that makes SQLite read a lot happens here, so that whoever serves the page never waits for it.
import { parentPort, workerData } from 'node:worker_threads'
import { toErrorReply } from '#core/contract/reply.ts'
import { StoppedError } from '#core/kit/errors.ts'
import { systemClock } from '#host/clock.ts'
import type { FromReader, ReaderStart, ToReader } from './protocol.ts'
import { createReaderService } from './service.ts'

const lookEveryMs = 250

// Our own reader.ts at the other end.
const { dataFolder } = workerData as ReaderStart
const port = parentPort
if (!port) throw new Error('The reader is a thread: start it through host/reader/reader.ts.')
const tell = (message: FromReader) => port.postMessage(message)
const stopping = new AbortController()
const asked = new Map<number, AbortController>()
const { service, look, close } = createReaderService({ dataFolder, clock: systemClock, grew: (view) => tell({ type: 'grew', view }) })

port.on('message', (message: ToReader) => {
  switch (message.type) {
    case 'ask':
      void answer(message)
      return
    case 'cancel':
      asked.get(message.id)?.abort(new StoppedError('Nobody waits for this answer any more.'))
      return
    case 'close':
      stopping.abort(new StoppedError())
      for (const one of asked.values()) one.abort(stopping.signal.reason)
      close()
      port.close()
      return
  }
})

void keepLooking()

async function answer({ id, name, given }: Extract<ToReader, { type: 'ask' }>): Promise<void> {
  const controller = new AbortController()
  asked.set(id, controller)
  try {
    // The caller's types hold name and argument together; on the way through the port they are plain data.
    const call = service[name] as (given: unknown, signal: AbortSignal) => unknown
    tell({ type: 'answer', id, result: await call(given, controller.signal) })
  } catch (thrown) {
    tell({ type: 'refusal', id, error: toErrorReply(thrown) })
  } finally {
    asked.delete(id)
  }
}

/** New rows are asked for a few times a second, and only while a view is open. */
async function keepLooking(): Promise<void> {
  while (!stopping.signal.aborted) {
    // A busy or full disk passes; the next look tries again, and whoever asks for rows is told what is wrong.
    await look(stopping.signal).catch(() => undefined)
    await systemClock.sleep(lookEveryMs, stopping.signal).catch(() => undefined)
  }
}
