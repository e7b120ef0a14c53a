import { afterEach, describe, expect, it } from 'vitest'
import { AppError } from '#core/kit/errors.ts'
import { createSimulatedMachine } from '#tests/support/simulated-machine.ts'
import { type Bench, createBench, flow } from './test-builders.ts'

const minute = 60_000
const hour = 60 * minute
let open: Bench[] = []

afterEach(async () => {
  await Promise.all(open.map(({ scheduler }) => scheduler.close()))
  open = []
})

/** Seven in the morning of a Monday in Amsterdam. */
const monday = '2026-11-23T06:00:00Z'

async function started(given: Parameters<typeof createBench>[0]): Promise<Bench> {
  const bench = createBench(given)
  open.push(bench)
  await bench.scheduler.start()
  return bench
}

/** The program ends as if it was killed, the computer is off for a while, and the program starts again. */
async function restarted(
  machine: ReturnType<typeof createSimulatedMachine>,
  before: Bench,
  { offMs = 0, flows = before.flows }: { readonly offMs?: number; readonly flows?: Bench['flows'] } = {},
): Promise<Bench> {
  machine.kill()
  before.runs.forget()
  machine.suspend(offMs)
  const bench = await started({ clock: machine.clock, flows, before })
  await machine.advance(0)
  return bench
}

describe('on an ordinary day', () => {
  it('runs a flow at its times, and says when the next one is', async () => {
    const machine = createSimulatedMachine(monday)
    const { scheduler, runs, lines } = await started({ clock: machine.clock, flows: [flow({ how: 'daily', times: ['07:30', '12:00'] })] })
    expect(scheduler.status().next).toEqual({ flowId: 'orders', flowName: 'Orders', at: Date.parse('2026-11-23T06:30:00Z') })
    await machine.advance(hour)
    expect([lines(), runs.started.map(({ slot }) => new Date(slot).toISOString())]).toEqual([['07:30 ran'], ['2026-11-23T06:30:00.000Z']])
    expect(scheduler.stateOf('orders')).toEqual({
      ...{ kind: 'on', words: 'daily at 07:30, 12:00', waitsFor: 'time' },
      nextAt: Date.parse('2026-11-23T11:00:00Z'),
    })
  })

  it('runs a flow with several schedules at the times of all of them, once where they meet', async () => {
    const machine = createSimulatedMachine(monday)
    const schedules = [
      { how: 'every', minutes: 60 },
      { how: 'daily', times: ['08:00', '08:30'] },
    ]
    const { runs, lines } = await started({ clock: machine.clock, flows: [flow({}, { schedules })] })
    for (let slot = 0; slot < 3; slot++) {
      await machine.advance(30 * minute)
      runs.end('orders')
    }
    expect(lines()).toEqual(['08:00 ran', '08:30 ran'])
  })

  it('never asks for a longer timer than its nap, however far the next run is', async () => {
    const machine = createSimulatedMachine(monday)
    await started({ clock: machine.clock, flows: [flow({ how: 'cron', cron: '0 0 29 2 *' })] })
    await machine.advance(10 * minute)
    expect(machine.longestSleep).toBe(30_000)
  })

  it('leaves nothing behind when it is closed', async () => {
    const machine = createSimulatedMachine(monday)
    const { scheduler, runs } = createBench({ clock: machine.clock, flows: [flow()] })
    await scheduler.start()
    await scheduler.close()
    await machine.advance(hour)
    expect([machine.sleeping, runs.started, scheduler.status().isRunning]).toEqual([0, [], false])
  })

  it('tells what keeps a flow from starting once, not at every slot', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow()] })
    for (let slot = 0; slot < 3; slot++) {
      bench.runs.next = () => Promise.reject(new AppError('The vault is locked.', { code: 'vault-locked', fix: 'user' }))
      await machine.advance(15 * minute)
    }
    expect([bench.lines().length, bench.notices.length]).toEqual([3, 1])
  })

  it('says why a run could not be started, and tells it at once', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow()] })
    bench.runs.next = () => Promise.reject(new AppError('The slot "books" is not bound.', { code: 'slot-unbound', fix: 'user' }))
    await machine.advance(15 * minute)
    expect(bench.scheduler.rows('orders', { limit: 9 })).toMatchObject([
      { what: 'skipped', code: 'not-started', reason: 'The slot "books" is not bound.' },
    ])
    expect(bench.notices).toMatchObject([{ kind: 'run-failed', flowId: 'orders', text: 'The slot "books" is not bound.' }])
  })
})

