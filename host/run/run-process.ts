import { fork } from 'node:child_process'
import { AppError, StoppedError } from '#core/kit/errors.ts'
import type { FromRun, RunEnded, RunMoved, RunStarted, StartRun, ToRun } from './protocol.ts'

export interface RunObserver {
  readonly onStarted?: (started: RunStarted) => void
  readonly onProgress?: (moved: RunMoved) => void
}

const workerFile = new URL('./worker.ts', import.meta.url)
/** Records live for one page: a larger young generation lets them die there instead of being copied on. Without it, collecting took a tenth of a run. */
export const workerArguments = ['--max-semi-space-size=64'] as const
/** A run that was asked to stop finishes the requests it has begun; after this long it is ended. */
const stopGraceMs = 15_000

/**
 * Runs a flow in a process of its own and resolves with its end.
 * Aborting asks it to stop between records; a process that dies is reported, never restarted here: the next run continues from the journal.
 * @throws AppError `run-died` when the process is gone without an answer.
 */
export function runInProcess(
  start: Omit<StartRun, 'type'>,
  {
    observer = {},
    signal,
    environment = {},
  }: { readonly observer?: RunObserver; readonly signal: AbortSignal; readonly environment?: Readonly<Record<string, string>> },
): Promise<RunEnded> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new StoppedError())
      return
    }
    const child = fork(workerFile, {
      execArgv: [...process.execArgv, ...workerArguments],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: { ...process.env, ...environment },
    })
    const complaints: Buffer[] = []
    let ended: RunEnded | undefined
    let grace: NodeJS.Timeout | undefined
    const tell = (message: ToRun) => {
      if (child.connected) child.send(message)
    }
    const stop = () => {
      tell({ type: 'stop' })
      grace = setTimeout(() => child.kill('SIGKILL'), stopGraceMs)
    }
    signal.addEventListener('abort', stop, { once: true })
    child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk))
    child.on('message', (message) => {
      // Our own worker at the other end of a private pipe.
      const told = message as FromRun
      if (told.type === 'started') observer.onStarted?.(told)
      else if (told.type === 'progress') observer.onProgress?.(told)
      else ended = told
    })
    child.once('error', reject)
    child.once('exit', (code, killedBy) => {
      clearTimeout(grace)
      signal.removeEventListener('abort', stop)
      if (ended) resolve(ended)
      else reject(runDied({ code, killedBy, complaints: Buffer.concat(complaints).toString('utf8') }))
    })
    tell({ type: 'start', ...start })
  })
}

function runDied({
  code,
  killedBy,
  complaints,
}: {
  readonly code: number | null
  readonly killedBy: string | null
  readonly complaints: string
}): AppError {
  const lastLine = complaints.trim().split('\n').at(-1) ?? ''
  return new AppError(`The process of the run ended unexpectedly (${killedBy ?? `exit code ${code}`}).`, {
    code: 'run-died',
    fix: 'wait',
    hint: 'Run the flow again: it continues from the journal, and nothing is written twice.',
    facts: { killedBy, exitCode: code, said: lastLine.slice(0, 500) },
  })
}
