import type { BoundConnection, BoundEntity, NodeContext } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import { entities } from '#core/model/entities.ts'
import { type Compare, compileCompare } from '#core/upsert/compare.ts'
import type { FieldPolicies } from '#core/upsert/field-policies.ts'
import { shapeOf } from '#core/upsert/shape.ts'
import { stableJson } from '#core/upsert/stable-json.ts'
import type { WriteTarget } from './carry-out.ts'
import type { UpsertSettings } from './fields.ts'

/** One kind of record of one connection, ready to be written: settings parsed, comparison compiled. */
export interface EntityTarget extends WriteTarget {
  readonly context: NodeContext<UpsertSettings>
  readonly isPlan: boolean
  /** The target's name in messages: "Odoo". */
  readonly target: string
  /** "Order", as messages begin. */
  readonly label: string
  /** How records are looked up; absent when the target cannot. */
  readonly matchBy?: string
  readonly documentType?: string
  readonly policies: FieldPolicies
  readonly compare?: Compare
  readonly compareReplaced?: Compare
  /** Digest of what is sent: the data and all settings that shape it, so that a changed setting counts as a change. */
  hashOf(dataJson: string): string
}

/** @throws SettingsError that names the setting and what can be chosen. */
export function openTarget(context: NodeContext<UpsertSettings>): { readonly connection: BoundConnection; readonly main: EntityTarget } {
  const { settings } = context
  const connection = context.connection(settings.slot)
  if (connection.readOnly && context.mode === 'run') {
    throw new SettingsError(`"${connection.name}" is a connection for reading only.`, {
      code: 'read-only-connection',
      hint: 'Allow writing in the connection, choose another one, or run this flow as a plan.',
    })
  }
  const entity = Object.hasOwn(connection.entities, settings.entity) ? connection.entities[settings.entity] : undefined
  if (!entity || !(entity.create ?? entity.update)) {
    const writable = Object.entries(connection.entities).filter(([, one]) => one.create ?? one.update)
    throw new SettingsError(
      `${connection.connectorLabel} cannot be written for "${settings.entity}"; choose one of ${listOf(writable.map(([id]) => id))}.`,
      { code: 'unknown-entity' },
    )
  }
  const main = openEntity(context, connection, {
    entity,
    matchBy: chosenMatch(entity, settings.matchBy, connection.connectorLabel),
    documentType: chosenDocument(entity, settings.documentType, connection.connectorLabel),
    policies: settings.policies ?? {},
    settings: settings.settings,
  })
  return { connection, main }
}

/** Another kind of record of the same connection, such as the customers of orders. */
export function openEntity(
  context: NodeContext<UpsertSettings>,
  connection: BoundConnection,
  {
    entity,
    matchBy,
    documentType,
    policies,
    settings,
  }: {
    readonly entity: BoundEntity
    readonly matchBy?: string
    readonly documentType?: string
    readonly policies: FieldPolicies
    readonly settings: Readonly<Record<string, unknown>> | undefined
  },
): EntityTarget {
  const { schema } = entity
  const label = labelOf(entity)
  const parsed = parseSettings(entity.writeFields, settings ?? {}, `what ${connection.connectorLabel} demands of ${label.toLowerCase()}`)
  const prefix = `${stableJson([documentType ?? null, policies, parsed])}\n`
  const shape = shapeOf(schema)
  const isReplaced = !entity.update && entity.create?.idempotency === 'absolute' && shape.kind === 'object'
  return {
    context,
    isPlan: context.mode === 'plan',
    target: connection.connectorLabel,
    label,
    entity,
    settings: parsed,
    journal: context.journal(connection),
    parallel: context.settings.parallel,
    matchBy,
    documentType,
    policies,
    compare: entity.update && compileCompare({ schema, paths: entity.update.paths, policies }),
    compareReplaced: isReplaced ? compileCompare({ schema, paths: Object.keys(shape.fields), policies }) : undefined,
    hashOf: (dataJson) => context.hash(prefix + dataJson),
  }
}

function labelOf({ entity, label }: BoundEntity): string {
  const known: Readonly<Record<string, { readonly label: string }>> = entities
  return (Object.hasOwn(known, entity) ? known[entity]?.label : undefined) ?? label
}

function chosenMatch({ find, label }: BoundEntity, wanted: string | undefined, target: string): string | undefined {
  if (!wanted) return find?.by[0]
  if (find?.by.includes(wanted)) return wanted
  throw new SettingsError(
    find
      ? `${target} cannot look up ${label.toLowerCase()} by "${wanted}"; choose one of ${listOf(find.by)}.`
      : `${target} cannot look up ${label.toLowerCase()} at all; leave "Match by" empty.`,
    { code: 'unknown-match' },
  )
}

function chosenDocument({ documentTypes, label }: BoundEntity, wanted: string | undefined, target: string): string | undefined {
  const ids = Object.keys(documentTypes)
  if (wanted && Object.hasOwn(documentTypes, wanted)) return wanted
  if (!wanted && ids.length < 2) return ids[0]
  const choices = ids.length === 0 ? 'there are none to choose' : `choose one of ${listOf(ids)}`
  throw new SettingsError(
    wanted
      ? `${target} has no document "${wanted}" for ${label.toLowerCase()}; ${choices}.`
      : `Say what an ${label.toLowerCase()} becomes in ${target}: ${choices}.`,
    { code: 'document-type' },
  )
}

function listOf(choices: readonly string[]): string {
  return choices.length === 0 ? '(nothing)' : choices.join(', ')
}
