import type { Command } from 'commander'
import { connectors } from '#connectors/index.ts'
import type { AnyConnector } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { Field } from '#core/kit/fields.ts'
import { checkConnection, loadSecrets } from '#host/connections/open-connection.ts'
import type { StoredConnection } from '#host/connections/stored-connection.ts'
import { connectorOf } from '../connector-of.ts'
import { openAddress } from '../open-address.ts'
import { quiet, strong, warning } from '../output/style.ts'
import { formatTable, safeText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

export function addConnectionCommands(program: Command, shell: Shell): void {
  const connection = program.command('connection').description('the systems this computer can reach')

  connection
    .command('add')
    .description('adds a connection; secrets are typed, or piped as lines "field=value", never given as arguments')
    .argument('<system>', `one of: ${Object.keys(connectors).join(', ')}`)
    .addHelpText('after', () => `\n${Object.values(connectors).map(describeFields).join('\n\n')}`)
    .requiredOption('--name <name>', 'what you call it')
    .option('--set <field=value>', 'a setting; may be given several times', (value, before: string[] = []) => [...before, value])
    .option('--read-only', 'never write to it')
    .option('--no-check', 'do not try it')
    .action(async (system: string, options: { name: string; set?: string[]; readOnly?: boolean; check: boolean }) => {
      const definition = connectorOf(system)
      const settings = await askSettings(shell, definition, parseAssignments(definition, options.set ?? []))
      const store = await shell.connections()
      const added = await store.add({ name: options.name, definition, settings, readOnly: options.readOnly ?? false })
      shell.output.data({ added: publicFacts(added) })
      shell.output.line(
        `Added "${added.name}". Its secrets are in ${(await shell.vault()).kind === 'keychain' ? 'the keychain' : 'the encrypted vault'}.`,
      )
      if ((await (await shell.tokens()).stateOf(added)) === 'needed') {
        shell.output.line(`Now sign in: sluice connection sign-in ${JSON.stringify(added.name)}`)
      } else if (options.check) await check(shell, added)
    })

  connection
    .command('list')
    .description('the connections of this computer')
    .action(async () => {
      const all = await (await shell.connections()).list()
      for (const one of all) shell.output.data(publicFacts(one))
      if (all.length === 0) shell.output.line('No connections yet. Add one with: sluice connection add <system> --name <name>')
      else shell.output.line(formatTable(all.map(rowOf), { head: ['name', 'system', 'settings', ''] }))
    })

  connection
    .command('check')
    .description('asks the system who we are there')
    .argument('<name>', 'as it stands in the list')
    .action(async (name: string) => {
      await check(shell, await (await shell.connections()).resolve(name))
    })

  connection
    .command('sign-in')
    .description('says yes to Sluice in your browser, for systems that ask for it')
    .argument('<name>', 'as it stands in the list')
    .option('--no-open', 'only print the address')
    .action(async (name: string, { open }: { readonly open: boolean }) => {
      await signIn(shell, await (await shell.connections()).resolve(name), open)
    })

  connection
    .command('remove')
    .description('forgets a connection and its secrets')
    .argument('<name>', 'as it stands in the list')
    .action(async (name: string) => {
      const store = await shell.connections()
      const found = await store.resolve(name)
      await store.remove(found.id)
      await (await shell.tokens()).forget(found.id)
      await shell.bindings().forgetConnection(found.id)
      shell.output.data({ removed: found.name })
      shell.output.line(`Removed "${found.name}". Flows bound to it need another connection.`)
    })
}

/** What a connection to this system needs, so that nobody has to look it up elsewhere. */
function describeFields(definition: AnyConnector): string {
  const rows = Object.entries(definition.fields).map(([name, value]) => {
    const field = value as Field
    const how = field.kind === 'secret' ? 'secret, typed or piped' : field.optional ? 'optional' : defaultOf(field)
    return [`  ${name}`, field.label, how]
  })
  return `Settings of ${definition.id}, ${definition.label}:\n${formatTable(rows)}`
}

function defaultOf(field: Field): string {
  return field.default === undefined ? 'needed' : `${String(field.default)} when left out`
}

function parseAssignments(definition: AnyConnector, assignments: readonly string[]): Record<string, unknown> {
  const settings: Record<string, unknown> = {}
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=')
    const name = assignment.slice(0, Math.max(0, equals))
    const field = Object.hasOwn(definition.fields, name) ? (definition.fields[name] as Field) : undefined
    const fieldNames = Object.keys(definition.fields).join(', ')
    // The value is not repeated: it may be a secret given in the wrong place.
    if (!field) throw new SettingsError(`--set takes field=value, with a field of ${definition.label}: ${fieldNames}.`, { code: 'usage' })
    if (field.kind === 'secret') {
      throw new SettingsError(`"${field.label}" is a secret: type it when asked, or pipe a line "${name}=…" into the command.`, {
        code: 'usage',
        hint: 'Arguments can be read in the list of processes and stay in the history of the shell. Change this secret if it was a real one.',
      })
    }
    const value = assignment.slice(equals + 1)
    settings[name] = toSetting(field, value)
  }
  return settings
}

