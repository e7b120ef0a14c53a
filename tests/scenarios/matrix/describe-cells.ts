import fc from 'fast-check'
import { describe, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { StoredOutcome } from '#host/journal/run-queries.ts'
import { type Cell, openCell, type Pass } from './cell.ts'
import { type Holding, type System, systems } from './systems.ts'
import { type World, world as worlds } from './world.ts'

/** Worlds tried in each cell. CI takes a few of a fixed seed; raise it, and change the seed, to look further. */
const numRuns = Number(process.env.SLUICE_MATRIX_RUNS ?? 2)
const seed = Number(process.env.SLUICE_MATRIX_SEED ?? 20_261_122)

export interface CellWorld {
  readonly world: World
  readonly source: System
  readonly target: System
  readonly first: Pass
  readonly cell: Cell
  readonly run: ReturnType<typeof openCell>['run']
}

export interface Kind {
  readonly entity: string
  /** What the source holds of a world; all of it when absent. */
  readonly given?: (world: World) => Holding
  /** What stands in the target before. */
  readonly there: (world: World) => Holding
  /** Why a record may not go through, as the neutral rules and the target have it. */
  readonly refusals: (cell: { readonly from: string; readonly to: string }) => readonly string[]
}

/**
 * Every system that can be read for a kind × every one that can be written for it, through both imitations and the whole road of a
 * run: read, codes, upsert, journal. Holds of every cell what no kind may break; `also` adds what is seen in the target.
 */
export function describeCells(kind: Kind, also: (one: CellWorld) => Promise<void>): void {
  const can = (id: string, ability: 'read' | 'create') => connectors[id]?.entities[kind.entity]?.[ability] !== undefined
  const ids = Object.keys(systems)

  describe.each(ids.filter((id) => can(id, 'read')))(`every ${kind.entity} of %s`, (from) => {
    it.each(ids.filter((id) => can(id, 'create')))('goes to %s once, as it is there, or says why not', async (to) => {
      const property = fc.asyncProperty(worlds, (world) => tryCell(kind, { from, to, world, also }))
      await fc.assert(property, { numRuns, seed, endOnFailure: true })
    })
  })
}

interface Trial {
  readonly from: string
  readonly to: string
  readonly world: World
  readonly also: (one: CellWorld) => Promise<void>
}

export async function tryCell(kind: Kind, { from, to, world, also }: Trial): Promise<void> {
  const source = await start(from, kind.given?.(world) ?? world)
  const target = await start(to, kind.there(world))
  try {
    const cell = { entity: kind.entity, source, target }
    const { run } = openCell(cell)
    const first = await run()
    holdToOneEnd(first)
    holdToNamedEnds(first, [...kind.refusals({ from, to }), ...always])
    await also({ world, source, target, first, cell, run })
    const before = JSON.stringify(target.server.state())
    // Once more with what is remembered, and once as by somebody who knows nothing: the target alone says what is there.
    for (const again of [await run({ beginning: true }), await openCell(cell).run()]) {
      holdToOneEnd(again)
      const written = again.outcomes.filter(({ kind: end }) => end === 'created' || end === 'updated')
      if (written.length > 0) throw new Error(`A second pass wrote: ${written.map(told).join('; ')}`)
    }
    if (JSON.stringify(target.server.state()) !== before) throw new Error('A second pass changed the target.')
  } finally {
    await Promise.all([source.server.close(), target.server.close()])
  }
}

export function start(id: string, holding: Holding, port?: number): Promise<System> {
  const system = systems[id]
  if (!system) throw new Error(`There is no imitation of ${id}.`)
  return system(holding, port)
}

/** Ends that are no failure of the record's own. */
const always = ['exists', 'same-key']

/** Every record that was read has ended in one outcome, and the run in peace. */
export function holdToOneEnd({ ended, outcomes }: Pass): void {
  if (ended.state !== 'finished') throw new Error(`The run ended as ${ended.state}: ${ended.error?.message ?? ''}`)
  const { owed, settled } = ended.branchEnds
  const counts = [ended.progress.emitted, outcomes.length, owed, settled]
  if (new Set(counts).size > 1) throw new Error(`Read, ended, owed and settled differ: ${counts.join(', ')}.`)
  if (counts[0] === 0) throw new Error('Nothing was read.')
}

/** What did not go through says why, in words of a person who can act. */
function holdToNamedEnds({ outcomes }: Pass, allowed: readonly string[]): void {
  const fine = ['created', 'updated', 'unchanged']
  const odd = outcomes.filter(({ kind, code }) => !fine.includes(kind) && !allowed.includes(code ?? ''))
  if (odd.length > 0) throw new Error(`Ended otherwise than it should: ${odd.map(told).join('; ')}`)
  const silent = outcomes.filter(({ kind, message }) => kind === 'failed' && !message)
  if (silent.length > 0) throw new Error(`Failed without a word: ${silent.map(({ key }) => key).join(', ')}`)
}

export function told({ kind, key, code, message, changes }: StoredOutcome): string {
  return `${kind} ${key} ${code ?? ''} ${message ?? ''} ${JSON.stringify(changes ?? [])}`
}

/** Records that ended in the target. */
export function placed({ outcomes }: Pass): readonly StoredOutcome[] {
  return outcomes.filter(({ kind }) => kind === 'created' || kind === 'updated' || kind === 'unchanged')
}
