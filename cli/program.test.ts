import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { createCapturedShell, runHere } from '#tests/support/captured-shell.ts'
import { createProgram } from './program.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-help-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const program = createProgram(createCapturedShell({ dataFolder: join(folder, 'never-made') }).shell)
const commands = everyCommand(program).map((command) => ({ path: pathOf(command), command }))
const leaves = commands.filter(({ command }) => command.commands.length === 0)

describe.each(leaves)('sluice $path --help', ({ path, command }) => {
  it('says what the command does, what every argument and option means, and shows it at work', () => {
    expect(command.description()).not.toBe('')
    for (const argument of command.registeredArguments) expect(argument.description, argument.name()).not.toBe('')
    for (const option of command.options) expect(option.description, option.flags).not.toBe('')
    expect(helpOf(command)).toContain(`Examples:\n  sluice ${path}`)
  })

  it('shows no default that means nothing to a reader', () => {
    expect(helpOf(command)).not.toMatch(/default: (\[\]|""|undefined)/)
  })
})

it('every command answers in JSON when asked', () => {
  const without = commands.filter(({ command }) => !command.options.some(({ long }) => long === '--json'))
  expect(without.map(({ path }) => path)).toEqual([])
})

it('the help of "connection add" names every setting of every system, and which are secrets', () => {
  const help = helpOf(find('connection add'))
  for (const { id, label, fields } of Object.values(connectors)) {
    expect(help).toContain(`Settings of ${id}, ${label}:`)
    for (const name of Object.keys(fields)) expect(help).toMatch(new RegExp(`^ {2}${name} `, 'm'))
  }
  expect(help).toMatch(/apiKey .*secret, typed or piped/)
})

it('the help of the program tells the exit codes', () => {
  const help = helpOf(program)
  for (const code of [0, 1, 2, 3, 4, 70]) expect(help).toMatch(new RegExp(`(^|\\s)${code}\\s`, 'm'))
})

it.each([
  [['flow', 'rum', '--json'], "unknown command 'rum'"],
  [['flow', 'run', '--json'], "missing required argument 'file'"],
  [['flow', 'run', 'a.json', '--fast', '--json'], "unknown option '--fast'"],
  [['connection', '--json'], 'Which command? None was given.'],
  [['sandbox', 'start', '--fault', 'gremlins', '--json'], 'There is no fault "gremlins"'],
])('%j is one JSON line for a program, with exit code 2', async (args, says) => {
  const { exitCode, stderr, json } = await runHere(folder, args)
  expect(json()).toEqual([
    { error: expect.objectContaining({ code: 'usage', message: expect.stringContaining(says), hint: expect.any(String) }) },
  ])
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' })
})

function everyCommand(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...everyCommand(child)])
}

function pathOf(command: Command): string {
  return command.parent?.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
}

function find(path: string): Command {
  const found = commands.find((one) => one.path === path)
  if (!found) throw new Error(`no command ${path}`)
  return found.command
}

function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({
    writeOut: (part) => {
      text += part
    },
  })
  command.outputHelp()
  return text
}
