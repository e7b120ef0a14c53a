import { expect } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { Fault } from '#connectors/sandbox-kit/faults.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import { externalIdOf } from '#core/kit/external-id.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { matchKeyOf } from '#core/upsert/match-key.ts'
import { openConnection } from '#host/connections/open-connection.ts'
import type { OpenTemplate, Pass } from '#tests/templates/open-template.ts'
import type { Practice } from '#tests/templates/practice.ts'
import { handsOf } from './hands/all.ts'
import type { Deed, Hands } from './hands/hands.ts'

/** A ready-made flow at work, seen from both ends. */
export interface Watched {
  readonly entity: string
  readonly people: Hands
  run(): Promise<Pass>
  /** The one outcome of the record that carries the mark. */
  outcomeOf(pass: Pass, deed: Deed): Promise<Pass['outcomes'][number]>
  /** What a message may call the record: its mark, its key. */
  namesOf(deed: Deed): Promise<readonly string[]>
  /** How often the target holds the record, asked over its own API; `null` for kinds nobody can ask for. */
  foundInTarget(deed: Deed): Promise<number | null>
  /** What is there to sell in the target. */
  stockInTarget(deed: Deed): Promise<string | undefined>
  targetState(): string
  /** How often the text stands in the target. */
  timesInTarget(text: string): number
  misbehave(faults: readonly Fault[]): void
}

export function watch(template: OpenTemplate): Watched {
  const { source, target, document, run } = template
  const entity = String(document.nodes.find(({ type }) => type === 'read')?.settings.entity)
  const people = handsOf[source.connectorId]?.(source)
  if (!people) throw new Error(`Nobody works in ${source.connectorId}.`)
  // Each look is a new one: connections remember what they have read.
  const [from, to] = [() => connect(source, template), () => connect(target, template)]
  const targetState = () => JSON.stringify((target.server as unknown as { state(): unknown }).state())

  const read = async ({ mark, key }: Deed) => recordOf(from(), { entity, mark: key ?? mark, settings: readSettings(template) })
  const find = async (deed: Deed) => {
    const { find: look } = to().entities[entity] ?? {}
    const by = look?.by[0]
    const record = await read(deed)
    if (!look || by === undefined || !record) return undefined
    const key = matchKeyOf(record, by) ?? record.key
    const hits = await look.run({
      ...{
        by,
        items: [{ key, externalId: externalIdOf(record), ...(entity === 'price' && { data: inTill(record) }) }],
        signal: new AbortController().signal,
      },
      settings: settingsOf(template),
    })
    return hits.get(key) ?? []
  }
  return {
    ...{ entity, people, run, targetState },
    async outcomeOf({ outcomes }, deed) {
      const record = await read(deed)
      const ends = outcomes.filter(({ key }) => key === record?.key)
      expect(ends, `outcomes of ${deed.mark}`).toHaveLength(1)
      return ends[0] as Pass['outcomes'][number]
    },
    namesOf: async (deed) => [deed.mark, (await read(deed))?.key].filter((name) => name !== undefined),
    foundInTarget: async (deed) => (await find(deed))?.length ?? null,
    async stockInTarget(deed) {
      const [hit] = (await find(deed)) ?? []
      const { available, onHand } = hit?.data ?? {}
      return String(available ?? onHand)
    },
    timesInTarget: (text) => targetState().split(text).length - 1,
    misbehave: (faults) => target.server.misbehave(faults),
  }
}

function connect({ connection: { stored, secrets }, accessTokens }: Practice, { clock }: OpenTemplate): BoundConnection {
  const definition = connectors[stored.connectorId]
  if (!definition) throw new Error(`There is no connector ${stored.connectorId}.`)
  return openConnection(definition, stored, secrets, { clock, log: () => {}, accessTokens })
}

async function recordOf(
  connection: BoundConnection,
  { entity, mark, settings }: { readonly entity: string; readonly mark: string; readonly settings: Readonly<Record<string, unknown>> },
): Promise<FlowRecord | undefined> {
  const read = connection.entities[entity]?.read
  const records: FlowRecord[] = []
  for await (const page of read?.pages({ position: null, settings, signal: new AbortController().signal }) ?? [])
    records.push(...page.records)
  return records.find(({ key }) => key === mark) ?? records.findLast(({ data }) => JSON.stringify(data).includes(mark))
}

/** A price is found by what it is, in the target's words. */
function inTill({ data }: FlowRecord): Readonly<Record<string, unknown>> {
  return { ...(data as object), priceList: '1' }
}

function readSettings({ document }: OpenTemplate): Readonly<Record<string, unknown>> {
  const settings = document.nodes.find(({ type }) => type === 'read')?.settings.settings
  return typeof settings === 'object' && settings !== null ? (settings as Readonly<Record<string, unknown>>) : {}
}

/** What the upsert node tells the target, for kinds that are looked up with it: stock of a branch. */
function settingsOf({ document }: OpenTemplate): Readonly<Record<string, unknown>> {
  const settings = document.nodes.find(({ type }) => type === 'upsert')?.settings.settings
  return typeof settings === 'object' && settings !== null ? (settings as Readonly<Record<string, unknown>>) : {}
}
