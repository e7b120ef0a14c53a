import type { Vault } from '#host/vault/vault.ts'

/** A vault that forgets; stands in for the keychain where a test is not about it. */
export function createMemoryVault(): Vault & { readonly contents: ReadonlyMap<string, string> } {
  const contents = new Map<string, string>()
  const name = (connectionId: string, field: string) => `${connectionId}/${field}`
  return {
    kind: 'keychain',
    contents,
    get: async (connectionId, field) => contents.get(name(connectionId, field)),
    set: async (connectionId, field, value) => void contents.set(name(connectionId, field), value),
    delete: async (connectionId, field) => contents.delete(name(connectionId, field)),
    has: async (connectionId, field) => contents.has(name(connectionId, field)),
  }
}
