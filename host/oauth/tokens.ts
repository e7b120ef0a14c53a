import { z } from 'zod'

/** What a sign-in gave, as it lies in the vault. Never leaves the host but as an access token on a request. */
export const storedTokens = z.object({
  accessToken: z.string().min(1),
  /** Milliseconds since 1970; null where the vendor says nothing. */
  expiresAt: z.number().nullable(),
  refreshToken: z.string().optional(),
  /** The person has to sign in again: what is here was refused for good. */
  isRefused: z.boolean().optional(),
})

export type Tokens = Readonly<z.infer<typeof storedTokens>>

/** The name under which tokens lie in the vault, beside the secrets of the connection. No field of a connector may be called so. */
export const tokensField = 'oauth-tokens'

export function parseTokens(text: string | undefined): Tokens | undefined {
  if (text === undefined) return undefined
  try {
    return storedTokens.safeParse(JSON.parse(text)).data
  } catch {
    // Damaged by hand: as if there were none, so that the person signs in anew.
    return undefined
  }
}
