/**
 * How an XML structure of the till is built: its elements in the order its schema demands, and what each holds.
 * One shape writes requests, reads answers and gives the TypeScript types of both. Elements a shape does not name are read as
 * they come and never written; the shapes of what we update therefore name them all.
 */
export type Member = Leaf | Structure | Repeated | List | Opaque

export type Members = { readonly [name: string]: Member }

/** One value. Numbers stay text: `articleNumber` is a 64-bit whole number, which a JavaScript number would round. */
export interface Leaf<Kind extends 'text' | 'integer' | 'decimal' | 'boolean' = 'text' | 'integer' | 'decimal' | 'boolean'> {
  readonly kind: Kind
}

/** An element whose inside we never look at: read as it comes, and sent back the same. */
export interface Opaque {
  readonly kind: 'opaque'
}

/** Elements in a fixed order. `type` is the schema's name for it. */
export interface Structure<M extends Members = Members> {
  readonly kind: 'structure'
  readonly type: string
  readonly members: M
}

/** The element itself repeats: `<groupNumbers>3</groupNumbers><groupNumbers>7</groupNumbers>`. */
export interface Repeated<Of extends Leaf | Structure = Leaf | Structure> {
  readonly kind: 'repeated'
  readonly of: Of
}

/** A wrapper around repeated elements: `<lineList><line/><line/></lineList>`; in our data just the array. */
export interface List<Of extends Leaf | Structure = Leaf | Structure> {
  readonly kind: 'list'
  readonly element: string
  readonly of: () => Of
}

export const text: Leaf<'text'> = { kind: 'text' }
export const integer: Leaf<'integer'> = { kind: 'integer' }
export const decimal: Leaf<'decimal'> = { kind: 'decimal' }
export const boolean: Leaf<'boolean'> = { kind: 'boolean' }

export const opaque: Opaque = { kind: 'opaque' }

export function structure<M extends Members>(type: string, members: M): Structure<M> {
  return { kind: 'structure', type, members }
}

export function repeated<Of extends Leaf | Structure>(of: Of): Repeated<Of> {
  return { kind: 'repeated', of }
}

export function list<Of extends Leaf | Structure>(element: string, of: () => Of): List<Of> {
  return { kind: 'list', element, of }
}

type Many = Repeated | List

/** What reading gives: absent and empty values are left out, lists are always arrays. */
export type Parsed<M> =
  M extends Leaf<infer Kind>
    ? [Kind] extends ['boolean']
      ? boolean
      : string
    : M extends Structure<infer Inner>
      ? { readonly [K in keyof Inner as Inner[K] extends Many ? K : never]: Parsed<Inner[K]> } & {
          readonly [K in keyof Inner as Inner[K] extends Many ? never : K]?: Parsed<Inner[K]>
        }
      : M extends Repeated<infer Of>
        ? readonly Parsed<Of>[]
        : M extends List<infer Of>
          ? readonly Parsed<Of>[]
          : unknown

/** What writing takes: undefined leaves the element out, an empty list writes an empty wrapper. */
export type Draft<M> =
  M extends Leaf<infer Kind>
    ? [Kind] extends ['boolean']
      ? boolean
      : string
    : M extends Structure<infer Inner>
      ? { readonly [K in keyof Inner]?: Draft<Inner[K]> | undefined }
      : M extends Repeated<infer Of>
        ? readonly Draft<Of>[]
        : M extends List<infer Of>
          ? readonly Draft<Of>[]
          : unknown
