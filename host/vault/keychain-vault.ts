import { randomUUID } from 'node:crypto'
import { AsyncEntry } from '@napi-rs/keyring'
import { BusyError } from '#core/kit/errors.ts'
import { secretName, type Vault } from './vault.ts'

/** Under this name the secrets are found in Keychain Access, Credential Manager or Seahorse. */
const service = 'Sluice'

/** Windows keeps at most 2,560 bytes of UTF-16 under one name; longer secrets (OAuth tokens) are kept in parts. */
const longestPart = 1_000
const partsMark = 'sluice-parts:'

/** A locked keychain asks the person first; a keychain that nobody unlocks must not hang a run for ever. */
const longestWaitMs = 120_000

/** The operating system's keychain. */
export function createKeychainVault(): Vault {
  return {
    kind: 'keychain',
    async get(connectionId, field) {
      const name = secretName(connectionId, field)
      const head = await read(name)
      const parts = partsOf(head)
      if (parts === undefined) return head
      const texts = await Promise.all(parts.map((part) => read(`${name}#${part}`)))
      // A missing part makes the whole worthless: as good as never stored.
      return texts.every((text) => text !== undefined) ? texts.join('') : undefined
    },
    async set(connectionId, field, value) {
      const name = secretName(connectionId, field)
      const before = partsOf(await read(name)) ?? []
      if (value.length <= longestPart && !value.startsWith(partsMark)) await write(name, value)
      else await writeParts(name, value)
      for (const part of before) await remove(`${name}#${part}`)
    },
    async delete(connectionId, field) {
      const name = secretName(connectionId, field)
      const parts = partsOf(await read(name)) ?? []
      const wasThere = await remove(name)
      for (const part of parts) await remove(`${name}#${part}`)
      return wasThere
    },
    has: async (connectionId, field) => (await read(secretName(connectionId, field))) !== undefined,
  }
}

/**
 * Tries the keychain with a probe entry: written, read, deleted.
 * @returns undefined when it works, else the reason in words
 */
export async function keychainProblem(patienceMs = 30_000): Promise<string | undefined> {
  const name = `probe/${randomUUID()}`
  const probe = async (): Promise<string | undefined> => {
    await write(name, 'probe', patienceMs)
    const found = await read(name, patienceMs)
    await remove(name, patienceMs)
    return found === 'probe' ? undefined : 'The keychain does not give back what was stored in it.'
  }
  try {
    return await probe()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The parts are written before the head names them, so that a crash in between leaves the old secret whole. */
async function writeParts(name: string, value: string): Promise<void> {
  const generation = randomUUID().slice(0, 8)
  const count = Math.ceil(value.length / longestPart)
  for (let index = 0; index < count; index++) {
    await write(`${name}#${generation}-${index}`, value.slice(index * longestPart, (index + 1) * longestPart))
  }
  await write(name, `${partsMark}${generation}:${count}`)
}

function partsOf(head: string | undefined): readonly string[] | undefined {
  const match = /^sluice-parts:([0-9a-f]{8}):(\d{1,5})$/.exec(head ?? '')
  if (!match) return undefined
  return Array.from({ length: Number(match[2]) }, (_, index) => `${match[1]}-${index}`)
}

const read = (name: string, patienceMs = longestWaitMs) => ask(async () => (await entry(name).getPassword()) ?? undefined, patienceMs)
const write = (name: string, value: string, patienceMs = longestWaitMs) => ask(() => entry(name).setPassword(value), patienceMs)
const remove = (name: string, patienceMs = longestWaitMs) => ask(() => entry(name).deleteCredential(), patienceMs)

function entry(name: string): AsyncEntry {
  // Without naming the store the package falls back to the kernel's keyring, which forgets everything at the next restart.
  return new AsyncEntry(service, name, { linux: { store: 'secret-service' } })
}

async function ask<T>(question: () => Promise<T>, patienceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not answer; it may be waiting to be unlocked')), patienceMs)
  })
  try {
    return await Promise.race([question(), impatience])
  } catch (error) {
    throw new BusyError(`The keychain of this computer cannot be used: ${error instanceof Error ? error.message : String(error)}.`, {
      code: 'keychain-unavailable',
      hint: 'Unlock the keychain (sign in to the desktop), or use a passphrase: SLUICE_PASSPHRASE.',
    })
  } finally {
    clearTimeout(timer)
  }
}
