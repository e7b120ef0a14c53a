import { cpus, release, totalmem } from 'node:os'
import type { Measurement } from './harness.ts'

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}
const whole = (value: number) => Math.round(value).toLocaleString('en-GB')
const ratio = (value: number) => value.toFixed(2)

interface Goal {
  readonly says: string
  readonly value: number | undefined
  readonly wanted: (value: number) => boolean
}

/** Results as a document: the goals first, then every median with its spread, then the machine. */
export function writeReport(measurements: readonly Measurement[], { date }: { readonly date: string }): string {
  const speed = (contender: string, mode: string, count?: number) => {
    const found = measurements.filter(
      (one) => one.contender === contender && one.mode === mode && (count === undefined || one.count === count),
    )
    return found.length > 0 ? median(found.map((one) => one.recordsPerSecond)) : undefined
  }
  // The largest size at which there is something to compare with.
  const largest = (mode: string) =>
    Math.max(...measurements.filter((one) => one.mode === mode && one.contender === 'hand').map((one) => one.count))
  const over = (a: number | undefined, b: number | undefined) => (a === undefined || b === undefined ? undefined : a / b)
  const engine = largest('engine')
  const e2e = largest('durable')
  const ours = speed('sluice', 'durable', e2e)
  const first = (contender: string) => {
    const found = measurements.filter(
      (one) => one.contender === contender && one.mode === 'durable' && one.count === e2e && one.firstMs !== null,
    )
    return found.length > 0 ? median(found.map((one) => one.firstMs ?? 0)) : undefined
  }
  const million = measurements
    .filter((one) => one.contender === 'sluice' && one.count >= 1_000_000)
    .map((one) => one.residentMb.end / one.residentMb.tenth)
  const goals: readonly Goal[] = [
    {
      says: `filter + map, exact decimals, against the hand-written script with floats (N = ${whole(engine)})`,
      value: over(speed('sluice', 'engine', engine), speed('hand', 'engine', engine)),
      wanted: (value) => value >= 0.1,
    },
    {
      says: 'the same against Node-RED’s function node',
      value: over(speed('sluice', 'engine', engine), speed('node-red function', 'engine', engine)),
      wanted: (value) => value >= 15,
    },
    {
      says: `end to end with the durable journal, against the hand-written script that syncs a journal (N = ${whole(e2e)})`,
      value: over(ours, speed('hand', 'durable', e2e)),
      wanted: (value) => value >= 0.6,
    },
    {
      says: 'the same against Node-RED’s function node, which writes no journal',
      value: over(ours, speed('node-red function', 'e2e', e2e)),
      wanted: (value) => value >= 3,
    },
    {
      says: 'the same against Node-RED’s change nodes, which write no journal',
      value: over(ours, speed('node-red change', 'e2e', e2e)),
      wanted: (value) => value >= 8,
    },
    {
      says: 'with the journal against without it, the same engine',
      value: over(ours, speed('sluice', 'e2e', e2e)),
      wanted: (value) => value >= 0.8,
    },
    {
      says: 'time to the first record at the target, against the hand-written script',
      value: over(first('sluice'), first('hand')),
      wanted: (value) => value <= 2,
    },
    {
      says: 'resident memory at the end of 1,000,000 records against that after the first tenth',
      value: million.length > 0 ? median(million) : undefined,
      wanted: (value) => value <= 1.2,
    },
  ]
  const goalRows = goals.map(
    ({ says, value, wanted }) =>
      `| ${says} | ${value === undefined ? 'not measured' : ratio(value)} | ${value === undefined ? '–' : wanted(value) ? 'reached' : '**missed**'} |`,
  )
  const keys = [...new Set(measurements.map((one) => `${one.mode}|${one.count}|${one.contender}`))].sort()
  const rows = keys.map((key) => {
    const [mode, count, contender] = key.split('|') as [string, string, string]
    const runs = measurements.filter((one) => one.mode === mode && one.count === Number(count) && one.contender === contender)
    const speeds = runs.map((one) => one.recordsPerSecond)
    const firsts = runs.flatMap((one) => (one.firstMs === null ? [] : [one.firstMs]))
    const memory = runs.map((one) => one.residentMb)
    return `| ${mode} | ${whole(Number(count))} | ${contender} | ${whole(median(speeds))} (${whole(Math.min(...speeds))}–${whole(Math.max(...speeds))}) | ${firsts.length > 0 ? whole(median(firsts)) : '–'} | ${ratio((median(runs.map((one) => one.cpuSeconds)) / Number(count)) * 1e6)} | ${whole(median(memory.map((one) => one.tenth)))} / ${whole(median(memory.map((one) => one.end)))} / ${whole(median(memory.map((one) => one.peak)))} | ${runs.every((one) => one.isExact) ? 'yes' : '**no**'} | ${runs.length} |`
  })
  return `# Performance

One job, several programs, same machine, same hour, runs interleaved, each in a fresh process after a warm-up of 500 records:

    paged HTTP source (250 orders a page, about 2.9 KB each, 8–12 lines)
      → keep paid (60 %) → map 26 fields, 9 of them computed → upsert each into an HTTP target

\`engine\`: filter and map over records in memory. \`noop\`: fetch, filter, map. \`e2e\`: one write per record, no journal.
\`durable\`: the same with a journal synced to disk (Sluice: its full journal; the script: intents and a checkpoint per page).
\`bulk\`: 250 records a write. Records are *source* records. The hand-written script uses floating numbers; Sluice computes exact decimals.
Output counts as exact when the target holds, byte for byte, what the reference mapping gives and no key was written twice.

Run it: \`npm run bench\`; with Node-RED as a peer: \`NODERED_DIR=<folder with node-red installed> npm run bench\`.

## Goals

| What | Ratio | |
| --- | --- | --- |
${goalRows.join('\n')}

## Medians

| Mode | N | Program | records/s (min–max) | first record, ms | CPU µs per record | resident MB after a tenth / at the end / peak | exact | runs |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

## Machine

${date}. ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${whole(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.versions.node}.
The program under test has one core, the source, the target and the stopwatch the other. Times of one run are noisy; read the ratios.
`
}
