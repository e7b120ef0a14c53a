import { z } from 'zod'
import { codeTables } from '#core/codes/code-tables.ts'

const name = z.string().min(1).max(100)
const json = z.record(z.string().max(200), z.json())

/** One kind of record going one way: the smallest thing an integration is made of. */
export const lane = z.strictObject({
  /** `order`, `customer`, `product`, `stock`, `price`, `category`. */
  entity: name,
  /** The side it comes from. */
  from: z.enum(['left', 'right']),
  /** The source's `read.fields`, where they differ from their defaults. */
  read: json.default({}),
  /** Top-level settings of the upsert node: document type, customers, field policies. */
  upsert: json.default({}),
  /** The target's `writeFields` (`settings` of the upsert node). */
  write: json.default({}),
  /** The target's `writeFields` of customers, which orders bring along (`customerSettings`). */
  customerWrite: json.default({}),
  /** For orders: chosen statuses and payment states of the neutral model; empty: all. */
  statuses: z.array(name).max(20).default([]),
  paymentStates: z.array(name).max(20).default([]),
  tables: codeTables.default([]),
})

/**
 * What a person has answered to the questions of *New integration*, as far as they got; what is left out stands at its default.
 * From complete answers `buildFlow` makes an ordinary flow.
 */
export const answers = z.strictObject({
  /** Connector ids. */
  left: name.optional(),
  right: name.optional(),
  lanes: z.array(lane).max(12).default([]),
  flowName: z.string().max(200).optional(),
  /**
   * Orders placed before this moment are left alone, where the source can tell; null: all there are. A shop's old orders are in its
   * books already.
   */
  ordersSince: z.iso.datetime({ offset: true }).nullable().optional(),
  /** Minutes between two runs; null: by hand only. */
  everyMinutes: z.int().min(1).max(1_440).nullable().default(5),
  timeZone: z.string().max(60).optional(),
  /** Of the page the questions were asked in: the flow's names and notes are in it. */
  language: z.enum(['en', 'nl']).optional(),
})

export type Lane = z.infer<typeof lane>
export type Answers = z.infer<typeof answers>
