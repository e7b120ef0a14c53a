import { z } from 'zod'
import type { ContractError } from '#core/contract/reply.ts'

const facts = z.object({
  problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  path: z.string().optional(),
})

/** The places an error is about, as far as its facts tell. */
export function placesOf({ facts: given, message }: ContractError): readonly { readonly path: string; readonly message: string }[] {
  const read = facts.safeParse(given).data
  if (read?.problems) return read.problems
  return read?.path !== undefined ? [{ path: read.path, message }] : []
}
