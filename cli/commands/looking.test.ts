import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Outcome } from '#core/kit/record.ts'
import { openJournal } from '#host/journal/open-journal.ts'
import { flow, outcomeFor, tickingClock } from '#host/journal/test-builders.ts'
import { runHere } from '#tests/support/captured-shell.ts'

/** Two runs: a long one, and after it a short one that holds a record from somebody who knows terminals. */
const folder = mkdtempSync(join(tmpdir(), 'sluice-looking-'))
const forged = '7\u001b[2J'

beforeAll(() => {
  const journal = openJournal({ folder, clock: tickingClock() })
  const runOf = (outcomes: Readonly<Record<string, Outcome>>, log: readonly string[]) => {
    const run = journal.startRun(flow)
    for (const message of log) run.store.log({ level: 'warn', message, recordKey: '2026-1' })
    run.store.commit({
      outcomes: Object.entries(outcomes).map(([key, outcome]) =>
        outcomeFor(key, outcome, { at: Date.parse('2026-11-22T09:30:00Z') + run.runId }),
      ),
      positions: [],
    })
    run.finish({ state: 'finished' })
  }
  const failed: Outcome = {
    kind: 'failed',
    code: 'product-missing',
    message: 'Order 2026-1: no product CHAIR.',
    hint: 'Create it.',
    fix: 'user',
  }
  runOf({ '2026-1': failed, '2026-2': { kind: 'created', targetId: 'S00042', message: 'Order 2026-2 is S00042 in Odoo.' } }, [
    'Note on 2026-1',
  ])
  const filtered = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`F${index}`, { kind: 'filtered' } as const]))
  runOf({ ...filtered, [forged]: { kind: 'created', targetId: 'S\r1', message: 'Order \u009b2J' } }, [])
  journal.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const look = (...args: readonly string[]) => runHere(folder, args)

describe('runs list', () => {
  it('shows the newest first, with its counts', async () => {
    const lines = (await look('runs', 'list')).stdout.trim().split('\n')
    expect(lines[1]).toMatch(/^ +2 .* finished {2}1 created, 700 filtered$/)
    expect(lines[2]).toMatch(/^ +1 .* finished {2}1 created, 1 failed$/)
  })

  it('shows as many as asked for, and only those of a flow', async () => {
    expect((await look('runs', 'list', '--limit', '1', '--json')).json()).toHaveLength(1)
    expect((await look('runs', 'list', '--flow', 'other')).stdout).toContain('No runs yet.')
  })
})

describe('runs show', () => {
  it('shows the causes first, then the records', async () => {
    const { stdout } = await look('runs', 'show', '1')
    expect(stdout).toContain('1 × Order 2026-1: no product CHAIR.\n  Create it.')
    expect(stdout).toMatch(/2026-2 {2}.*created.*S00042/)
  })

  it('shows only the outcomes asked for, and that there are more', async () => {
    const { stdout } = await look('runs', 'show', '2', '--outcome', 'filtered', '--limit', '3')
    expect(stdout.match(/filtered/g)).toHaveLength(3)
    expect(stdout).toContain('… more: --limit 12')
  })

  it.each([
    [['runs', 'show', '99'], 'There is no run 99.', 'sluice runs list'],
    [['runs', 'show', 'last'], 'run is "last"; a whole number is wanted.', ''],
    [['runs', 'show', '1', '--outcome', 'lost'], '"lost" is no outcome.', 'Outcomes: created, updated'],
    [['runs', 'list', '--limit', '-3'], '--limit is "-3"; a whole number is wanted.', ''],
    [['log', '--level', 'fatal'], '"fatal" is no level.', 'Levels: debug, info, warn, error.'],
    [['log', '--run', 'x'], '--run is "x"; a whole number is wanted.', ''],
  ])('%j is wrong input: %s', async (args, says, hint) => {
    const { exitCode, stderr, stdout } = await look(...args)
    expect(stderr).toContain(says)
    expect(stderr).toContain(hint)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })
})

