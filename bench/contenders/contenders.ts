import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { workerArguments } from '#host/run/run-process.ts'
import { mapByHand } from '../lib/reference.ts'
import { writeNodeRedFolder } from './node-red-flows.ts'

export const sourcePort = 18_081
export const sinkPort = 18_082
export const modes = ['engine', 'noop', 'e2e', 'durable', 'bulk'] as const
export type Mode = (typeof modes)[number]

/** One program that can do the job, how it is started and told to run. */
export interface Contender {
  readonly name: string
  readonly modes: readonly Mode[]
  readonly arguments: readonly string[]
  readonly folder?: string
  readonly environment: Readonly<Record<string, string>>
  readonly ping: string
  readonly preload: (count: number) => string
  readonly run: (mode: Mode, count: number) => string
  prepare?(): void
}

const here = import.meta.dirname

function own(name: string, file: string, { port, flags = [] }: { readonly port: number; readonly flags?: readonly string[] }): Contender {
  const base = `http://127.0.0.1:${port}`
  return {
    name,
    modes,
    arguments: [...flags, join(here, file)],
    environment: { PORT: String(port) },
    ping: `${base}/ping`,
    preload: (count) => `${base}/preload?n=${count}`,
    run: (mode, count) => `${base}/run?mode=${mode}&n=${count}`,
  }
}

function nodeRed(variant: 'function' | 'change', installFolder: string): Contender {
  const port = variant === 'function' ? 18_091 : 18_092
  const userFolder = join(tmpdir(), `sluice-bench-node-red-${variant}`)
  const base = `http://127.0.0.1:${port}`
  return {
    name: `node-red ${variant}`,
    modes: ['engine', 'noop', 'e2e'],
    arguments: [join(installFolder, 'node_modules/node-red/red.js'), '-u', userFolder],
    folder: installFolder,
    environment: {},
    ping: `${base}/ping`,
    preload: (count) => `${base}/preload?n=${count}`,
    run: (mode, count) => `${base}/run/${mode}?n=${count}`,
    prepare: () =>
      writeNodeRedFolder(userFolder, {
        variant,
        port,
        source: `http://127.0.0.1:${sourcePort}`,
        sink: `http://127.0.0.1:${sinkPort}`,
        // The function node gets the very same JavaScript as the hand-written script.
        mapSource: mapByHand.toString(),
      }),
  }
}

/** Node-RED takes part where `NODERED_DIR` names a folder in which it is installed (`npm install node-red`). */
export function listContenders(environment: NodeJS.ProcessEnv): readonly Contender[] {
  const installFolder = environment.NODERED_DIR
  const peers =
    installFolder && existsSync(join(installFolder, 'node_modules/node-red'))
      ? [nodeRed('function', installFolder), nodeRed('change', installFolder)]
      : []
  return [own('hand', 'hand.ts', { port: 18_090 }), own('sluice', 'sluice.ts', { port: 18_093, flags: workerArguments }), ...peers]
}
