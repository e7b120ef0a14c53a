import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Remembered } from '#core/kit/define-node.ts'
import { type Journal, openJournal } from './open-journal.ts'
import type { RunHandle } from './runs.ts'
import { externalIdFor, flow, intentFor, odoo, temporaryFolder, tickingClock } from './test-builders.ts'

type Step =
  | { readonly do: 'commit' | 'crash' | 'finish' }
  | { readonly do: 'intend'; readonly key: string }
  | { readonly do: 'end'; readonly key: string; readonly state: 'done' | 'failed' | 'unknown'; readonly value: string }
  | { readonly do: 'link'; readonly key: string; readonly targetId: string; readonly hash?: string }

interface Known {
  readonly open: number
  readonly targetId?: string
  readonly sentHash?: string
}

const keys = ['1', '2', '3']
const key = fc.constantFrom(...keys)
const value = fc.constantFrom('a', 'b')
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('intend' as const), key }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('end' as const), key, state: fc.constantFrom('done', 'failed', 'unknown'), value }) },
  {
    weight: 2,
    arbitrary: fc.record(
      { do: fc.constant('link' as const), key, targetId: value, hash: value },
      { requiredKeys: ['do', 'key', 'targetId'] },
    ),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('commit' as const, 'crash' as const, 'finish' as const) }) },
)

/** What the journal promises, in its shortest form. Intents are durable; ends and links are when committed. */
class Model {
  private durable = new Map<string, Known>()
  private seen = new Map<string, Known>()

  known(name: string): Known {
    return this.seen.get(name) ?? { open: 0 }
  }

  /** An end for what was never intended is a defect of the node and refused; the property leaves it out. */
  allows(one: Step): boolean {
    return one.do !== 'end' || this.known(one.key).open > 0
  }

  apply(one: Step): void {
    if (one.do === 'crash') this.seen = new Map(this.durable)
    else if (one.do === 'commit' || one.do === 'finish') this.durable = new Map(this.seen)
    else if ('key' in one) {
      this.seen.set(one.key, change(this.known(one.key), one))
      // An intent puts all that waited before it on disk along with itself.
      if (one.do === 'intend') this.durable = new Map(this.seen)
    }
  }

  remembered(): Record<string, Remembered> {
    const rows = keys.flatMap((name): [string, Remembered][] => {
      const { open, targetId, sentHash } = this.known(name)
      if (open === 0 && targetId === undefined) return []
      return [
        [
          externalIdFor(name),
          { ...(targetId !== undefined && { targetId }), ...(sentHash !== undefined && { sentHash }), isOpen: open > 0 },
        ],
      ]
    })
    return Object.fromEntries(rows)
  }
}

function change(known: Known, one: Extract<Step, { key: string }>): Known {
  switch (one.do) {
    case 'intend':
      return { ...known, open: known.open + 1 }
    case 'end':
      if (one.state === 'done') return { open: 0, targetId: one.value, sentHash: `hash-${one.value}` }
      return one.state === 'failed' ? { ...known, open: Math.max(0, known.open - 1) } : known
    case 'link':
      return { open: 0, targetId: one.targetId, sentHash: one.hash ?? (known.targetId === one.targetId ? known.sentHash : undefined) }
  }
}

it('remembers after any sequence of intents, ends, links, commits and crashes exactly what it promised', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const place = temporaryFolder()
      const clock = tickingClock()
      const model = new Model()
      let journal: Journal = openJournal({ folder: place.folder, clock })
      let run: RunHandle = journal.startRun(flow)
      const writing = () => run.store.writeJournal('upsert', odoo)
      try {
        for (const one of steps) {
          if (!model.allows(one)) continue
          model.apply(one)
          if (one.do === 'crash') {
            journal.close()
            journal = openJournal({ folder: place.folder, clock })
            run = journal.startRun(flow)
          } else if (one.do === 'commit') run.store.commit({ outcomes: [], positions: [] })
          else if (one.do === 'finish') {
            run.finish({ state: 'finished' })
            run = journal.startRun(flow)
          } else if ('key' in one) perform(writing(), one)
          expect(Object.fromEntries(writing().recall(keys.map(externalIdFor)))).toEqual(model.remembered())
        }
      } finally {
        journal.close()
        place.remove()
      }
    }),
    { numRuns: 60 },
  )
}, 120_000)

function perform(writing: ReturnType<RunHandle['store']['writeJournal']>, one: Extract<Step, { key: string }>): void {
  const externalId = externalIdFor(one.key)
  if (one.do === 'intend') writing.intend([intentFor(one.key)])
  else if (one.do === 'link')
    writing.link([{ externalId, entity: 'order', key: one.key, targetId: one.targetId, ...(one.hash !== undefined && { hash: one.hash }) }])
  else if (one.state === 'done') writing.end([{ externalId, state: 'done', targetId: one.value, hash: `hash-${one.value}` }])
  else writing.end([{ externalId, state: one.state, message: 'no answer' }])
}
