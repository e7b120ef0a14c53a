import { expect } from 'vitest'
import type { Existing } from '#core/kit/define-connector.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { connect, readSettings } from './cell.ts'
import type { System } from './systems.ts'
import { writeSettings } from './terms.ts'

type Data = Readonly<Record<string, unknown>>
const { signal } = new AbortController()

/** The one record of the target under a key, asked for over its API by a connection that has written nothing. */
export async function onlyOne(system: System, entity: string, by: string, key: string): Promise<Data> {
  const { find } = entityOf(connect(system), entity)
  const settings = writeSettings[system.connectorId]?.[entity] ?? {}
  const hits: readonly Existing[] = (await find?.run({ by, items: [{ key }], settings, signal }))?.get(key) ?? []
  expect([system.connectorId, entity, key, hits.length]).toEqual([system.connectorId, entity, key, 1])
  return hits[0]?.data ?? {}
}

/** Everything the system shows of a kind, read from the beginning. */
export async function readAll(system: System, entity: string): Promise<readonly FlowRecord<Data>[]> {
  const { read } = entityOf(connect(system), entity)
  const settings = readSettings[`${system.connectorId} ${entity}`] ?? {}
  const records: FlowRecord<Data>[] = []
  for await (const page of read?.pages({ position: null, settings, signal }) ?? []) {
    expect(page.unreadable ?? []).toEqual([])
    // The records of a connector follow the neutral model; only its own data is looked at.
    records.push(...(page.records as readonly FlowRecord<Data>[]))
  }
  return records
}

function entityOf(connection: BoundConnection, entity: string) {
  const found = connection.entities[entity]
  if (!found) throw new Error(`${connection.connectorLabel} has no ${entity}.`)
  return found
}
