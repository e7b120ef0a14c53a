import type { ConnectorDefinition, EntityDefinition } from './define-connector.ts'
import type { BoundConnection, BoundEntity } from './define-node.ts'
import { SettingsError } from './errors.ts'
import type { Fields, ValuesOf } from './fields.ts'
import { parseSettings } from './parse-settings.ts'

/** Puts a connected client inside its connector's entities, so that nodes never see it. */
export function bindConnection<F extends Fields, Client>(
  definition: ConnectorDefinition<F, Client>,
  {
    client,
    name,
    settings,
    readOnly,
  }: { readonly client: Client; readonly name: string; readonly settings: ValuesOf<F>; readonly readOnly: boolean },
): BoundConnection {
  return {
    connectorId: definition.id,
    connectorLabel: definition.label,
    name,
    account: definition.account(settings),
    readOnly,
    entities: Object.fromEntries(
      Object.entries(definition.entities).map(([id, entity]) => [id, bindEntity(entity as EntityDefinition<Client, never>, client)]),
    ),
    list: (list) => {
      const found = definition.lists?.[list]
      if (!found) throw new SettingsError(`${definition.label} has no list "${list}".`, { code: 'unknown-list' })
      return found.load(client, new AbortController().signal)
    },
    check: () => definition.check(client, new AbortController().signal),
  }
}

function bindEntity<Client>(entity: EntityDefinition<Client, never>, client: Client): BoundEntity {
  const { read, find, create, update } = entity
  const writeFields = entity.writeFields ?? {}
  let parsed: { readonly from: unknown; readonly settings: unknown } | undefined
  // The casts below undo the erasure of each entity's own data and settings types; both are parsed right here.
  // A node hands over the same settings with every write, and they are parsed once.
  const written = (settings: unknown) => {
    if (parsed === undefined || parsed.from !== settings) {
      parsed = { from: settings, settings: parseSettings(writeFields, settings, `the ${entity.label.toLowerCase()} settings`) }
    }
    return parsed.settings as never
  }
  return {
    entity: entity.entity,
    label: entity.label,
    schema: entity.schema,
    documentTypes: entity.documentTypes ?? {},
    writeFields,
    read: read && {
      fields: read.fields,
      describePosition: (position) => read.describePosition(position),
      pages: ({ position, settings, signal }) =>
        read.pages(client, {
          position,
          settings: parseSettings(read.fields, settings, `what to read of ${entity.label.toLowerCase()}`) as never,
          signal,
        }),
    },
    find: find && {
      by: find.by,
      run: ({ by, items, settings, signal }) => find.run(client, { by, items, settings: settings && written(settings), signal }),
    },
    create: create && {
      idempotency: create.idempotency,
      batch: create.batch,
      run: ({ items, settings, signal }) => create.run(client, { items: items as never, settings: written(settings), signal }),
    },
    update: update && {
      batch: update.batch,
      paths: update.paths,
      run: ({ items, settings, signal }) => update.run(client, { items: items as never, settings: written(settings), signal }),
    },
  }
}
