import { z } from 'zod'
import type { Json } from '#core/kit/record.ts'

const json: z.ZodType<Json> = z.json()

export const storedConnection = z.object({
  id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  name: z.string().min(1).max(100),
  connectorId: z.string().min(1),
  settings: z.record(z.string(), json),
  /** Names of the secrets that are in the vault; not their values. */
  secretFields: z.array(z.string()),
  readOnly: z.boolean(),
  /** Leads to a practice system on this computer. */
  isPractice: z.boolean().optional(),
  createdAt: z.iso.datetime({ offset: true }),
})

/** A system account on this machine, without its secrets. */
export type StoredConnection = Readonly<z.infer<typeof storedConnection>>
