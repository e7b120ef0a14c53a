import { allRows } from '../all-rows.ts'
import type { AccountViewClient } from '../client.ts'
import { loadInstallation, refusalOf } from '../installation.ts'
import { objects } from '../objects.ts'
import { type Row, textOf } from '../values.ts'

export interface ArticleGroup {
  readonly code: string
  /** Its description, with the code where two groups share one. */
  readonly name: string
  readonly raw: Row
}

/** All groups by their code; none where this administration does not open them, which Test says. */
export function loadGroups(client: AccountViewClient, signal: AbortSignal): Promise<ReadonlyMap<string, ArticleGroup>> {
  return client.memory.recall('article-groups', async () => {
    if (refusalOf(await loadInstallation(client, signal), objects.articleGroups, 'read') !== undefined) return new Map()
    return groupsOf(await allRows(client, { object: objects.articleGroups, fields: [], signal }))
  })
}

export function groupsOf(rows: readonly Row[]): ReadonlyMap<string, ArticleGroup> {
  const named = rows.flatMap((raw) => {
    const code = textOf(raw.AG_CODE)
    return code === undefined ? [] : [{ code, name: textOf(raw.AG_DESC) ?? code, raw }]
  })
  const byName = Map.groupBy(named, ({ name }) => name)
  return new Map(
    named.map(({ code, name, raw }) => [code, { code, name: (byName.get(name)?.length ?? 0) > 1 ? `${name} (${code})` : name, raw }]),
  )
}
