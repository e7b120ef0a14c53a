import { Command } from 'commander'
import { addConnectionCommands } from './commands/connection.ts'
import { addFlowCommands } from './commands/flow.ts'
import { addLogCommand } from './commands/log.ts'
import { addRecordCommand } from './commands/record.ts'
import { addRunsCommands } from './commands/runs.ts'
import { addSandboxCommands } from './commands/sandbox.ts'
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

export function createProgram(shell: Shell): Command {
  const program = new Command('sluice')
    .description('Moves orders, customers, products and stock between tills and ERPs, once.')
    .option('--json', 'answer in JSON lines, for programs')
    .addHelpText('after', `${examples}\n${exitCodesHelp}`)
    .showHelpAfterError('(add --help for what can be done)')
    .exitOverride((error) => {
      // Commander ends the process for help (0) and for wrong arguments (1, which we use for something else).
      process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.wrongInput)
    })
  addFlowCommands(program, shell)
  addConnectionCommands(program, shell)
  addRunsCommands(program, shell)
  addLogCommand(program, shell)
  addRecordCommand(program, shell)
  addSandboxCommands(program, shell)
  for (const command of allCommands(program)) command.option('--json', 'answer in JSON lines, for programs')
  return program
}

function allCommands(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...allCommands(child)])
}