describe('when the run before is still going', () => {
  it('skips, and says so', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow({ overlap: 'skip' })] })
    await machine.advance(40 * minute)
    bench.runs.end('orders')
    await machine.advance(10 * minute)
    expect(bench.lines()).toEqual(['07:15 ran', '07:30 skipped overlap-skipped', '07:45 ran'])
    expect(bench.scheduler.rows('orders', { limit: 9 })[1]?.reason).toBe('the run before was still going')
  })

  it('lets one wait, starts it when the run ends, and skips those after it', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow({ overlap: 'queue' })] })
    await machine.advance(50 * minute)
    expect(bench.lines()).toEqual(['07:15 ran', '07:30 queued overlap-queued', '07:45 skipped overlap-skipped'])
    expect(bench.scheduler.stateOf('orders')).toMatchObject({ waitsFor: 'run' })
    bench.runs.end('orders')
    await machine.advance(0)
    expect([bench.lines()[1], bench.runs.started.length]).toEqual(['07:30 ran-late overlap-queued', 2])
  })

  it('minds runs that were started by hand, too', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow()] })
    bench.runs.startByHand('orders')
    await machine.advance(15 * minute)
    expect(bench.lines()).toEqual(['07:15 skipped overlap-skipped'])
  })
})

describe('after eight hours of sleep', () => {
  const asleep = async (missed: 'once' | 'all' | 'skip', hours = 2) => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow({ how: 'every', minutes: 60, missed })] })
    machine.suspend(hours * hour + 5 * minute)
    await machine.advance(minute)
    return { machine, bench }
  }

  it('makes up for all missed runs with one', async () => {
    const { bench } = await asleep('once')
    expect(bench.lines()).toEqual(['08:00 skipped missed-once', '09:00 ran-late missed-run'])
    expect(bench.notices).toMatchObject([
      {
        ...{ kind: 'slots-missed', flowId: 'orders', title: '"Orders" missed 2 runs' },
        text: 'The computer was asleep or its clock was set: 2026-11-23 08:00, 09:00. One run now makes up for them.',
        about: { code: 'slots-missed', missed: 2, absence: 'asleep', times: ['2026-11-23 08:00', '09:00'], madeUp: 1 },
      },
    ])
  })

  it('makes up for each, one after the other', async () => {
    const { machine, bench } = await asleep('all')
    expect(bench.lines()).toEqual(['08:00 ran-late missed-run', '09:00 queued missed-run'])
    bench.runs.end('orders')
    await machine.advance(0)
    expect(bench.lines()[1]).toBe('09:00 ran-late missed-run')
  })

  it('makes up for no more than a day of hourly runs', async () => {
    const { bench } = await asleep('all', 40)
    const codes = bench.scheduler.rows('orders', { limit: 99 }).map(({ code }) => code)
    expect([codes.length, codes.filter((code) => code === 'missed-too-many').length]).toEqual([40, 16])
  })

  it('skips them all where the schedule says so', async () => {
    const { bench } = await asleep('skip')
    expect([bench.lines(), bench.runs.started]).toEqual([['08:00 skipped missed-skipped', '09:00 skipped missed-skipped'], []])
  })

  it('lets a run that is due just now stand for those that were missed', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow({ how: 'every', minutes: 60 })] })
    machine.suspend(3 * hour - 20_000)
    await machine.advance(minute)
    expect(bench.lines()).toEqual(['08:00 skipped missed-once', '09:00 skipped missed-once', '10:00 ran'])
  })

  it('gives very many missed slots one row together', async () => {
    const machine = createSimulatedMachine(monday)
    const flows = [flow({ how: 'cron', cron: '* * * * * *' })]
    const bench = await started({ clock: machine.clock, flows, limits: { mostRows: 100 } })
    bench.runs.startByHand('orders')
    machine.suspend(8 * hour)
    await machine.advance(1_000)
    const rows = bench.scheduler.rows('orders', { limit: 1_000 })
    expect([rows.length < 200, rows.at(-1)]).toMatchObject([
      true,
      { at: Date.parse(monday) + 1_000, what: 'skipped', code: 'missed-once', until: expect.any(Number) },
    ])
  })

  it('looks at the clock at once when the shell says so', async () => {
    const machine = createSimulatedMachine(monday)
    let wake = () => {}
    const power = {
      onResume: (listener: () => void) => {
        wake = listener
        return () => {}
      },
    }
    const bench = await started({ clock: machine.clock, flows: [flow()], power })
    await machine.advance(minute)
    machine.suspend(hour + 5 * minute)
    wake()
    await machine.advance(0)
    expect(bench.lines().at(-1)).toBe('08:00 ran-late missed-run')
  })

  it('waits for the network first', async () => {
    const machine = createSimulatedMachine(monday)
    let isUp = true
    const network = { isOnline: () => isUp, reaches: async () => isUp }
    const bench = await started({ clock: machine.clock, flows: [flow()], network })
    isUp = false
    machine.suspend(hour)
    await machine.advance(minute)
    expect([bench.runs.started, bench.scheduler.stateOf('orders'), bench.scheduler.status()]).toMatchObject([
      [],
      { waitsFor: 'network' },
      { isOnline: false },
    ])
    isUp = true
    await machine.advance(5_000)
    expect(bench.runs.started.length).toBe(1)
  })

  it('waits no longer than it is worth: the run then says what it misses', async () => {
    const machine = createSimulatedMachine(monday)
    const network = { isOnline: () => true, reaches: async () => false }
    const bench = await started({ clock: machine.clock, flows: [flow()], network })
    await machine.advance(16 * minute)
    expect(bench.runs.started).toEqual([])
    await machine.advance(2 * minute)
    expect(bench.lines()).toEqual(['07:15 ran-late network'])
  })

  it('asks the systems only after a wake-up, not before every run', async () => {
    const machine = createSimulatedMachine(monday)
    let asked = 0
    const network = {
      isOnline: () => true,
      reaches: async () => {
        asked += 1
        return true
      },
    }
    const bench = await started({ clock: machine.clock, flows: [flow()], network })
    for (let slot = 0; slot < 4; slot++) {
      await machine.advance(15 * minute)
      bench.runs.end('orders')
    }
    expect([bench.runs.started.length, asked]).toEqual([4, 1])
  })
})

