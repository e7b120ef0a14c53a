#!/usr/bin/env node
import { StoppedError } from '#core/kit/errors.ts'
import { systemClock } from '#host/clock.ts'
import { createAsking } from './ask.ts'
import { showError } from './output/show-error.ts'
import { createOutput } from './output/style.ts'
import { createProgram } from './program.ts'
import { createShell } from './shell.ts'

const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort(new StoppedError()))
// A reader that closed its end (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 70))

const output = createOutput({ isJson: process.argv.includes('--json'), stdout: process.stdout, stderr: process.stderr })
const shell = createShell({
  output,
  asking: createAsking({ stdin: process.stdin, stderr: process.stderr }),
  clock: systemClock,
  signal: stopping.signal,
  environment: process.env,
  exitWith: (code) => {
    process.exitCode = code
  },
})

try {
  await createProgram(shell).parseAsync()
} catch (error) {
  process.exitCode = showError(output, error)
}
