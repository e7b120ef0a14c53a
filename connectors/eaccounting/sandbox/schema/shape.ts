/** A record of the vendor's API: its members in the vendor's order. */
export interface Shape {
  readonly type: string
  readonly fields: Readonly<Record<string, Member>>
}

export interface Member {
  readonly kind: 'text' | 'uuid' | 'moment' | 'boolean' | 'integer' | 'number' | 'list' | 'any'
  readonly max?: number
  readonly from?: number
  readonly to?: number
  readonly nullable?: boolean
  readonly required?: boolean
  /** Set by the vendor; what a write says is ignored. */
  readonly readOnly?: boolean
  readonly of?: () => Shape
}

export type Row = Readonly<Record<string, unknown>>