describe('when somebody sets the clock', () => {
  it('runs no slot twice when it is set back', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow({ how: 'every', minutes: 30 })] })
    machine.after(31 * minute, () => bench.runs.end('orders'))
    await machine.advance(45 * minute)
    machine.setClock(-hour)
    await machine.advance(hour)
    expect(bench.lines()).toEqual(['07:00 ran', '07:30 ran'])
  })

  it('runs again what was only skipped because the clock was wrong for a while', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow({ how: 'every', minutes: 60, missed: 'skip' })] })
    machine.setClock(10 * 365 * 24 * hour + 30 * minute)
    await machine.advance(minute)
    machine.setClock(-10 * 365 * 24 * hour - 30 * minute)
    await machine.advance(hour)
    expect(bench.lines()).toEqual(['08:00 ran'])
  })
})

describe('after a restart', () => {
  it('makes up for what was missed while it was off', async () => {
    const machine = createSimulatedMachine(monday)
    const first = await started({ clock: machine.clock, flows: [flow({ how: 'daily', times: ['07:30'] })] })
    const bench = await restarted(machine, first, { offMs: 26 * hour })
    expect(bench.lines()).toEqual(['07:30 skipped missed-once', '07:30 ran-late missed-run'])
    expect(bench.scheduler.rows('orders', { limit: 1 })[0]?.reason).toBe('Sluice was not running; run afterwards')
  })

  it('does not repeat a run that was lost between its row and its start', async () => {
    const machine = createSimulatedMachine(monday)
    const first = await started({ clock: machine.clock, flows: [flow()] })
    first.runs.next = () => new Promise(() => undefined)
    await machine.advance(15 * minute)
    const bench = await restarted(machine, first)
    expect([bench.lines(), bench.runs.started]).toEqual([['07:15 skipped lost-start'], []])
    // The first one waits for a start that never comes.
    open = open.filter((one) => one !== first)
  })

  it('says of a run that died with it that it did, and leaves it to be continued', async () => {
    const machine = createSimulatedMachine(monday)
    const first = await started({ clock: machine.clock, flows: [flow()] })
    await machine.advance(15 * minute)
    const bench = await restarted(machine, first)
    expect(bench.lines()).toEqual(['07:15 ran died'])
  })

  it('decides anew about a slot that waited for the run before', async () => {
    const machine = createSimulatedMachine(monday)
    const first = await started({ clock: machine.clock, flows: [flow({ overlap: 'queue' })] })
    await machine.advance(30 * minute)
    const bench = await restarted(machine, first, { offMs: 5 * minute })
    expect(bench.lines()).toEqual(['07:15 ran died', '07:30 ran-late missed-run'])
  })

  it('runs no slot of before under times that are new to it', async () => {
    const machine = createSimulatedMachine(monday)
    const first = await started({ clock: machine.clock, flows: [flow({ how: 'daily', times: ['07:30'] })] })
    const bench = await restarted(machine, first, { offMs: 2 * hour, flows: [flow({ how: 'daily', times: ['08:30'] })] })
    expect(bench.lines()).toEqual([])
  })
})

