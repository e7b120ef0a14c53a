import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Finished {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  /** Standard output as JSON lines. @throws SyntaxError for a line that is none. */
  json(): readonly Readonly<Record<string, unknown>>[]
}

export interface Running {
  readonly pid: number
  /** Resolves as soon as standard output holds the text. @throws Error with everything said so far when the command ends before. */
  says(text: string | RegExp): Promise<string>
  interrupt(): void
  readonly finished: Promise<Finished>
}

interface Starting {
  /** Goes through the pipe, followed by its end. */
  readonly input?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
}

/** The command line as a user has it: the real program in a process of its own, on a data folder of its own. */
export interface CommandLine {
  readonly dataFolder: string
  /** What the program sees of the environment, for those who start it in another way. */
  readonly environment: Readonly<Record<string, string>>
  run(args: readonly string[], starting?: Starting): Promise<Finished>
  start(args: readonly string[], starting?: Starting): Running
  /** Ends what still runs and removes the data folder. */
  close(): Promise<void>
}

export const mainFile = join(import.meta.dirname, '../../cli/main.ts')
const patienceMs = 45_000

/** Whoever runs the tests may want colours; their text is compared. */
const { FORCE_COLOR: _theirs, ...others } = process.env
const uncoloured = { ...others, NO_COLOR: '1' }

export function createCommandLine({ dataFolder = mkdtempSync(join(tmpdir(), 'sluice-cli-')) } = {}): CommandLine {
  const children = new Set<ChildProcess>()
  const environment = { SLUICE_DATA: dataFolder, SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: 'practice-1234' }

  function start(args: readonly string[], { input = '', environment: more = {}, timeoutMs = patienceMs }: Starting = {}): Running {
    const child = spawn(process.execPath, [mainFile, ...args], { env: { ...uncoloured, ...environment, ...more } })
    children.add(child)
    const said = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (chunk: string) => {
        said[stream] += chunk
      })
    }
    // A command that reads nothing may be gone before its input arrives.
    child.stdin.on('error', () => undefined).end(input)
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
    const finished = new Promise<Finished>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (exitCode) => {
        clearTimeout(timer)
        children.delete(child)
        resolve({ exitCode, ...said, json: () => parseLines(said.stdout) })
      })
    })
    return {
      // A process that could not be started has none, and `finished` says why.
      pid: child.pid ?? -1,
      finished,
      interrupt: () => child.kill('SIGINT'),
      says: (text) =>
        new Promise((resolve, reject) => {
          const look = () => {
            if (typeof text === 'string' ? said.stdout.includes(text) : text.test(said.stdout)) resolve(said.stdout)
          }
          child.stdout.on('data', look)
          child.once('close', () => reject(new Error(`ended without saying ${text}:\n${said.stdout}\n${said.stderr}`)))
          look()
        }),
    }
  }

  return {
    dataFolder,
    environment,
    start,
    run: (args, starting) => start(args, starting).finished,
    close: async () => {
      const ends = [...children].map((child) => new Promise((resolve) => child.once('close', resolve)))
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(ends)
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

function parseLines(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
}