describe('log', () => {
  it('shows the latest lines, oldest first', async () => {
    const lines = (await look('log', '--limit', '2')).stdout.trim().split('\n')
    expect(lines[0]).toContain('F699')
    expect(lines[1]).toContain('Order')
  })

  it('finds the lines of an older run behind many others', async () => {
    const { stdout } = await look('log', '--run', '1', '--limit', '2')
    expect(stdout).toContain('Order 2026-1: no product CHAIR.')
    expect(stdout).toContain('Order 2026-2 is S00042 in Odoo.')
  })

  it('shows what is at least as grave as asked', async () => {
    const { stdout } = await look('log', '--level', 'warn')
    expect(stdout.trim().split('\n')).toHaveLength(2)
    expect((await look('log', '--level', 'error', '--json')).json()).toMatchObject([{ kind: 'outcome', outcome: { key: '2026-1' } }])
  })

  it('says that nothing fits, rather than that nothing ran', async () => {
    expect((await look('log', '--node', 'elsewhere')).stdout).toBe('No such line.\n')
  })

  it('finds lines that hold all words, also with signs that mean something to a database', async () => {
    expect((await look('log', '--search', 'product CHAIR')).stdout).toContain('Order 2026-1: no product CHAIR.')
    expect((await look('log', '--search', 'CHAIR" OR *')).stdout).toContain('CHAIR')
    expect((await look('log', '--search', 'sofa')).stdout).toBe('Nothing holds "sofa".\n')
  })

  it('searches within a run, however many others hold the words', async () => {
    const hits = (await look('log', '--search', 'order', '--run', '1', '--json')).json()
    expect(hits.map(({ runId }) => runId)).toEqual([1, 1])
  })
})

describe('record', () => {
  it('tells everything that happened to it, and what to do', async () => {
    const { stdout } = await look('record', '2026-1')
    expect(stdout).toContain('warn  Note on 2026-1')
    expect(stdout).toMatch(/failed.* in run 1 {2}Order 2026-1: no product CHAIR\.\n.*Create it\./)
  })

  it('says of an unknown key that nothing is known, and how to look for parts', async () => {
    const { exitCode, stdout } = await look('record', '2026-10')
    expect(stdout).toBe('Nothing is known of "2026-10". Keys are compared exactly; look for parts with: sluice log --search "2026-10"\n')
    expect(exitCode).toBe(0)
  })

  it('gives a program no line for an unknown key', async () => {
    expect(await look('record', '2026-10', '--json')).toMatchObject({ stdout: '', stderr: '', exitCode: 0 })
  })
})

describe('control characters in what a source sent', () => {
  it.each([
    ['runs', 'show', '2', '--outcome', 'created'],
    ['log', '--limit', '3'],
    ['log', '--search', 'Order'],
    ['record', forged],
    ['runs', 'show', '2', '--outcome', 'created', '--json'],
    ['log', '--limit', '3', '--json'],
    ['record', forged, '--json'],
  ])('reach the terminal as text only, with %s %s %s %s %s', async (...args) => {
    const { stdout } = await look(...args.filter((arg) => arg !== undefined))
    expect(stdout).toContain('\\u001b[2J')
    // What is ours: colours and the ends of lines.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
    expect(stdout.replaceAll(/\u001b\[\d+m/g, '')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  })
})

describe('an empty data folder', () => {
  it.each([
    [['runs', 'list'], 'No runs yet. Start one with: sluice flow run <file>\n'],
    [['log'], 'Nothing has run yet. Start with: sluice flow run <file>\n'],
    [['connection', 'list'], 'No connections yet. Add one with: sluice connection add <system> --name <name>\n'],
  ])('answers %j with the next step', async (args, says) => {
    expect((await runHere(join(folder, 'empty'), args)).stdout).toBe(says)
  })
})
