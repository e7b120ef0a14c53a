import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { ConnectorDefinition } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { Fields } from '#core/kit/fields.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { Clock } from '#core/kit/ports.ts'
import { parseOrigin } from '#host/http/origin.ts'
import type { Vault } from '#host/vault/vault.ts'
import { openJsonFile } from './json-file.ts'
import { nearNames } from './near-names.ts'
import { partSettings } from './secret-settings.ts'
import { type StoredConnection, storedConnection } from './stored-connection.ts'

export interface NewConnection<F extends Fields> {
  readonly name: string
  readonly definition: Pick<ConnectorDefinition<F, never>, 'id' | 'label' | 'fields' | 'origin'>
  /** As typed, secrets among them; they go to the vault and nowhere else. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Never written to; false when absent. */
  readonly readOnly?: boolean
  /** Leads to a practice system on this computer; false when absent. */
  readonly isPractice?: boolean
}

/** The connections of this machine, in `connections.json` of the data folder. */
export interface ConnectionStore {
  list(): Promise<readonly StoredConnection[]>
  /** @throws SettingsError `unknown-connection` */
  get(id: string): Promise<StoredConnection>
  /** By id, or by name, letter case aside. @throws SettingsError `unknown-connection` that suggests near names */
  resolve(nameOrId: string): Promise<StoredConnection>
  /** @throws SettingsError for settings that do not fit, an address that is none, or a name that is taken */
  add<F extends Fields>(connection: NewConnection<F>): Promise<StoredConnection>
  /** New settings for a connection; a secret left out or empty stays as it is. */
  change<F extends Fields>(id: string, connection: Omit<NewConnection<F>, 'name'>): Promise<StoredConnection>
  rename(id: string, name: string): Promise<StoredConnection>
  setReadOnly(id: string, readOnly: boolean): Promise<StoredConnection>
  /** Takes the secrets out of the vault as well. */
  remove(id: string): Promise<void>
}

const document = z.object({ version: z.literal(1), connections: z.array(storedConnection) })

export function openConnectionStore({
  dataFolder,
  vault,
  clock,
}: {
  readonly dataFolder: string
  readonly vault: Vault
  readonly clock: Clock
}): ConnectionStore {
  const file = openJsonFile({ path: join(dataFolder, 'connections.json'), schema: document, empty: { version: 1, connections: [] } })

  const list = async (): Promise<readonly StoredConnection[]> => (await file.read()).connections

  async function get(id: string): Promise<StoredConnection> {
    return find(await list(), id)
  }

  async function saveSecrets(id: string, secrets: Readonly<Record<string, string>>): Promise<void> {
    for (const [field, value] of Object.entries(secrets)) await vault.set(id, field, value)
  }

  async function forgetSecrets(id: string, fields: readonly string[]): Promise<void> {
    for (const field of fields) await vault.delete(id, field)
  }

  return {
    list,
    get,
    async resolve(nameOrId) {
      const all = await list()
      const found =
        all.find(({ id }) => id === nameOrId) ??
        all.find(({ name }) => name === nameOrId) ??
        all.find(({ name }) => isSameName(name, nameOrId))
      if (found) return found
      throw unknownConnection(nameOrId, all)
    },
    async add({ name, definition, settings, readOnly = false, isPractice = false }) {
      const id = randomUUID()
      const { plain, secrets } = checkedSettings(definition, settings, name)
      const added: StoredConnection = {
        id,
        name: name.trim(),
        connectorId: definition.id,
        settings: plain,
        secretFields: Object.keys(secrets),
        readOnly,
        ...(isPractice && { isPractice }),
        createdAt: clock.now().toISOString(),
      }
      refuseName(await list(), added)
      // Secrets first: a connection in the list without its secrets would look whole and fail at night.
      await saveSecrets(id, secrets)
      try {
        await file.change((before) => {
          refuseName(before.connections, added)
          return { ...before, connections: [...before.connections, added] }
        })
      } catch (error) {
        await forgetSecrets(id, added.secretFields)
        throw error
      }
      return added
    },
    async change(id, { definition, settings, readOnly }) {
      const before = await get(id)
      if (before.connectorId !== definition.id) {
        throw new SettingsError(`"${before.name}" is a connection of another kind than ${definition.label}.`, { code: 'other-connector' })
      }
      const kept: Record<string, string> = {}
      for (const field of before.secretFields) {
        const secret = settings[field] ? undefined : await vault.get(id, field)
        if (secret !== undefined) kept[field] = secret
      }
      const { plain, secrets } = checkedSettings(definition, { ...settings, ...kept }, before.name)
      await saveSecrets(id, Object.fromEntries(Object.entries(secrets).filter(([field]) => !Object.hasOwn(kept, field))))
      const changed = await file.change((document) =>
        replace(document, id, (one) => ({
          ...one,
          settings: plain,
          secretFields: Object.keys(secrets),
          readOnly: readOnly ?? one.readOnly,
        })),
      )
      return find(changed.connections, id)
    },
    async rename(id, name) {
      const changed = await file.change((before) => {
        const renamed = { ...find(before.connections, id), name: name.trim() }
        refuseName(before.connections, renamed)
        return replace(before, id, () => renamed)
      })
      return find(changed.connections, id)
    },
    async setReadOnly(id, readOnly) {
      const changed = await file.change((before) => replace(before, id, (one) => ({ ...one, readOnly })))
      return find(changed.connections, id)
    },
    async remove(id) {
      const { secretFields } = await get(id)
      await file.change((before) => ({ ...before, connections: before.connections.filter((one) => one.id !== id) }))
      await forgetSecrets(id, secretFields)
    },
  }
}

function checkedSettings<F extends Fields>(
  definition: NewConnection<F>['definition'],
  settings: Readonly<Record<string, unknown>>,
  name: string,
) {
  const parsed = parseSettings(definition.fields, settings, `the settings of ${definition.label}`)
  parseOrigin(definition.origin(parsed), name)
  return partSettings(definition.fields, parsed)
}

function replace(before: z.infer<typeof document>, id: string, change: (one: StoredConnection) => StoredConnection) {
  return { ...before, connections: before.connections.map((one) => (one.id === id ? change(one) : one)) }
}

function find(connections: readonly StoredConnection[], id: string): StoredConnection {
  const found = connections.find((one) => one.id === id)
  if (!found) throw unknownConnection(id, connections)
  return found
}

function refuseName(connections: readonly StoredConnection[], { id, name }: StoredConnection): void {
  // Control characters would forge lines in lists and logs.
  if (name === '' || name.length > 100 || /\p{Cc}/u.test(name)) {
    throw new SettingsError('The name of a connection has 1 to 100 characters, on one line.', { code: 'connection-name' })
  }
  if (connections.some((one) => one.id !== id && isSameName(one.name, name))) {
    throw new SettingsError(`There is already a connection named "${name}".`, {
      code: 'connection-name-taken',
      hint: 'Choose another name: flows are bound to connections by it.',
    })
  }
}

function isSameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

function unknownConnection(wanted: string, connections: readonly StoredConnection[]): SettingsError {
  const names = connections.map(({ name }) => name)
  const near = nearNames(wanted, names)
  const [hint] = [
    near.length > 0 && `Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`,
    names.length > 0 && `There are: ${names.slice(0, 10).join(', ')}.`,
    'There is no connection on this computer yet: add one first.',
  ].filter((text) => text !== false)
  return new SettingsError(`There is no connection "${wanted}".`, { code: 'unknown-connection', hint })
}
