import { showError } from '#cli/output/show-error.ts'
import { createOutput, type Output } from '#cli/output/style.ts'
import { createProgram } from '#cli/program.ts'
import { createShell, type Shell } from '#cli/shell.ts'
import { systemClock } from '#host/clock.ts'

export interface Captured {
  stdout: string
  stderr: string
}

/** A terminal, or a pipe, whose text can be read afterwards. */
export function captureOutput({ isJson = false, isTerminal = false } = {}): {
  readonly output: Output
  readonly said: Captured
  readonly stderr: NodeJS.WriteStream
} {
  const said: Captured = { stdout: '', stderr: '' }
  // Only what createOutput and the progress line use of a stream.
  const stream = (name: keyof Captured) =>
    ({
      isTTY: isTerminal,
      columns: 60,
      write: (text: string) => {
        // Colours are ours and depend on who runs the tests; any other sequence would be a finding.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape is what begins a colour.
        said[name] += text.replaceAll(/\u001b\[\d+m/g, '')
        return true
      },
    }) as unknown as NodeJS.WriteStream
  const stderr = stream('stderr')
  return { output: createOutput({ isJson, stdout: stream('stdout'), stderr }), said, stderr }
}

/** What the pipe holds, by field. */
type Secrets = Readonly<Record<string, string>>

/** A shell on a data folder, with nobody at the keyboard. */
export function createCapturedShell({
  dataFolder,
  isJson = false,
  secrets = {},
}: {
  readonly dataFolder: string
  readonly isJson?: boolean
  readonly secrets?: Secrets
}): {
  readonly shell: Shell
  readonly said: Captured
  readonly exitCode: () => number
} {
  const { output, said } = captureOutput({ isJson })
  let exitCode = 0
  const shell = createShell({
    output,
    asking: {
      isInteractive: false,
      text: () => Promise.reject(new Error('nobody is there')),
      secret: (_question, name) => Promise.resolve(secrets[name] ?? ''),
    },
    clock: systemClock,
    signal: new AbortController().signal,
    environment: { SLUICE_DATA: dataFolder, SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: 'practice-1234' },
    exitWith: (code) => {
      exitCode = code
    },
  })
  return { shell, said, exitCode: () => exitCode }
}

/** One command without a process of its own: for the many that only look. Wrong arguments end the process, so those are for `command-line.ts`. */
export async function runHere(
  dataFolder: string,
  args: readonly string[],
  secrets?: Secrets,
): Promise<Captured & { readonly exitCode: number; json(): readonly Readonly<Record<string, unknown>>[] }> {
  const { shell, said, exitCode } = createCapturedShell({ dataFolder, isJson: args.includes('--json'), ...(secrets && { secrets }) })
  let thrown: number | undefined
  try {
    await createProgram(shell).parseAsync([...args], { from: 'user' })
  } catch (error) {
    thrown = showError(shell.output, error)
  }
  const json = () => said.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Readonly<Record<string, unknown>>]))
  return { ...said, exitCode: thrown ?? exitCode(), json }
}
