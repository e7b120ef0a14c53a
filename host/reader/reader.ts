import { Worker } from 'node:worker_threads'
import type { ErrorReply } from '#core/contract/reply.ts'
import { AppError, StoppedError } from '#core/kit/errors.ts'
import { entryFile } from '#host/process/entry-file.ts'
import type { Answer, FromReader, Given, ReaderCall, ReaderStart, ToReader } from './protocol.ts'
import type { ViewGrew } from './service.ts'

/** The thread that reads, as the thread that serves the page sees it. */
export interface Reader {
  /**
   * @throws AppError as the question does; StoppedError when the signal is aborted; `reader-died` when the thread is gone,
   *         which the next question starts anew.
   */
  ask<Name extends ReaderCall>(name: Name, given: Given<Name>, signal?: AbortSignal): Promise<Answer<Name>>
  /** Told when an open view has more rows; returns the function that unsubscribes. */
  onGrew(listener: (view: ViewGrew) => void): () => void
  close(): Promise<void>
}

const workerFile = entryFile(import.meta.url, { source: './reader-worker.ts', built: 'reader-worker.js' })

export function createReader({
  dataFolder,
  file = workerFile,
}: {
  readonly dataFolder: string
  /** Another worker, for tests of crashes. */
  readonly file?: URL
}): Reader {
  const listeners = new Set<(view: ViewGrew) => void>()
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: unknown): void }>()
  let worker: Worker | undefined
  let lastId = 0
  let isClosed = false

  function start(): Worker {
    const started = new Worker(file, { workerData: { dataFolder } satisfies ReaderStart, name: 'sluice-reader' })
    let failure: unknown
    started.on('message', hear)
    started.on('error', (error) => {
      failure = error
    })
    started.on('exit', () => {
      if (worker !== started) return
      worker = undefined
      for (const { reject } of waiting.values()) reject(isClosed ? new StoppedError('The reader was closed.') : readerDied(failure))
      waiting.clear()
    })
    return started
  }

  // Our own reader-worker.ts at the other end.
  function hear(message: FromReader): void {
    if (message.type === 'grew') {
      for (const listener of listeners) listener(message.view)
      return
    }
    const one = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'answer') one?.resolve(message.result)
    else one?.reject(fromReply(message.error))
  }

  return {
    ask(name, given, signal) {
      if (isClosed) return Promise.reject(new StoppedError('The reader was closed.'))
      if (signal?.aborted) return Promise.reject(new StoppedError())
      worker ??= start()
      const thread = worker
      const id = ++lastId
      const post = (message: ToReader) => thread.postMessage(message)
      return new Promise((resolve, reject) => {
        const stop = () => {
          waiting.delete(id)
          post({ type: 'cancel', id })
          reject(new StoppedError())
        }
        const settle =
          <Value>(then: (value: Value) => void) =>
          (value: Value) => {
            signal?.removeEventListener('abort', stop)
            then(value)
          }
        // `name` decides what comes back; ReaderService types both ends.
        waiting.set(id, { resolve: settle(resolve as (result: unknown) => void), reject: settle(reject) })
        signal?.addEventListener('abort', stop, { once: true })
        post({ type: 'ask', id, name, given })
      })
    },
    onGrew(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosed = true
      const thread = worker
      if (!thread) return
      const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()))
      thread.postMessage({ type: 'close' } satisfies ToReader)
      await gone
    },
  }
}

function fromReply({ message, ...details }: ErrorReply): AppError {
  return new AppError(message, details)
}

function readerDied(cause: unknown): AppError {
  return new AppError('The part of Sluice that reads the log ended unexpectedly.', {
    code: 'reader-died',
    fix: 'wait',
    hint: 'Try again: it starts anew.',
    cause,
  })
}
