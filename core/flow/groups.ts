import type { FlowChange, FlowDiff } from './diff.ts'
import type { FlowDocument, Group } from './document.ts'
import { type Edit, inTurn, make, refuse, removeWhere, replaceWhere } from './make-edit.ts'

/** Puts nodes and comments into a new group; they leave the groups they were in. */
export function groupMembers(document: FlowDocument, group: Omit<Group, 'members'>, ids: readonly string[]): Edit {
  const groups = document.groups ?? []
  if (groups.some((one) => one.id === group.id)) return refuse(`There is a group "${group.id}" already.`)
  const members = existing(document, ids)
  if (members.length === 0) return refuse('Choose the nodes that belong together first.')
  const freed = forgetMembers(groups, new Set(members))
  const left = groups.length - freed.filter((change) => change.after === undefined).length
  return make(document, [...freed, { what: 'groups', at: left, after: { ...group, members } }])
}

/** Takes the frame away; what is in it stays. */
export function ungroup(document: FlowDocument, groupIds: readonly string[]): Edit {
  return make(
    document,
    removeWhere('groups', document.groups ?? [], (group) => groupIds.includes(group.id)),
  )
}

export function changeGroup(document: FlowDocument, groupId: string, change: Partial<Pick<Group, 'name' | 'colour'>>): Edit {
  const changes = replaceWhere(
    'groups',
    document.groups ?? [],
    (group) => group.id === groupId,
    (group) => ({ ...group, ...change }),
  )
  return changes.length === 0 ? refuse(`There is no group "${groupId}".`) : make(document, changes)
}

/** They leave the groups they were in. */
export function addToGroup(document: FlowDocument, groupId: string, ids: readonly string[]): Edit {
  const group = (document.groups ?? []).find((one) => one.id === groupId)
  if (!group) return refuse(`There is no group "${groupId}".`)
  const added = existing(document, ids).filter((id) => !group.members.includes(id))
  if (added.length === 0) return refuse('These are in the group already.')
  return inTurn(document, [
    (flow) => make(flow, forgetMembers(flow.groups ?? [], new Set(added))),
    (flow) =>
      make(
        flow,
        replaceWhere(
          'groups',
          flow.groups ?? [],
          (one) => one.id === groupId,
          (one) => ({ ...one, members: [...one.members, ...added] }),
        ),
      ),
  ])
}

/** A group that loses its last member goes too. */
export function removeFromGroup(document: FlowDocument, ids: readonly string[]): Edit {
  return make(document, forgetMembers(document.groups ?? [], new Set(ids)))
}

/** The ids themselves and, where one is a group, all its members. */
export function withMembers(document: FlowDocument, ids: readonly string[]): ReadonlySet<string> {
  const all = new Set(ids)
  for (const group of document.groups ?? []) if (all.has(group.id)) for (const member of group.members) all.add(member)
  return all
}

/** Takes ids out of all groups, and the groups away that are named themselves or are left empty; last first. */
export function forgetMembers(groups: readonly Group[], ids: ReadonlySet<string>): FlowDiff {
  return groups
    .flatMap((before, at): FlowChange[] => {
      if (ids.has(before.id)) return [{ what: 'groups', at, before }]
      const members = before.members.filter((id) => !ids.has(id))
      if (members.length === before.members.length) return []
      return [members.length === 0 ? { what: 'groups', at, before } : { what: 'groups', at, before, after: { ...before, members } }]
    })
    .toReversed()
}

function existing({ nodes, comments = [] }: FlowDocument, ids: readonly string[]): readonly string[] {
  const known = new Set([...nodes, ...comments].map((thing) => thing.id))
  return [...new Set(ids)].filter((id) => known.has(id))
}
