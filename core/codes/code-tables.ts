import { z } from 'zod'
import { type CodeKind, codeKindNames } from './code-kinds.ts'

/** What becomes of a record whose code is in no row. `wait`: it is set aside without being a failure, and tried again by every run. */
export const missingPolicies = ['fail', 'default', 'wait'] as const
export type MissingPolicy = (typeof missingPolicies)[number]

const code = z.string().max(200)

const codeRow = z.strictObject({
  /** Absent: any code of the source, or none. */
  from: code.min(1).optional(),
  /** ISO 3166-1 alpha-2 of the address the goods go to; absent: any country. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'is not a country code such as "NL"')
    .optional(),
  to: code.min(1),
})

const codeTable = z.strictObject({
  kind: z.enum(codeKindNames as readonly [CodeKind, ...CodeKind[]]),
  rows: z.array(codeRow).max(2_000),
  missing: z.enum(missingPolicies).default('fail'),
  /** For `missing: default`. */
  default: code.optional(),
  /** Where the code is read and written, as mappings say it, where it is not the usual place of its kind. */
  source: z.string().max(200).optional(),
  target: z.string().max(200).optional(),
})

/** The tables of one `codes` node: at most one of each kind. */
export const codeTables = z.array(codeTable).max(codeKindNames.length)

export type CodeRow = z.infer<typeof codeRow>
export type CodeTable = z.infer<typeof codeTable>
