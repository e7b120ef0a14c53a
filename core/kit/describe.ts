import type { EntityCodes } from '#core/codes/code-kinds.ts'
import type { AnyConnector } from './define-connector.ts'
import type { AnyNode } from './define-node.ts'
import type { Field, FieldOptions, Fields } from './fields.ts'
import type { Json } from './record.ts'

/** A setting as plain data: all a form, a help page or another program needs to know of it. */
export interface FieldEntry {
  readonly name: string
  readonly kind: Field['kind']
  readonly label: string
  readonly help?: string
  readonly howToObtain?: string
  readonly isOptional: boolean
  readonly default?: Json
  readonly choices?: Readonly<Record<string, string>>
  /** The list of the live system the value is chosen from. */
  readonly list?: string
  /** Everything a form holds a value against. */
  readonly options?: FieldOptions
}

export interface NodeEntry {
  readonly type: string
  readonly version: number
  readonly label: string
  readonly summary: string
  readonly category: string
  readonly icon: string
  readonly effect: string
  readonly inputs: 0 | 1 | 'failures'
  readonly outputs: readonly string[]
  readonly fields: readonly FieldEntry[]
}

export interface ConnectorEntry {
  readonly id: string
  readonly label: string
  readonly summary: string
  readonly hue: string
  readonly fields: readonly FieldEntry[]
  readonly entities: readonly EntityEntry[]
  readonly lists: readonly { readonly id: string; readonly label: string }[]
  /** Why it cannot do what somebody may ask of it, by kind of record. */
  readonly cannot: NonNullable<AnyConnector['cannot']>
}

export interface EntityEntry {
  readonly entity: string
  readonly label: string
  /** What this system can do with it; what is missing here it cannot do. */
  readonly can: readonly ('read' | 'find' | 'create' | 'update')[]
  readonly findBy: readonly string[]
  readonly documentTypes: Readonly<Record<string, string>>
  readonly readFields: readonly FieldEntry[]
  readonly writeFields: readonly FieldEntry[]
  readonly codes: EntityCodes
}

/** A node's palette entry, form and help, without its code. */
export function describeNode({ type, version, label, summary, category, icon, effect, inputs, outputs, fields }: AnyNode): NodeEntry {
  return { type, version, label, summary, category, icon, effect, inputs, outputs, fields: describeFields(fields) }
}

/** What a system is, asks for and can do, without its code. */
export function describeConnector({ id, label, summary, hue, fields, entities, lists = {}, cannot = {} }: AnyConnector): ConnectorEntry {
  return {
    ...{ id, label, summary, hue },
    fields: describeFields(fields),
    entities: Object.values(entities).map((one) => ({
      entity: one.entity,
      label: one.label,
      can: (['read', 'find', 'create', 'update'] as const).filter((ability) => one[ability] !== undefined),
      findBy: one.find?.by ?? [],
      documentTypes: one.documentTypes ?? {},
      readFields: describeFields(one.read?.fields ?? {}),
      writeFields: describeFields(one.writeFields ?? {}),
      codes: one.codes ?? {},
    })),
    cannot,
    lists: Object.entries(lists).map(([list, one]) => ({ id: list, label: one.label })),
  }
}

/** The fields again, for whoever has only their description and wants to hold settings against them (`checkSettings`). */
export function toFields(entries: readonly FieldEntry[]): Fields {
  return Object.fromEntries(
    entries.map(({ name, kind, label, help, howToObtain, isOptional, default: value, options }) => [
      name,
      { kind, label, help, howToObtain, optional: isOptional, default: value, options },
    ]),
  )
}

function describeFields(fields: Fields): readonly FieldEntry[] {
  return Object.entries(fields).map(([name, { kind, label, help, howToObtain, optional, default: value, options }]) => ({
    ...{ name, kind, label, help, howToObtain },
    isOptional: optional || value !== undefined,
    // Defaults are settings, and settings are stored as JSON.
    default: value as Json | undefined,
    choices: options?.choices,
    list: options?.list,
    options,
  }))
}
