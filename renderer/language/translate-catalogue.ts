import type { CodeSource, CodeSources } from '#core/codes/code-kinds.ts'
import type { Catalogue } from '#core/contract/app.ts'
import type { ConnectorEntry, EntityEntry, FieldEntry, NodeEntry } from '#core/kit/describe.ts'
import { type Say, sayer } from './dictionaries.ts'

/** The catalogue in the page's language. Names of systems stay: they are brands. */
export function translateCatalogue({ nodes, connectors }: Catalogue, sayerOf: (subject: string) => Say = sayer): Catalogue {
  return {
    nodes: nodes.map((node) => translateNode(node, sayerOf('nodes'))),
    connectors: connectors.map((connector) => translateConnector(connector, sayerOf(connector.id))),
  }
}

function translateNode(node: NodeEntry, say: Say): NodeEntry {
  return { ...node, label: say(node.label), summary: say(node.summary), fields: translateFields(node.fields, say) }
}

function translateConnector(connector: ConnectorEntry, say: Say): ConnectorEntry {
  return {
    ...connector,
    summary: say(connector.summary),
    fields: translateFields(connector.fields, say),
    entities: connector.entities.map((entity) => translateEntity(entity, say)),
    lists: connector.lists.map((list) => ({ ...list, label: say(list.label) })),
    cannot: translateMembers(connector.cannot, ({ read, write }) => ({
      ...(read !== undefined && { read: say(read) }),
      ...(write !== undefined && { write: say(write) }),
    })),
  }
}

function translateEntity(entity: EntityEntry, say: Say): EntityEntry {
  const { read, write, writeByDocument } = entity.codes
  return {
    ...entity,
    label: say(entity.label),
    documentTypes: translateMembers(entity.documentTypes, say),
    readFields: translateFields(entity.readFields, say),
    writeFields: translateFields(entity.writeFields, say),
    codes: {
      ...entity.codes,
      ...(read && { read: translateCodes(read, say) }),
      ...(write && { write: translateCodes(write, say) }),
      ...(writeByDocument && { writeByDocument: translateMembers(writeByDocument, (codes) => translateCodes(codes, say)) }),
    },
  }
}

function translateCodes(codes: CodeSources, say: Say): CodeSources {
  return translateMembers(codes as Readonly<Record<string, CodeSource>>, (source) => ({
    ...source,
    ...(source.choices && { choices: translateMembers(source.choices, say) }),
  }))
}

function translateFields(fields: readonly FieldEntry[], say: Say): readonly FieldEntry[] {
  return fields.map((field) => ({
    ...field,
    label: say(field.label),
    ...(field.help !== undefined && { help: say(field.help) }),
    ...(field.howToObtain !== undefined && { howToObtain: say(field.howToObtain) }),
    ...(field.choices && { choices: translateMembers(field.choices, say) }),
    ...(field.options && { options: translateOptions(field.options, say) }),
  }))
}

function translateOptions(options: NonNullable<FieldEntry['options']>, say: Say): NonNullable<FieldEntry['options']> {
  return {
    ...options,
    ...(options.choices && { choices: translateMembers(options.choices, say) }),
    ...(options.pattern && { pattern: { ...options.pattern, says: say(options.pattern.says) } }),
  }
}

function translateMembers<From, To>(
  members: Readonly<Record<string, From>>,
  translate: (member: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, translate(member)]))
}
