import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { SettingsError } from '#core/kit/errors.ts'
import { type ScryptCost, type Sealed, seal } from './seal.ts'

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)
const sealed = z.object({ nonce: base64, tag: base64, data: base64 })

const vaultDocument = z.object({
  format: z.literal('sluice-vault'),
  version: z.literal(1),
  // The bounds keep a tampered file from asking for a cheap key, or for all the memory there is.
  scrypt: z.object({
    salt: base64.min(16),
    N: z
      .number()
      .int()
      .min(2 ** 17)
      .max(2 ** 20),
    r: z.literal(8),
    p: z.number().int().min(1).max(4),
  }),
  /** A known text under the key: tells a wrong passphrase from a damaged entry. */
  check: sealed,
  /** By `connectionId/field`. */
  entries: z.array(z.object({ name: z.string(), sealed })),
})

/** The encrypted file vault as it is on disk. Names are readable, secrets are not. */
export type VaultDocument = z.infer<typeof vaultDocument>

export const checkText = 'sluice'
export const checkName = 'check'

/**
 * @returns undefined when there is no file yet
 * @throws SettingsError `vault-damaged`: the file stays as it is
 */
export async function readVaultDocument(path: string): Promise<VaultDocument | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const parsed = vaultDocument.safeParse(parseOrNothing(text))
  if (parsed.success) return parsed.data
  throw new SettingsError(`The vault file ${path} is damaged or of a newer version of Sluice.`, {
    code: 'vault-damaged',
    hint: 'Restore it from a backup, or move it away and enter the credentials of your connections again.',
  })
}

export function emptyVaultDocument(cost: ScryptCost, key: Buffer): VaultDocument {
  return { format: 'sluice-vault', version: 1, scrypt: cost, check: seal(checkText, checkName, key), entries: [] }
}

export function withEntry(document: VaultDocument, name: string, text: Sealed | undefined): VaultDocument {
  const others = document.entries.filter((entry) => entry.name !== name)
  return { ...document, entries: text === undefined ? others : [...others, { name, sealed: text }] }
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
