// Loaded before the program (`NODE_OPTIONS=--import …`): notes how late the event loop of the process that serves the page is.
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface LoopDelay {
  readonly p50: number
  readonly p99: number
  readonly max: number
  readonly samples: number
}

const file = process.env.SLUICE_BENCH_LOOP
// Runs have processes of their own and inherit the options.
if (file !== undefined && process.argv[1]?.endsWith('cli/main.ts')) {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  const inMs = (nanoseconds: number) => nanoseconds / 1e6
  process.on('SIGUSR2', () => {
    const { max, count } = histogram
    const found: LoopDelay = { p50: inMs(histogram.percentile(50)), p99: inMs(histogram.percentile(99)), max: inMs(max), samples: count }
    writeFileSync(file, JSON.stringify(found))
    histogram.reset()
  })
}
