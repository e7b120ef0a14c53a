import { VendorError } from '#core/kit/errors.ts'
import { categoryKey } from '#core/model/category.ts'
import type { MplusClient } from '../client.ts'
import { refusalError } from '../failures.ts'
import type { MplusArticleGroup } from '../soap/product-shapes.ts'
import { highest } from '../values/marker.ts'

/** A group of the tree with its way from the root. */
export interface PlacedGroup {
  readonly number: string
  readonly path: readonly string[]
  readonly group: MplusArticleGroup
  /** Highest marker on that way: renaming a parent moves its children too. */
  readonly marker: bigint | undefined
}

/** The whole tree, parents before children. Groups without a number, deleted ones and those without a full path are left out. */
export async function loadGroups(client: MplusClient, signal: AbortSignal): Promise<readonly PlacedGroup[]> {
  return (await loadTree(client, signal)).filter(hasFullPath)
}

/** `loadGroups` and those that have no name, or hang below one that has none: their paths hold an empty text there. */
export async function loadTree(client: MplusClient, signal: AbortSignal): Promise<readonly PlacedGroup[]> {
  const { articleGroupList } = await client.call('getArticleGroups', { request: {} }, signal)
  return placeGroups(articleGroupList, [], undefined)
}

export function hasFullPath({ path }: PlacedGroup): boolean {
  return !path.includes('')
}

function placeGroups(
  groups: readonly MplusArticleGroup[],
  above: readonly string[],
  markerAbove: bigint | undefined,
): readonly PlacedGroup[] {
  return groups.flatMap((group) => {
    if (group.groupNumber === undefined || group.isDeleted === true) return []
    const path = [...above, group.name ?? '']
    const marker = highest([group.syncMarker, markerAbove?.toString()])
    return [{ number: group.groupNumber, path, group, marker }, ...placeGroups(group.subGroupList, path, marker)]
  })
}

/** Parent number of a group that stands at the top. */
const top = '0'

/** Numbers of groups by path; makes the ones that are missing, so it must be asked one path at a time. */
export interface GroupFinder {
  find(path: readonly string[]): string | undefined
  /** `leave` is called right before a group is made. */
  ensure(
    path: readonly string[],
    details: { readonly text?: string | undefined; readonly sortOrder?: string | undefined },
    leave: () => void,
  ): Promise<string>
}

export async function openGroups(client: MplusClient, signal: AbortSignal): Promise<GroupFinder> {
  const numbers = new Map<string, string>()
  for (const { number, path } of await loadGroups(client, signal)) {
    if (!numbers.has(categoryKey(path))) numbers.set(categoryKey(path), number)
  }

  const find = (path: readonly string[]) => numbers.get(categoryKey(path))

  async function ensure(path: readonly string[], details: Parameters<GroupFinder['ensure']>[1], leave: () => void): Promise<string> {
    const known = find(path)
    if (known !== undefined) return known
    const above = path.slice(0, -1)
    const parentGroupNumber = above.length === 0 ? top : await ensure(above, {}, leave)
    leave()
    const { text = '', sortOrder } = details
    const answer = await client.call(
      'newArticleGroup',
      { request: { parentGroupNumber, name: path.at(-1) ?? '', text, sortOrder } },
      signal,
    )
    const what = `Category ${categoryKey(path)}`
    if (answer.result !== 'NEW-ARTICLE-GROUP-RESULT-OK') throw refusalError({ what, result: answer.result, answer })
    if (answer.groupNumber === undefined) throw new VendorError(`${what}: MplusKASSA created it without telling its number.`)
    numbers.set(categoryKey(path), answer.groupNumber)
    return answer.groupNumber
  }

  return { find, ensure }
}
