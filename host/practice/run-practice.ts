import { AppError } from '#core/kit/errors.ts'
import type { SpawnChild } from '#host/process/child.ts'
import { entryFile } from '#host/process/entry-file.ts'
import type { FromPractice, RunningSystem, StartPractice } from './protocol.ts'

/** Practice systems that answer on this computer until they are stopped. */
export interface RunningPractice {
  readonly systems: readonly RunningSystem[]
  stop(): Promise<void>
}

const processFile = entryFile(import.meta.url, { source: './practice-process.ts', built: 'practice-process.js' })
const startLimitMs = 30_000

/**
 * Starts the practice systems in a process of their own, each on a free port.
 * @param onGone told when they end without having been stopped
 * @throws AppError `practice-not-started`
 */
export function runPractice(
  start: Omit<StartPractice, 'type'>,
  { spawn, onGone }: { readonly spawn: SpawnChild; readonly onGone: () => void },
): Promise<RunningPractice> {
  return new Promise((resolve, reject) => {
    const child = spawn(processFile, { name: 'Sluice practice' })
    let isStopped = false
    let isRunning = false
    const exited = new Promise<void>((done) => child.onExit(() => done()))
    const giveUp = (reason: string) => {
      clearTimeout(limit)
      child.kill()
      reject(
        new AppError(`The practice systems did not start: ${reason}.`, {
          code: 'practice-not-started',
          fix: 'wait',
          hint: 'Try again. If it stays so, restart Sluice.',
        }),
      )
    }
    const limit = setTimeout(() => giveUp(`no answer in ${startLimitMs / 1_000} s`), startLimitMs)
    child.onMessage((message) => {
      // Our own practice-process.ts.
      const told = message as FromPractice
      if (told.type === 'failed') return giveUp(told.message)
      clearTimeout(limit)
      isRunning = true
      resolve({
        systems: told.systems,
        stop: async () => {
          isStopped = true
          child.kill()
          await exited
        },
      })
    })
    void exited.then(() => {
      if (!isRunning) giveUp(`their process ended. ${child.complaints().trim().split('\n').at(-1) ?? ''}`)
      else if (!isStopped) onGone()
    })
    child.send({ type: 'start', ...start } satisfies StartPractice)
  })
}
