// npm run bench -- [--sizes 1000,10000,100000] [--rounds 3] [--modes engine,noop,e2e,durable,bulk] [--contenders hand,sluice] [--write docs/performance.md]
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { listContenders, type Mode, modes } from './contenders/contenders.ts'
import { type Measurement, measure, startServers } from './harness.ts'
import { expectedResult } from './lib/expected.ts'
import { writeReport } from './report.ts'

const list = (text: string) => text.split(',').map((one) => one.trim())

const options = new Command()
  .description('Measures Sluice beside a hand-written script and, where NODERED_DIR names an installation, Node-RED.')
  .option('--sizes <list>', 'numbers of orders', '10000,100000')
  .option('--rounds <n>', 'rounds; in each the programs take turns', '3')
  .option('--modes <list>', 'what to measure', modes.join(','))
  .option('--contenders <list>', 'who takes part; all that are there by default')
  .option('--results <file>', 'raw lines, added to', join(import.meta.dirname, 'results', 'latest.jsonl'))
  .option('--write <file>', 'write the report here as well')
  .parse()
  .opts<{ sizes: string; rounds: string; modes: string; contenders?: string; results: string; write?: string }>()

const wanted = options.contenders ? list(options.contenders) : undefined
const contenders = listContenders(process.env).filter((one) => wanted?.includes(one.name) ?? true)
const sizes = list(options.sizes).map(Number)
mkdirSync(join(options.results, '..'), { recursive: true })
for (const size of sizes) expectedResult(size)

const stopServers = await startServers()
try {
  for (let round = 1; round <= Number(options.rounds); round++) {
    for (const mode of list(options.modes) as Mode[]) {
      for (const count of sizes) {
        for (const contender of contenders.filter((one) => one.modes.includes(mode))) {
          const result = await measure(contender, { mode, count, round })
          appendFileSync(options.results, `${JSON.stringify(result)}\n`)
          console.log(
            `${mode.padEnd(8)} N=${String(count).padEnd(8)} ${contender.name.padEnd(18)} ${String(Math.round(result.recordsPerSecond)).padStart(9)} records/s  first ${result.firstMs === null ? '–' : `${Math.round(result.firstMs)} ms`}  ${Math.round(result.residentMb.peak)} MB  ${result.isExact ? 'exact' : 'NOT EXACT'}`,
          )
        }
      }
    }
  }
} finally {
  await stopServers()
}

const measurements = existsSync(options.results)
  ? readFileSync(options.results, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Measurement)
  : []
const report = writeReport(measurements, { date: new Date().toISOString().slice(0, 10) })
console.log(report)
if (options.write) writeFileSync(options.write, report + handWritten(options.write))

/** What people wrote below the figures stays below the new ones. */
function handWritten(file: string): string {
  if (!existsSync(file)) return ''
  const text = readFileSync(file, 'utf8')
  const start = text.indexOf('\n## Where the time goes')
  return start === -1 ? '' : text.slice(start)
}
