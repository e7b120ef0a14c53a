import { hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { SettingsError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { createDataFolder } from '#host/data-folder/locate.ts'
import { pinFile, samplesFolder } from './sample-file.ts'

/** Records a person pinned to the output of a node: previews use them instead of running it. */
export interface PinnedNode {
  readonly at: number
  /** By the port they leave through. */
  readonly ports: Readonly<Record<string, readonly FlowRecord[]>>
}

/** Node id → what is pinned to it. */
export type Pinned = ReadonlyMap<string, PinnedNode>

export const mostPinned = 1_000

/** A record as a person may write it: what they leave out says that it was made by hand. */
export const givenRecord = z
  .object({
    entity: z.string().min(1).max(200),
    key: z.string().max(2_000),
    data: z.unknown().optional(),
    raw: z.unknown().optional(),
    origin: z.object({ connector: z.string(), account: z.string(), id: z.string().optional() }).optional(),
    failure: z.unknown().optional(),
  })
  .transform(
    ({ data, raw, origin, failure, ...rest }): FlowRecord => ({
      ...rest,
      data: data ?? null,
      raw: raw ?? null,
      origin: origin ?? { connector: 'pinned', account: 'by-hand' },
      ...(failure === undefined ? {} : { failure: failure as FlowRecord['failure'] }),
    }),
  )

const ports = z.record(z.string(), z.array(givenRecord).max(mostPinned))
const stored = z.object({ format: z.literal(1), nodes: z.record(z.string(), z.object({ at: z.number(), ports })) })
const exchanged = z.record(z.string(), ports)

/** Pins as files carry them: node id → port → records. @throws SettingsError `record-unreadable` that names the place that is wrong. */
export function parsePinned(input: unknown, at: number): Pinned {
  const parsed = exchanged.safeParse(input)
  if (!parsed.success) throw unreadable('The pinned data', parsed.error)
  return new Map(Object.entries(parsed.data).map(([nodeId, ports]) => [nodeId, { at, ports }]))
}

/** Records as a person or a page gives them. @throws SettingsError `record-unreadable` that names the place that is wrong. */
export function parseGivenRecords(input: readonly unknown[]): readonly FlowRecord[] {
  const parsed = z.array(givenRecord).max(mostPinned).safeParse(input)
  if (!parsed.success) throw unreadable(input.length === 1 ? 'The record' : 'The list of records', parsed.error)
  return parsed.data
}

function unreadable(what: string, { issues: [issue] }: z.ZodError): SettingsError {
  const place = issue?.path.length ? ` at ${issue.path.map(String).join('.')}` : ''
  return new SettingsError(`${what} cannot be read${place}: ${issue?.message ?? 'it is not a record'}.`, {
    code: 'record-unreadable',
    hint: 'A record needs an entity, a key and data.',
  })
}

/** What is pinned in this flow on this computer; nothing when the file is missing or none of ours. */
export function readPins(dataFolder: string, flowId: string): Pinned {
  return readPinFile(pinFile(dataFolder, flowId))
}

function readPinFile(file: string): Pinned {
  if (!existsSync(file)) return new Map()
  try {
    return new Map(Object.entries(stored.parse(JSON.parse(readFileSync(file, 'utf8'))).nodes))
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof z.ZodError) return new Map()
    throw thrown
  }
}

/** Replaces all pins of a flow; none of them removes the file. */
export function writePins(dataFolder: string, flowId: string, pinned: Pinned): void {
  const file = pinFile(dataFolder, flowId)
  if (pinned.size === 0) {
    rmSync(file, { force: true })
    return
  }
  createDataFolder(samplesFolder(dataFolder))
  writePinFile(file, pinned)
}

function writePinFile(file: string, pinned: Pinned): void {
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, `${JSON.stringify({ format: 1, nodes: Object.fromEntries(pinned) })}\n`, { mode: 0o600, flush: true })
  renameSync(temporary, file)
}

/** Takes pinned records that name a person (lower case) out of every flow's pins. Returns how many. */
export function erasePins(folder: string, person: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder)
    .filter((name) => name.endsWith('.pins.json'))
    .reduce((sum, name) => sum + eraseInPins(join(folder, name), person), 0)
}

function eraseInPins(file: string, person: string): number {
  const pinned = readPinFile(file)
  const isOther = (record: FlowRecord) => !JSON.stringify(record).toLowerCase().includes(person)
  const kept = new Map(
    [...pinned].map(([nodeId, { at, ports }]) => [
      nodeId,
      { at, ports: Object.fromEntries(Object.entries(ports).map(([port, records]) => [port, records.filter(isOther)])) },
    ]),
  )
  const erased = countRecords(pinned) - countRecords(kept)
  if (erased > 0) writePinFile(file, kept)
  return erased
}

function countRecords(pinned: Pinned): number {
  return [...pinned.values()].flatMap(({ ports }) => Object.values(ports)).reduce((sum, { length }) => sum + length, 0)
}

/** Names for what is pinned now, by node: they change when the data does. */
export function pinNames(pinned: Pinned): ReadonlyMap<string, string> {
  return new Map([...pinned].map(([nodeId, { ports }]) => [nodeId, hash('sha1', JSON.stringify(ports), 'base64')]))
}
