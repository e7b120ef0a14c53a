import { defineEntity, defineRead } from '#core/kit/define-connector.ts'
import type { Json } from '#core/kit/record.ts'
import { type Category, category as schema } from '#core/model/category.ts'
import { allRows } from '../all-rows.ts'
import type { AccountViewClient } from '../client.ts'
import { loadInstallation, requireOpen } from '../installation.ts'
import { objects } from '../objects.ts'
import { groupsOf } from './article-groups.ts'

/** Article groups: a flat list, read whole every time, because nothing tells when one changed. */
export const category = defineEntity<AccountViewClient, Category>({
  entity: 'category',
  label: 'Categories',
  schema,
  read: defineRead<AccountViewClient, Record<never, never>>({
    fields: {},
    describePosition: (position) =>
      countIn(position) === undefined ? 'not read yet' : `all ${countIn(position)} groups, read anew every time`,
    pages: async function* (client, { signal }) {
      requireOpen(await loadInstallation(client, signal), objects.articleGroups, 'read')
      const groups = [...groupsOf(await allRows(client, { object: objects.articleGroups, fields: [], signal })).values()]
      yield {
        records: groups.map(({ code, name, raw }) => ({
          entity: 'category',
          key: name,
          data: { path: [name], active: true },
          raw,
          origin: { connector: 'accountview', account: client.account, id: code },
        })),
        position: { groups: groups.length },
      }
    },
  }),
})

function countIn(position: Json): number | undefined {
  const { groups } = (typeof position === 'object' && position !== null ? position : {}) as { readonly groups?: unknown }
  return typeof groups === 'number' && Number.isFinite(groups) ? groups : undefined
}
