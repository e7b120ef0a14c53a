import { expect, it } from 'vitest'
import { parseSchedule } from '#core/schedule/fields.ts'
import { createPlan } from '#core/schedule/slots.ts'
import { createSimulatedMachine, type SimulatedMachine } from '#tests/support/simulated-machine.ts'
import type { ScheduledFlow } from './ports.ts'
import { type Bench, createBench, createFakeRuns, flow } from './test-builders.ts'

const hour = 3_600_000
const days = 730
/** Naps are longer than in earnest, or two years would take minutes. */
const napMs = 6 * hour

/** Both changes of the clocks in each, one of them by half an hour and one that has none; each policy at least once. */
const flows: readonly ScheduledFlow[] = [
  zoned('Europe/Amsterdam', { how: 'every', minutes: 180, missed: 'once', overlap: 'queue' }),
  zoned('America/New_York', { how: 'daily', times: ['01:30', '02:30', '14:00'], missed: 'all', overlap: 'skip' }),
  zoned('Australia/Lord_Howe', { how: 'every', minutes: 220, missed: 'skip', overlap: 'skip' }),
  zoned('Asia/Kolkata', { how: 'cron', cron: '30 2,14 * * MON-FRI', missed: 'once', overlap: 'skip' }),
  zoned('Africa/Cairo', { how: 'daily', times: ['00:15', '23:30'], days: ['thu', 'fri', 'sat'], missed: 'all', overlap: 'queue' }),
  zoned('Pacific/Chatham', { how: 'cron', cron: '0 */6 * * *', missed: 'once', overlap: 'queue' }),
]

function zoned(timeZone: string, settings: Readonly<Record<string, unknown>>): ScheduledFlow {
  return flow(settings, { flowId: timeZone, name: timeZone, timeZone })
}

it.each([11])(
  'gives every planned slot one run or one row that says why not, over two years of nights, jumps and crashes (%i)',
  async (seed) => {
    const random = randomFrom(seed)
    const machine = createSimulatedMachine('2026-02-01T06:00:00Z')
    const armedAt = machine.clock.now().getTime()
    const runs = createFakeRuns()
    const starts: { readonly flowId: string; readonly slot: number }[] = []
    const start = runs.start
    let crash: 'none' | 'before-start' | 'after-start' = 'none'
    let hasCrashed = false
    const never = new Promise<never>(() => undefined)
    const crashing: typeof runs = Object.assign(runs, {
      start: async (flowId: string, cause: { readonly cause: 'schedule'; readonly slot: number }) => {
        const kind = crash
        crash = 'none'
        if (kind !== 'none') hasCrashed = true
        if (kind === 'before-start') return never
        starts.push({ flowId, slot: cause.slot })
        const started = await start(flowId, cause)
        if (kind === 'after-start') return never
        // Most runs are short; some outlast the next slot.
        machine.after(random() < 0.9 ? random() * 300_000 : random() * 5 * hour, () => runs.end(flowId))
        return started
      },
    })
    let bench = await open(machine, crashing)
    const before = { store: bench.store, runs: crashing }

    async function die(): Promise<void> {
      machine.kill()
      crashing.forget()
      hasCrashed = false
      machine.suspend(random() < 0.5 ? random() * 60_000 : random() * 20 * hour)
      bench = await open(machine, crashing, before)
    }

    for (let day = 0; day < days; day++) {
      for (let part = 0; part < 4; part++) {
        await machine.advance(random() * 8 * hour)
        if (hasCrashed) await die()
        if (random() < 0.03) machine.setClock((random() - 0.5) * 6 * hour)
        if (random() < 0.01) machine.setClock((random() - 0.5) * 96 * hour)
        if (random() < 0.02) crash = random() < 0.5 ? 'before-start' : 'after-start'
        if (random() < 0.02) await die()
      }
      machine.suspend(8 * hour)
    }
    // Longer than a nap, so that the last night is noticed.
    await machine.advance(napMs + hour)
    const end = machine.clock.now().getTime()
    await bench.scheduler.close()

    const wrong = flows.flatMap((one) => wrongSlots(one, { armedAt, end, starts, rows: bench.store.rows(one.flowId, { limit: 1e6 }) }))
    expect(wrong).toEqual([])
    expect(starts.length).toBeGreaterThan(days * 3)
    expect(machine.longestSleep).toBeLessThan(2 ** 31)
  },
  // A few seconds of work; the rest is patience with a busy machine.
  90_000,
)

async function open(machine: SimulatedMachine, runs: Bench['runs'], before?: Pick<Bench, 'store' | 'runs'>): Promise<Bench> {
  const limits = { napMs, keepRows: 1e9, mostRows: 8 }
  const bench = createBench({ clock: machine.clock, flows: [...flows], limits, ...(before ? { before } : {}) })
  // The first one makes the store; the board is the same throughout.
  const made = before ? bench : createBench({ clock: machine.clock, flows: [...flows], limits, before: { store: bench.store, runs } })
  await made.scheduler.start()
  return made
}

interface Found {
  readonly armedAt: number
  readonly end: number
  readonly starts: readonly { readonly flowId: string; readonly slot: number }[]
  readonly rows: ReturnType<Bench['store']['rows']>
}

/** Slots with no row or two, runs without a row or beside one that denies them, rows of slots that nobody planned. */
function wrongSlots({ flowId, timeZone, schedules }: ScheduledFlow, { armedAt, end, starts, rows }: Found): readonly string[] {
  const wrong: string[] = []
  const startsAt = new Map<number, number>()
  for (const { slot, flowId: started } of starts) if (started === flowId) startsAt.set(slot, (startsAt.get(slot) ?? 0) + 1)
  const single = new Map(rows.filter(({ until }) => until === null).map((row) => [row.at, row]))
  const ranges = rows.filter(({ until }) => until !== null)
  const say = (at: number, what: string) => wrong.push(`${flowId} ${new Date(at).toISOString()} ${what}`)
  const planned = new Set<number>()
  for (const { at } of createPlan(schedules.map(parseSchedule), timeZone).after(armedAt)) {
    if (at > end + 10 * 24 * hour) break
    planned.add(at)
    const row = single.get(at)
    const covering = ranges.filter((range) => range.at <= at && at <= (range.until ?? 0)).length
    const count = startsAt.get(at) ?? 0
    if (count > 1) say(at, `was started ${count} times`)
    if (at <= end - 120_000 && (row ? 1 : 0) + covering !== 1) say(at, `has ${(row ? 1 : 0) + covering} rows`)
    if (!row) continue
    const isRun = row.what === 'ran' || row.what === 'ran-late'
    if (isRun && count !== 1) say(at, 'has a row that says it ran, and no run')
    if (!isRun && count !== 0 && row.code !== 'lost-start') say(at, `was run, and its row says ${row.what} ${row.code}`)
    if (row.what === 'skipped' && !row.reason) say(at, 'was skipped without a reason')
  }
  for (const { at } of single.values()) if (!planned.has(at)) say(at, 'has a row and was never planned')
  return wrong
}

/** The same numbers each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
