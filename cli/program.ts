import { Command } from 'commander'
import { SettingsError } from '#core/kit/errors.ts'
import { addConnectionCommands } from './commands/connection.ts'
import { addDescribeCommand } from './commands/describe.ts'
import { addFlowCommands } from './commands/flow.ts'
import { addLogCommand } from './commands/log.ts'
import { addRecordCommand } from './commands/record.ts'
import { addRunsCommands } from './commands/runs.ts'
import { addSandboxCommands } from './commands/sandbox.ts'
import { addServeCommand } from './commands/serve.ts'
import { exitCodes, exitCodesHelp } from './exit-codes.ts'
import type { Shell } from './shell.ts'

const examples = `
Examples:
  sluice sandbox start                                  practice systems with demo data, no account needed
  sluice connection add odoo --name Books --set url=https://acme.odoo.com --set database=acme
  sluice flow validate orders.flow.json
  sluice flow plan orders.flow.json --bind till=Shop --bind books=Books
  sluice flow run orders.flow.json
  sluice record 2026-1042                               where is my order, and why is it not there

In a checkout: npm run -s sluice -- <command>`

const examplesOf: Readonly<Record<string, readonly string[]>> = {
  'flow validate': ['flow validate orders.flow.json'],
  'flow run': ['flow run orders.flow.json --bind till=Shop --bind books=Books', 'flow run orders.flow.json --json'],
  'flow plan': ['flow plan orders.flow.json', 'flow plan orders.flow.json --all --fields'],
  'flow position': ['flow position orders.flow.json', 'flow position orders.flow.json --reset'],
  'flow parked': ['flow parked orders.flow.json', 'flow parked orders.flow.json --forget 2026-1042'],
  'connection add': [
    'connection add odoo --name Books --set url=https://acme.odoo.com --set database=acme',
    'connection add mplus --name Shop --set port=41234 < secrets.txt     lines ident=… and secret=…',
  ],
  'connection list': ['connection list --json'],
  'connection check': ['connection check Books'],
  'connection sign-in': ['connection sign-in Books'],
  'connection remove': ['connection remove "Old books"'],
  'runs list': ['runs list --limit 5'],
  'runs show': ['runs show 12 --outcome failed,unknown'],
  log: ['log --follow', 'log --search "2026-1042 product"', 'log --run 12 --level warn'],
  record: ['record 2026-1042', 'record anna@example.com --sent'],
  serve: ['serve', 'serve --port 8321 --no-open'],
  describe: ['describe', 'describe upsert', 'describe odoo', 'describe functions'],
  'sandbox start': [
    'sandbox start',
    'sandbox start mplus --orders 1000 --seed 7',
    'sandbox start --fault too-many-requests,rate=0.1,retryAfterS=2 --fault latency,delayMs=300',
  ],
}

export function createProgram(shell: Shell): Command {
  const program = new Command('sluice')
    .description('Moves orders, customers, products and stock between tills and ERPs, once.')
    .option('--json', 'answer in JSON lines, for programs')
    .addHelpText('after', `${examples}\n${exitCodesHelp}`)
    .showHelpAfterError('(add --help for what can be done)')
    .exitOverride((error) => {
      // Commander ends the process for help (0) and for wrong arguments (1, which we use for something else).
      if (error.exitCode !== 0 && shell.output.isJson) throw usageError(error.message)
      process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.wrongInput)
    })
    // A program gets the same words as an object.
    .configureOutput(shell.output.isJson ? { writeErr: () => undefined } : {})
  addFlowCommands(program, shell)
  addConnectionCommands(program, shell)
  addRunsCommands(program, shell)
  addLogCommand(program, shell)
  addRecordCommand(program, shell)
  addServeCommand(program, shell)
  addSandboxCommands(program, shell)
  addDescribeCommand(program, shell)
  for (const command of allCommands(program)) {
    command.option('--json', 'answer in JSON lines, for programs')
    const shown = examplesOf[pathOf(command)]
    if (shown) command.addHelpText('after', `\nExamples:\n${shown.map((line) => `  sluice ${line}`).join('\n')}`)
  }
  return program
}

function usageError(message: string): SettingsError {
  // Commander says "(outputHelp)" when a command is missing below a group of commands.
  const says = message.startsWith('(') ? 'Which command? None was given.' : message.replace(/^error: /, '')
  return new SettingsError(says, { code: 'usage', hint: 'Add --help for what can be done.' })
}

/** `flow run`: the command without the program's own name. */
function pathOf(command: Command): string {
  const above = command.parent
  return above?.parent ? `${pathOf(above)} ${command.name()}` : command.name()
}

function allCommands(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)])
}
