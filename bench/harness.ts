import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Contender, type Mode, sinkPort, sourcePort } from './contenders/contenders.ts'
import { expectedResult } from './lib/expected.ts'

/** What one contender did in one run. */
export interface Measurement {
  readonly contender: string
  readonly mode: Mode
  readonly count: number
  readonly round: number
  /** Source records per second. */
  readonly recordsPerSecond: number
  readonly firstMs: number | null
  readonly cpuSeconds: number
  readonly residentMb: { readonly before: number; readonly tenth: number; readonly end: number; readonly peak: number }
  /** Byte for byte what the reference mapping gives, no key twice. */
  readonly isExact: boolean
}

interface SinkStats {
  readonly unique: number
  readonly sum: number
  readonly duplicates: number
  readonly firstMs: number
  readonly lastMs: number
  readonly doneMs: number
  readonly done: { readonly count?: number; readonly ms?: number } | null
}

const sink = `http://127.0.0.1:${sinkPort}`
const writing: readonly Mode[] = ['e2e', 'durable', 'bulk']
const runLimitMs = 600_000
const monotonicMs = () => Number(process.hrtime.bigint() / 1000n) / 1000
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const ask = async (url: string, method = 'POST'): Promise<unknown> => {
  const response = await fetch(url, { method })
  return response.headers.get('content-type')?.includes('json') ? response.json() : response.text()
}
const stats = async () => (await ask(`${sink}/stats`)) as SinkStats

/** The servers keep to one core and the contender to the other, where the machine lets us say so. */
const canPin = (() => {
  try {
    execFileSync('taskset', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

function launch(
  args: readonly string[],
  {
    core,
    environment = {},
    folder,
  }: { readonly core: number; readonly environment?: Readonly<Record<string, string>>; readonly folder?: string },
): ChildProcess {
  const command = canPin ? ['taskset', '-c', String(core), process.execPath, ...args] : [process.execPath, ...args]
  return spawn(command[0] as string, command.slice(1), {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SOURCE_PORT: String(sourcePort), SINK_PORT: String(sinkPort), ...environment },
  })
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await Promise.race([gone, sleep(3_000)])
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await gone
  }
}

async function waitFor(url: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`${url}: the process ended with ${child.exitCode} before it answered.`)
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (isUp) return
    await sleep(50)
  }
  throw new Error(`${url} did not answer within 30 s.`)
}

/** CPU seconds and resident megabytes of a process and its children. */
function usageOf(root: number): { readonly cpuSeconds: number; readonly residentMb: number } {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const text = readFileSync(`/proc/${name}/stat`, 'utf8')
        const columns = text
          .slice(text.lastIndexOf(')') + 2)
          .split(' ')
          .map(Number)
        return [{ id: Number(name), parent: columns[1] ?? 0, ticks: (columns[11] ?? 0) + (columns[12] ?? 0), pages: columns[21] ?? 0 }]
      } catch {
        return []
      }
    })
  const family = new Set([root])
  for (const id of family) for (const one of processes) if (one.parent === id) family.add(one.id)
  const members = processes.filter((one) => family.has(one.id))
  return {
    cpuSeconds: members.reduce((sum, one) => sum + one.ticks, 0) / 100,
    residentMb: (members.reduce((sum, one) => sum + one.pages, 0) * 4096) / 1_048_576,
  }
}

async function waitForEnd(mode: Mode, count: number, child: ChildProcess): Promise<SinkStats> {
  const wanted = expectedResult(count).count
  const start = monotonicMs()
  for (;;) {
    const seen = await stats()
    if (writing.includes(mode) ? seen.unique >= wanted : seen.doneMs > 0) {
      // A late duplicate would show here.
      await sleep(50)
      return stats()
    }
    if (child.exitCode !== null) throw new Error(`the contender ended with ${child.exitCode}`)
    if (monotonicMs() - start > runLimitMs) throw new Error(`no end after ${runLimitMs / 1000} s`)
    await sleep(monotonicMs() - start > 5_000 ? 100 : 15)
  }
}

/** One fresh process: start, warm up on 500 records, measure, stop. */
export async function measure(
  contender: Contender,
  { mode, count, round }: { readonly mode: Mode; readonly count: number; readonly round: number },
): Promise<Measurement> {
  contender.prepare?.()
  const child = launch(contender.arguments, { core: 0, environment: contender.environment, folder: contender.folder })
  const pid = child.pid ?? 0
  try {
    await waitFor(contender.ping, child)
    if (mode === 'engine') await ask(contender.preload(count))
    await ask(`${sink}/reset`)
    if (mode !== 'engine') {
      await ask(contender.run(mode, 500))
      await waitForEnd(mode, 500, child)
      await sleep(200)
      await ask(`${sink}/reset`)
    }
    const before = usageOf(pid)
    const samples: number[] = [before.residentMb]
    const sampling = setInterval(() => samples.push(usageOf(pid).residentMb), 200)
    const start = monotonicMs()
    await ask(contender.run(mode, count))
    const seen = await waitForEnd(mode, count, child).finally(() => clearInterval(sampling))
    const after = usageOf(pid)
    const wanted = expectedResult(count)
    const isWriting = writing.includes(mode)
    const ms = mode === 'engine' ? (seen.done?.ms ?? seen.doneMs - start) : (isWriting ? seen.lastMs : seen.doneMs) - start
    return {
      contender: contender.name,
      ...{ mode, count, round },
      recordsPerSecond: count / (ms / 1000),
      firstMs: seen.firstMs > 0 ? seen.firstMs - start : null,
      cpuSeconds: after.cpuSeconds - before.cpuSeconds,
      residentMb: {
        before: before.residentMb,
        tenth: samples[Math.floor(samples.length / 10)] ?? 0,
        end: after.residentMb,
        peak: Math.max(...samples, after.residentMb),
      },
      isExact: isWriting
        ? seen.unique === wanted.count && seen.sum === wanted.sum && seen.duplicates === 0
        : seen.done?.count === wanted.count,
    }
  } finally {
    await stop(child)
  }
}

/** Starts the source and the sink; returns what stops them. */
export async function startServers(): Promise<() => Promise<void>> {
  const servers = ['source.ts', 'sink.ts'].map((file) => launch([join(import.meta.dirname, 'servers', file)], { core: 1 }))
  await waitFor(`http://127.0.0.1:${sourcePort}/ping`, servers[0] as ChildProcess)
  await waitFor(`${sink}/stats`, servers[1] as ChildProcess)
  return async () => {
    await Promise.all(servers.map(stop))
  }
}
