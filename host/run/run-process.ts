import { AppError, StoppedError, toAppError } from '#core/kit/errors.ts'
import { signInNeeded } from '#host/oauth/sign-in-needed.ts'
import type { ChildExit, SpawnChild } from '#host/process/child.ts'
import { entryFile } from '#host/process/entry-file.ts'
import { forkChild } from '#host/process/fork-child.ts'
import type {
  CallsMade,
  EarlierCallsTold,
  FromRun,
  RunEnded,
  RunMoved,
  RunStarted,
  StartPreview,
  StartRun,
  TokenGiven,
  TokenWanted,
  ToRun,
} from './protocol.ts'

export interface RunObserver {
  readonly onStarted?: (started: RunStarted) => void
  readonly onProgress?: (moved: RunMoved) => void
}

const workerFile = entryFile(import.meta.url, { source: './worker.ts', built: 'run-worker.js' })
/** Records live for one page: a larger young generation lets them die there instead of being copied on. Without it, collecting took a tenth of a run. */
export const workerArguments = ['--max-semi-space-size=64'] as const
/** A run that was asked to stop finishes the requests it has begun; after this long it is ended. */
const stopGraceMs = 15_000
/** A preview has begun nothing that must be finished. */
const previewGraceMs = 1_000

/**
 * Runs a flow, or a preview of a part of it, in a process of its own and resolves with its end.
 * Aborting asks it to stop between records; a process that dies is reported, never restarted here: the next run continues from the journal.
 * @throws AppError `run-died` when the process is gone without an answer.
 */
export function runInProcess(
  start: Omit<StartRun, 'type'> | StartPreview,
  {
    observer = {},
    signal,
    environment = {},
    accessToken,
    earlierCalls = [],
    onCalls,
    spawn = forkChild,
  }: {
    readonly observer?: RunObserver
    readonly signal: AbortSignal
    readonly environment?: Readonly<Record<string, string>>
    /** Access tokens of connections to systems that speak OAuth, from where they are kept. */
    readonly accessToken?: (connectionId: string, rejected: string | undefined) => Promise<string>
    /** What others have called through the same connections. */
    readonly earlierCalls?: EarlierCallsTold['calls']
    /** Hears of its calls as they are made. */
    readonly onCalls?: (made: CallsMade) => void
    /** Electron's utility process in the desktop app. */
    readonly spawn?: SpawnChild
  },
): Promise<RunEnded> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new StoppedError())
      return
    }
    const child = spawn(workerFile, { name: 'Sluice run', flags: workerArguments, environment })
    let ended: RunEnded | undefined
    let grace: NodeJS.Timeout | undefined
    const isPreview = 'type' in start
    const tell = (message: ToRun) => child.send(message)
    const stop = () => {
      tell({ type: 'stop' })
      grace = setTimeout(() => child.kill(), isPreview ? previewGraceMs : stopGraceMs)
    }
    signal.addEventListener('abort', stop, { once: true })
    child.onMessage((message) => {
      // Our own worker at the other end of a private pipe.
      const told = message as FromRun
      if (told.type === 'started') observer.onStarted?.(told)
      else if (told.type === 'progress') observer.onProgress?.(told)
      else if (told.type === 'calls') onCalls?.(told)
      else if (told.type === 'token-wanted') void answerToken(told, accessToken).then(tell)
      else ended = told
    })
    child.onExit((exit) => {
      clearTimeout(grace)
      signal.removeEventListener('abort', stop)
      if (ended) resolve(ended)
      else if (isPreview && signal.aborted) reject(new StoppedError())
      else reject(runDied(exit, child.complaints()))
    })
    if (earlierCalls.length > 0) tell({ type: 'earlier-calls', calls: earlierCalls })
    tell(isPreview ? start : { type: 'start', ...start })
  })
}

async function answerToken(
  { id, connectionId, rejected }: TokenWanted,
  accessToken: ((connectionId: string, rejected: string | undefined) => Promise<string>) | undefined,
): Promise<TokenGiven> {
  try {
    if (!accessToken) throw signInNeeded(connectionId)
    return { type: 'token', id, token: { ok: true, accessToken: await accessToken(connectionId, rejected) } }
  } catch (error) {
    const { code, message, hint, fix } = toAppError(error)
    return { type: 'token', id, token: { ok: false, error: { code, message, hint, fix } } }
  }
}

function runDied({ code, killedBy }: ChildExit, complaints: string): AppError {
  const lastLine = complaints.trim().split('\n').at(-1) ?? ''
  return new AppError(`The process of the run ended unexpectedly (${killedBy ?? `exit code ${code}`}).`, {
    code: 'run-died',
    fix: 'wait',
    hint: 'Run the flow again: it continues from the journal, and nothing is written twice.',
    facts: { killedBy, exitCode: code, said: lastLine.slice(0, 500) },
  })
}