describe('when a flow changes', () => {
  it('counts from the moment it is armed', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow({ how: 'every', minutes: 60 }, { isArmed: false })] })
    expect(bench.scheduler.stateOf('orders')).toEqual({ kind: 'off', words: 'every hour' })
    await machine.advance(90 * minute)
    bench.flows.splice(0, 1, flow({ how: 'every', minutes: 60 }))
    await bench.scheduler.refresh()
    await machine.advance(hour)
    expect(bench.lines()).toEqual(['09:00 ran'])
  })

  it('takes up a new zone at once, and runs nothing of before', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow({ how: 'daily', times: ['07:30'] })] })
    bench.flows.splice(0, 1, flow({ how: 'daily', times: ['07:30'] }, { timeZone: 'Europe/Helsinki' }))
    await bench.scheduler.refresh()
    expect([bench.lines(), bench.scheduler.status().next?.at]).toEqual([[], Date.parse('2026-11-24T05:30:00Z')])
  })

  it('withdraws what waits when it is disarmed, and keeps it when only its name changes', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow({ overlap: 'queue' })] })
    await machine.advance(30 * minute)
    bench.flows.splice(0, 1, flow({ overlap: 'queue' }, { name: 'Web orders' }))
    await bench.scheduler.refresh()
    expect(bench.lines()[1]).toBe('07:30 queued overlap-queued')
    bench.flows.splice(0, 1, flow({ overlap: 'queue' }, { isArmed: false }))
    await bench.scheduler.refresh()
    bench.runs.end('orders')
    await machine.advance(hour)
    expect(bench.lines()).toEqual(['07:15 ran', '07:30 skipped withdrawn'])
  })

  it('forgets a flow that was removed', async () => {
    const machine = createSimulatedMachine(monday)
    const bench = await started({ clock: machine.clock, flows: [flow()] })
    bench.flows.pop()
    await bench.scheduler.refresh()
    await machine.advance(hour)
    expect([bench.runs.started, bench.scheduler.stateOf('orders'), bench.store.known()]).toEqual([[], { kind: 'none' }, []])
  })
})

it('takes its flows up as soon as it can, and makes up for what was missed until then', async () => {
  const machine = createSimulatedMachine(monday)
  const first = await started({ clock: machine.clock, flows: [flow()] })
  machine.kill()
  machine.suspend(20 * minute)
  let isFull = true
  const { decide } = first.store
  const full: typeof first.store = {
    ...first.store,
    decide: (...given) => {
      if (isFull) throw new AppError('The disk is full.', { code: 'disk-full', fix: 'user' })
      decide(...given)
    },
  }
  const again = await started({ clock: machine.clock, flows: first.flows, before: { store: full, runs: first.runs } })
  await machine.advance(2 * minute)
  expect([again.lines(), again.notices.length]).toEqual([[], 1])
  isFull = false
  await machine.advance(minute)
  expect(again.lines()).toEqual(['07:15 ran-late missed-run'])
})

it('goes on when its list cannot be written for a while, and tells it once', async () => {
  const machine = createSimulatedMachine(monday)
  const bench = createBench({ clock: machine.clock, flows: [flow()] })
  let isFull = false
  const { decide } = bench.store
  const full: typeof bench.store = {
    ...bench.store,
    decide: (...given) => {
      if (isFull) throw new AppError('The disk is full.', { code: 'disk-full', fix: 'user' })
      decide(...given)
    },
  }
  const again = await started({ clock: machine.clock, flows: bench.flows, before: { store: full, runs: bench.runs } })
  isFull = true
  await machine.advance(16 * minute)
  isFull = false
  await machine.advance(minute)
  expect([again.notices, again.lines()]).toMatchObject([
    [{ kind: 'info', text: 'The disk is full.' }, { kind: 'slots-missed' }],
    ['07:15 ran-late missed-run'],
  ])
})
