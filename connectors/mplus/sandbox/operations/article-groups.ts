import type { Answer, Taken } from '../schema/operations.ts'
import type { Value } from '../schema/shapes.ts'
import { takeFromMarker } from '../shop/marker-page.ts'
import { freeNumber, type Group, nextMarker, type Shop } from '../shop/shop.ts'

/** Parent of the groups at the top. */
const root = 0

/**
 * The tree. With a marker only changed groups and the groups above them are kept, so that a reader sees where a change belongs;
 * `groupNumbers` chooses among the groups at the top.
 */
export function getArticleGroups(shop: Shop, { request }: Taken<'getArticleGroups'>): Answer<'getArticleGroups'> {
  const groups = [...shop.groups.values()]
  const kept =
    request.syncMarker === undefined
      ? new Set(groups)
      : withParents(shop, takeFromMarker(groups, { from: request.syncMarker, limit: request.syncMarkerLimit }))
  const wanted = request.groupNumbers ?? []
  const write = (group: Group): Value<'ArticleGroup'> => {
    const products = [...shop.products.values()].filter((product) => product.groupNumbers?.includes(group.groupNumber))
    return {
      groupNumber: group.groupNumber,
      syncMarker: group.syncMarker,
      name: group.name,
      text: group.text,
      subGroupList: { articleGroups: below(group.groupNumber).map(write) },
      sortOrder: group.sortOrder,
      productNumbers: { number: products.map(({ productNumber }) => productNumber) },
      ...(request.retrieveArticleNumbers && {
        articleNumbers: { number: products.flatMap((product) => product.articleList.article.map(({ articleNumber }) => articleNumber)) },
      }),
    }
  }
  const below = (parent: number) =>
    [...kept]
      .filter((group) => group.parent === parent)
      .sort((left, right) => left.sortOrder - right.sortOrder || left.groupNumber - right.groupNumber)
  const top = below(root).filter(({ groupNumber }) => wanted.length === 0 || wanted.includes(groupNumber))
  return { articleGroupList: { articleGroups: top.map(write) } }
}

function withParents(shop: Shop, groups: readonly Group[]): Set<Group> {
  const kept = new Set<Group>()
  for (const group of groups) {
    for (let at: Group | undefined = group; at; at = shop.groups.get(at.parent)) kept.add(at)
  }
  return kept
}

export function newArticleGroup(shop: Shop, { request }: Taken<'newArticleGroup'>): Answer<'newArticleGroup'> {
  if (request.parentGroupNumber !== root && !shop.groups.has(request.parentGroupNumber)) {
    return { result: 'NEW-ARTICLE-GROUP-RESULT-PARENT-NOTFOUND', groupNumber: 0 }
  }
  if (!request.name.trim()) return { result: 'NEW-ARTICLE-GROUP-RESULT-FAILED', groupNumber: 0 }
  const groupNumber = freeNumber(shop.groups.keys(), 1)
  const siblings = [...shop.groups.values()].filter(({ parent }) => parent === request.parentGroupNumber).length
  const { parentGroupNumber: parent, name, text, sortOrder = siblings + 1 } = request
  shop.groups.set(groupNumber, { groupNumber, parent, name, text, sortOrder, syncMarker: nextMarker(shop, 'articleGroup') })
  return { result: 'NEW-ARTICLE-GROUP-RESULT-OK', groupNumber }
}

export function updateArticleGroup(shop: Shop, { request }: Taken<'updateArticleGroup'>): Answer<'updateArticleGroup'> {
  const kept = shop.groups.get(request.groupNumber)
  if (!kept) return { result: 'SAVE-ARTICLE-GROUP-RESULT-NOT-FOUND' }
  const { name = kept.name, text = kept.text, sortOrder = kept.sortOrder, parentGroupNumber: parent = kept.parent } = request
  const isBelowItself = (at: number): boolean =>
    at === kept.groupNumber || (at !== root && isBelowItself(shop.groups.get(at)?.parent ?? root))
  const parentExists = parent === root || shop.groups.has(parent)
  if (!name.trim() || !parentExists || isBelowItself(parent)) return { result: 'SAVE-ARTICLE-GROUP-RESULT-FAILED' }
  shop.groups.set(kept.groupNumber, { ...kept, name, text, sortOrder, parent, syncMarker: nextMarker(shop, 'articleGroup') })
  return { result: 'SAVE-ARTICLE-GROUP-RESULT-OK' }
}
