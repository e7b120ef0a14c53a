import { z } from 'zod'
import { DataError } from '#core/kit/errors.ts'
import { categoryKey } from '#core/model/category.ts'
import { anyOf, type EaccountingClient } from '../client.ts'
import { chunks } from './chunks.ts'

export const labelRow = z.looseObject({ Id: z.string(), Name: z.string().nullish(), Description: z.string().nullish() })

export type LabelRow = z.infer<typeof labelRow>

/** A label's name has this many characters. */
const longest = 50

/** Labels are flat: a category of a tree goes by its whole path. @throws DataError when that is too long for a label */
export function labelName(path: readonly string[]): string {
  const name = categoryKey(path)
  if (name.length <= longest) return name
  throw new DataError(
    `Category ${name} has ${name.length} characters with the categories above it; a label in eAccounting takes ${longest}.`,
    {
      code: 'category-too-long',
      hint: 'eAccounting has no category tree. Shorten the path with a mapping, for example to its last part.',
    },
  )
}

/** `Kleding / Jassen` → its parts, so that what was sent comes back as it was. */
export function pathOfLabel(name: string): readonly string[] {
  return name
    .split(' / ')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Labels by their name, compared exactly. */
export async function labelsByName(
  client: EaccountingClient,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LabelRow>> {
  const answers = await Promise.all(
    chunks([...new Set(names)], 20).map((some) => client.all('articlelabels', { schema: labelRow, filter: anyOf('Name', some), signal })),
  )
  return new Map(answers.flat().map((row) => [row.Name ?? '', row]))
}

/**
 * The labels of some categories; those that are missing are made, one after the other over all records of a run, so that two products
 * of a new category get one label. Making a label is no part of its product: it is there, or is made again.
 */
export async function ensureLabels(
  client: EaccountingClient,
  categories: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LabelRow>> {
  const names = [...new Set(categories.map(labelName))]
  if (names.length === 0) return new Map()
  const before = client.memory.get('label-making') ?? Promise.resolve()
  const work = before.catch(() => undefined).then(() => makeMissing(client, names, signal))
  client.memory.set('label-making', work)
  return work
}

async function makeMissing(
  client: EaccountingClient,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LabelRow>> {
  const there = new Map(await labelsByName(client, names, signal))
  for (const Name of names) {
    if (!there.has(Name)) there.set(Name, await client.create('articlelabels', { Name }, labelRow, signal))
  }
  return there
}
