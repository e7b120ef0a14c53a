import type { Json } from './record.ts'

/**
 * A setting of a node, a connection or an entity. From one declaration come the form, the validation, the type and the help.
 * `Value` is what the setting is after parsing; it exists only for inference.
 */
export interface Field<Value = unknown, Kind extends FieldKind = FieldKind> {
  readonly kind: Kind
  readonly label: string
  readonly help?: string
  /** For credentials: where a bookkeeper finds this value. */
  readonly howToObtain?: string
  readonly optional: boolean
  readonly default?: Value
  readonly options?: FieldOptions
  readonly [inferred]?: Value
}

declare const inferred: unique symbol

export type FieldKind =
  | 'text'
  | 'number'
  | 'decimal'
  | 'toggle'
  | 'choice'
  | 'choices'
  | 'texts'
  | 'moment'
  | 'secret'
  | 'slot'
  | 'entity'
  | 'condition'
  | 'mappings'
  | 'valueMap'
  | 'codeTables'
  | 'liveChoice'
  | 'nodes'
  | 'fieldPolicies'
  | 'object'

export interface FieldOptions {
  readonly min?: number
  readonly max?: number
  readonly maxLength?: number
  readonly pattern?: { readonly expression: string; readonly says: string }
  readonly choices?: Readonly<Record<string, string>>
  /** For `liveChoice`: which list of the connection named by the slot field: `taxes`, `payment-terms`. */
  readonly list?: string
  readonly slotField?: string
  /** For `slot`: what the connection must be able to do. */
  readonly does?: 'read' | 'write'
  /** For `slot`: only the editor asks it, for its lists; a node works without it. */
  readonly listsOnly?: boolean
  readonly when?: FieldWhen
  /** Seldom changed: a form folds it away while it stands at its default. */
  readonly rare?: boolean
  /** Of what a target asks for orders: the documents that cannot be made without it, however optional it is for others. */
  readonly neededFor?: readonly string[]
  /** For `text`: what a form offers to choose from; other values stay allowed. */
  readonly offers?: FieldOffers
  /** For `object` and `fieldPolicies`: the kind of record they are about, where it is not the one of the entity field. */
  readonly entity?: string
}

/** Other settings and the values of theirs with which this one matters; a form shows it only then. Never a matter of validation. */
export type FieldWhen = Readonly<Record<string, readonly Json[]>>

/** Depending on the slot and entity chosen: what records are recognised by, the documents they can become. Or: kinds of record. */
export type FieldOffers = 'match-keys' | 'document-types' | 'entities'

export type Fields = Readonly<Record<string, Field>>

type ValueOf<F> = F extends Field<infer V, FieldKind> ? V : never
type OptionalKeys<F extends Fields> = { [K in keyof F]: undefined extends ValueOf<F[K]> ? K : never }[keyof F]

/** The parsed settings of a set of fields. */
export type ValuesOf<F extends Fields> = { readonly [K in Exclude<keyof F, OptionalKeys<F>>]: ValueOf<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: ValueOf<F[K]>
}

interface Common {
  readonly label: string
  readonly help?: string
  readonly howToObtain?: string
  readonly when?: FieldWhen
  readonly rare?: boolean
  readonly neededFor?: readonly string[]
}
type Maybe<V, O> = O extends { readonly optional: true } ? V | undefined : V

function make<V, K extends FieldKind>(
  kind: K,
  common: Common & { readonly optional?: boolean; readonly default?: unknown },
  options?: FieldOptions,
): Field<V, K> {
  return {
    kind,
    label: common.label,
    help: common.help,
    howToObtain: common.howToObtain,
    optional: common.optional ?? false,
    // The constructor's own signature has typed the default already.
    default: common.default as V | undefined,
    options:
      common.when || common.rare || common.neededFor
        ? { ...options, when: common.when, rare: common.rare, neededFor: common.neededFor }
        : options,
  }
}

