import { defineNode, type NodeContext, type SourceRunner } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import { pluralOf } from '#core/model/entities.ts'

const fields = {
  slot: field.slot({ label: 'Read from', does: 'read' }),
  entity: field.entity({ label: 'What to read' }),
  settings: field.object({ label: 'Which of them', help: 'What to choose depends on the system and the kind of record.', default: {} }),
  limit: field.number({
    label: 'At most',
    help: 'Stop after so many records, for a try. Empty: all. Records that cannot be understood do not count.',
    optional: true,
    min: 1,
    max: 1_000_000,
  }),
}

export const read = defineNode({
  type: 'read',
  version: 1,
  label: 'Read',
  summary: 'Reads records from a system, from where the last run stopped.',
  category: 'source',
  icon: 'download',
  fields,
  effect: 'read',
  inputs: 0,
  outputs: ['out'],
  describe: ({ entity, limit }) => (limit === undefined ? pluralOf(entity) : `${pluralOf(entity)} · at most ${limit}`),
  open: (context) => openSource(context),
})

function openSource(context: NodeContext<ValuesOf<typeof fields>>): SourceRunner {
  const { slot, entity, settings, limit = Number.POSITIVE_INFINITY } = context.settings
  const source = readableEntity(context.connection(slot), entity)
  return {
    describePosition: (position) => source.describePosition(position),
    async *pages(position, signal) {
      let reached = position
      let left = Math.floor(limit)
      for await (const page of source.pages({ position, settings: settings ?? {}, signal })) {
        context.probe('page-fetched')
        // A page that is cut short was not read to its end, so the position stays before it.
        if (page.records.length > left) {
          yield { ...page, records: page.records.slice(0, left), position: reached, remaining: 0 }
          return
        }
        yield page
        reached = page.position
        left -= page.records.length
        if (left === 0) return
      }
    },
  }
}

function readableEntity(connection: ReturnType<NodeContext['connection']>, entity: string) {
  const { connectorLabel, entities } = connection
  const found = Object.hasOwn(entities, entity) ? entities[entity] : undefined
  if (found?.read) return found.read
  const readable = Object.values(entities).filter((one) => one.read !== undefined)
  const choices = readable.map((one) => `${one.label} (${one.entity})`).join(', ')
  throw new SettingsError(
    found ? `${connectorLabel} cannot read ${found.label.toLowerCase()}.` : `${connectorLabel} has no kind of record named "${entity}".`,
    { code: 'entity-not-readable', hint: choices === '' ? 'Choose another connection.' : `Choose one of: ${choices}.` },
  )
}
