import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text as readAll } from 'node:stream/consumers'
import { SettingsError, StoppedError } from '#core/kit/errors.ts'

/** How the command line gets what it was not given: a person at a terminal types it, a script pipes it. */
export interface Asking {
  readonly isInteractive: boolean
  text(question: string, options?: { readonly suggestion?: string }): Promise<string>
  /** Typed unseen, or taken from the pipe. Never an argument: those end up in shell histories and process lists. */
  secret(question: string, name: string): Promise<string>
}

export function createAsking({ stdin, stderr }: { readonly stdin: NodeJS.ReadStream; readonly stderr: NodeJS.WriteStream }): Asking {
  const isInteractive = stdin.isTTY === true
  let piped: Promise<Map<string, string>> | undefined

  async function fromPipe(name: string): Promise<string> {
    piped ??= readAll(stdin).then(parsePiped)
    const values = await piped
    const value = values.get(name) ?? (values.size === 1 ? values.get('') : undefined)
    if (value === undefined) {
      throw new SettingsError(`"${name}" was neither typed nor piped.`, {
        code: 'usage',
        hint: `Run the command in a terminal, or pipe a line "${name}=…" into it.`,
      })
    }
    return value
  }

  async function typed(question: string, { isHidden }: { readonly isHidden: boolean }): Promise<string> {
    let isMuted = false
    const echo = new Writable({
      write: (chunk, _encoding, done) => {
        if (!isMuted) stderr.write(chunk)
        done()
      },
    })
    const line = createInterface({ input: stdin, output: echo, terminal: true })
    try {
      // At a terminal in raw mode Ctrl+C is a character, not a signal; Ctrl+D closes the line and leaves the question without an end.
      const givenUp = new Promise<never>((_resolve, reject) => {
        line.once('SIGINT', () => reject(new StoppedError('Nothing was changed.')))
        line.once('close', () => reject(new StoppedError('Nothing was changed.')))
      })
      const answer = line.question(`${question} `)
      isMuted = isHidden
      return await Promise.race([answer, givenUp])
    } finally {
      line.close()
      if (isHidden) stderr.write('\n')
    }
  }

  return {
    isInteractive,
    text: async (question, { suggestion } = {}) => {
      const answer = await typed(suggestion === undefined ? question : `${question} [${suggestion}]`, { isHidden: false })
      return answer === '' && suggestion !== undefined ? suggestion : answer
    },
    secret: (question, name) => (isInteractive ? typed(question, { isHidden: true }) : fromPipe(name)),
  }
}

/** Lines `name=value`; a single line without a name is the one secret that is asked for. */
function parsePiped(text: string): Map<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  const [only = ''] = lines
  // A key in base64 may end in equals signs; it has no name.
  if (lines.length === 1 && !/^\w+=.*[^=]/.test(only)) return new Map([['', only]])
  return new Map(
    lines
      .filter((line) => /^\w+=/.test(line))
      .map((line) => {
        const equals = line.indexOf('=')
        return [line.slice(0, equals), line.slice(equals + 1)]
      }),
  )
}