/** Field constructors. Settings types are inferred from them: `field.choice({ options: { a: …, b: … } })` is `'a' | 'b'`. */
export const field = {
  text: <
    const O extends Common & {
      optional?: boolean
      default?: string
      maxLength?: number
      pattern?: FieldOptions['pattern']
      offers?: FieldOffers
    },
  >(
    o: O,
  ) => make<Maybe<string, O>, 'text'>('text', o, { maxLength: o.maxLength ?? 1_000, pattern: o.pattern, offers: o.offers }),
  number: <const O extends Common & { optional?: boolean; default?: number; min?: number; max?: number }>(o: O) =>
    make<Maybe<number, O>, 'number'>('number', o, { min: o.min, max: o.max }),
  /** A decimal string: `"12.50"`. */
  decimal: <const O extends Common & { optional?: boolean; default?: string }>(o: O) => make<Maybe<string, O>, 'decimal'>('decimal', o),
  toggle: <const O extends Common & { default: boolean }>(o: O) => make<boolean, 'toggle'>('toggle', o),
  choice: <
    const C extends Readonly<Record<string, string>>,
    const O extends Common & { optional?: boolean; default?: keyof C & string; options: C },
  >(
    o: O & { options: C },
  ) => make<Maybe<keyof C & string, O>, 'choice'>('choice', o, { choices: o.options }),
  choices: <
    const C extends Readonly<Record<string, string>>,
    const O extends Common & { default?: readonly (keyof C & string)[]; options: C },
  >(
    o: O & { options: C },
  ) => make<readonly (keyof C & string)[], 'choices'>('choices', o, { choices: o.options }),
  texts: <const O extends Common & { optional?: boolean; default?: readonly string[] }>(o: O) =>
    make<Maybe<readonly string[], O>, 'texts'>('texts', o),
  /** An ISO moment with its offset: `2026-11-22T09:00:00+01:00`. */
  moment: <const O extends Common & { optional?: boolean; default?: string }>(o: O) => make<Maybe<string, O>, 'moment'>('moment', o),
  secret: <const O extends Common & { howToObtain: string; optional?: boolean }>(o: O) => make<Maybe<string, O>, 'secret'>('secret', o),
  slot: <const O extends Common & { does: 'read' | 'write'; listsOnly?: boolean }>(o: O) =>
    make<O extends { readonly listsOnly: true } ? string | undefined : string, 'slot'>(
      'slot',
      { ...o, optional: o.listsOnly },
      { does: o.does, listsOnly: o.listsOnly },
    ),
  entity: (o: Common) => make<string, 'entity'>('entity', o),
  /** A condition tree (`core/mapping/condition.ts`); parsed by the node that uses it. */
  condition: <const O extends Common & { optional?: boolean }>(o: O) => make<Maybe<Json, O>, 'condition'>('condition', o),
  mappings: (o: Common) => make<Json, 'mappings'>('mappings', o),
  valueMap: <const O extends Common & { optional?: boolean }>(o: O) => make<Maybe<Json, O>, 'valueMap'>('valueMap', o),
  /** Tables that match the codes of two systems (`core/codes/code-tables.ts`); parsed by the node that uses them. */
  codeTables: (o: Common) => make<Json, 'codeTables'>('codeTables', o),
  liveChoice: <const O extends Common & { list: string; slotField?: string; optional?: boolean; default?: string }>(o: O) =>
    make<Maybe<string, O>, 'liveChoice'>('liveChoice', o, { list: o.list, slotField: o.slotField }),
  nodes: <const O extends Common & { optional?: boolean }>(o: O) => make<Maybe<readonly string[], O>, 'nodes'>('nodes', o),
  /** Per field path: when may it be sent. */
  fieldPolicies: (o: Common & { entity?: string }) =>
    make<Readonly<Record<string, FieldPolicy>> | undefined, 'fieldPolicies'>(
      'fieldPolicies',
      { ...o, optional: true },
      { entity: o.entity },
    ),
  /** What a system demands for a kind of record (`writeFields`) or lets choose (`read.fields`). */
  object: <const O extends Common & { optional?: boolean; entity?: string }>(o: O) =>
    make<Maybe<Readonly<Record<string, Json>>, O>, 'object'>('object', o, { entity: o.entity }),
}

/** When a field may be sent to the target. */
export type FieldPolicy = 'always' | 'on-create' | 'on-update' | 'if-empty' | 'never'
