import { type Command, InvalidArgumentError } from 'commander'
import type { Fault, FaultKind } from '#connectors/sandbox-kit/faults.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { practiceSystems } from '#host/practice/practice-systems.ts'
import { quiet, strong } from '../output/style.ts'
import type { Shell } from '../shell.ts'
import { wholeNumber } from './runs.ts'

const faultKinds: Readonly<Record<FaultKind, string>> = {
  'too-many-requests': '429, with retryAfterS or without',
  'status-500': 'an error page',
  'status-502': 'an error page',
  'status-503': 'an error page',
  'answer-lost': 'carried out, then cut off',
  'connection-cut': 'cut off before anything is done',
  'credentials-expired': 'the credentials count as wrong',
  latency: 'slow by delayMs',
  silence: 'accepts and never answers',
}

const faultHelp = `what goes wrong: kind[,rate=0.1][,on=createOrder][,times=3][,after=2][,retryAfterS=5][,delayMs=500]
kinds: ${Object.keys(faultKinds).join(', ')}`

const numbers = ['rate', 'times', 'after', 'retryAfterS', 'delayMs']

interface StartOptions {
  readonly seed: string
  readonly orders: string
  readonly fault?: readonly Fault[]
}

export function addSandboxCommands(program: Command, shell: Shell): void {
  program
    .command('sandbox')
    .description('practice systems on this computer, with demo data')
    .command('start')
    .description('starts them and keeps them running until Ctrl+C')
    .argument('[systems...]', `which: ${Object.keys(practiceSystems).join(', ')}; all by default`)
    .option('--seed <n>', 'the same number gives the same shop', '1')
    .option('--orders <n>', 'orders in the till', '320')
    .option('--fault <fault>', faultHelp, (value, before: readonly Fault[] = []) => [...before, parseFault(value)])
    .action(async (systems: string[], { seed, orders, fault = [] }: StartOptions) => {
      const { output, signal } = shell
      const names = systems.length > 0 ? systems : Object.keys(practiceSystems)
      const unknown = names.find((name) => !Object.hasOwn(practiceSystems, name))
      if (unknown !== undefined)
        throw new SettingsError(`There is no practice system "${unknown}".`, {
          code: 'usage',
          hint: `There are: ${Object.keys(practiceSystems).join(', ')}.`,
        })
      const options = { seed: wholeNumber('--seed', seed), orderCount: wholeNumber('--orders', orders), faults: fault }
      const started = await Promise.all(names.map((name) => practiceSystems[name]?.(options)))
      for (const system of started) {
        if (!system) continue
        output.data({ system: system.connectorId, origin: system.server.origin, settings: system.settings })
        output.line(`${strong(system.connectorId)} ${system.server.origin}`)
        for (const [name, value] of Object.entries(system.settings)) output.line(quiet(`  ${name} = ${value}`))
      }
      output.line(quiet('\nPractice data in memory only; the secrets above open nothing else. Ctrl+C ends it.'))
      await new Promise<void>((resolve) => {
        if (signal.aborted) resolve()
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      await Promise.all(started.map((system) => system?.server.close()))
    })
}

/** `latency,delayMs=500,on=createOrder` → the fault. @throws InvalidArgumentError that names the part and what there is. */
export function parseFault(text: string): Fault {
  const [kind = '', ...parts] = text.split(',')
  if (!Object.hasOwn(faultKinds, kind))
    throw new InvalidArgumentError(`There is no fault "${kind}". Kinds: ${Object.keys(faultKinds).join(', ')}.`)
  const facts = parts.map((part) => {
    const equals = part.indexOf('=')
    return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)]
  })
  for (const [name = '', value = ''] of facts) {
    if (name === 'on' && value === '') throw new InvalidArgumentError('"on" needs a part of the name of a request.')
    if (name === 'on') continue
    if (!numbers.includes(name) || !/^\d+(\.\d+)?$/.test(value))
      throw new InvalidArgumentError(`"${name}" is no part of a fault, or has no number. Write ${faultHelp}`)
    if (name === 'rate' && Number(value) > 1) throw new InvalidArgumentError(`rate=${value} is no share; it goes from 0 to 1.`)
  }
  // The kind has just been looked up, and the parts are named as in Fault.
  return {
    kind: kind as FaultKind,
    ...Object.fromEntries(facts.map(([name = '', value = '']) => [name, name === 'on' ? value : Number(value)])),
  }
}
