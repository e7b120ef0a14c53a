/** Where the secrets of connections are kept. Every function may ask the person (unlock the keychain, a passphrase) and so may take long. */
export interface Vault {
  readonly kind: 'keychain' | 'file'
  /** @returns undefined when nothing was ever stored under that name */
  get(connectionId: string, field: string): Promise<string | undefined>
  set(connectionId: string, field: string, value: string): Promise<void>
  /** @returns false when there was nothing */
  delete(connectionId: string, field: string): Promise<boolean>
  has(connectionId: string, field: string): Promise<boolean>
}

/** The name of a secret, in the keychain as in the file. */
export function secretName(connectionId: string, field: string): string {
  return `${connectionId}/${field}`
}