/** Asks for what was not given: required settings, and every secret. */
async function askSettings(
  { asking, output }: Shell,
  definition: AnyConnector,
  given: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const settings = { ...given }
  for (const [name, value] of Object.entries(definition.fields)) {
    const field = value as Field
    if (settings[name] !== undefined) continue
    const isAsked = asking.isInteractive || (field.kind === 'secret' && !field.optional)
    if (!isAsked || (field.optional && field.kind !== 'secret')) continue
    if (asking.isInteractive && field.howToObtain) output.aside(quiet(field.howToObtain))
    if (field.kind === 'secret') settings[name] = await asking.secret(`${field.label}:`, name)
    else {
      const answer = await asking.text(`${field.label}:`, field.default === undefined ? {} : { suggestion: String(field.default) })
      settings[name] = toSetting(field, answer)
    }
  }
  return settings
}

/** What was typed, as its field wants it; what is no number stays as it is, so that the complaint can show it. */
function toSetting(field: Field, typed: string): string | number | boolean {
  if (field.kind === 'number' && typed.trim() !== '' && Number.isFinite(Number(typed))) return Number(typed)
  return field.kind === 'toggle' && ['true', 'false'].includes(typed) ? typed === 'true' : typed
}

/** Waits for the yes in the browser, then shows who we are there. */
async function signIn(shell: Shell, stored: StoredConnection, isOpened: boolean): Promise<void> {
  const { output, signal } = shell
  const { url, done } = await (await shell.tokens()).signIn(stored, signal)
  output.data({ signIn: stored.name, url })
  output.line(`Say yes at ${strong(url)}`)
  if (isOpened && (await openAddress(url))) output.aside(quiet('It opens in your browser.'))
  output.aside(quiet('Waiting at most five minutes; Ctrl+C gives up.'))
  await done
  output.line(`Signed in to "${safeText(stored.name)}".`)
  await check(shell, stored)
}

async function check(shell: Shell, stored: StoredConnection): Promise<void> {
  const definition = connectorOf(stored.connectorId)
  const secrets = await loadSecrets(await shell.vault(), stored, definition)
  const result = await checkConnection(definition, stored, secrets, {
    ...{ clock: shell.clock, signal: shell.signal, log: () => undefined },
    accessTokens: (await shell.tokens()).of,
  })
  shell.output.data({ connection: stored.name, ...result })
  shell.output.line(`${strong('Connected')} to ${safeText(result.account)}${result.version ? quiet(`  ${safeText(result.version)}`) : ''}`)
  for (const one of result.warnings) shell.output.line(warning(`! ${safeText(one)}`))
}

function rowOf(stored: StoredConnection): string[] {
  const settings = Object.entries(stored.settings).map(([name, value]) => `${name}=${String(value)}`)
  return [safeText(stored.name), stored.connectorId, quiet(safeText(settings.join(' '))), stored.readOnly ? 'read-only' : '']
}

function publicFacts({ id, name, connectorId, settings, readOnly }: StoredConnection) {
  return { id, name, system: connectorId, settings, readOnly }
}
