import { PassThrough, Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createAsking } from './ask.ts'

/** A pipe that holds the text. */
function fromPipe(text: string) {
  const stdin = new PassThrough()
  stdin.end(text)
  // The pipe is read as any stream; what makes it standard input is not used.
  return createAsking({ stdin: stdin as unknown as NodeJS.ReadStream, stderr: new Writable() as unknown as NodeJS.WriteStream })
}

describe('secrets from a pipe', () => {
  it('are found by their names, in any order, whatever stands behind the first equals sign', async () => {
    const asking = fromPipe('secret=a=b=c\nident=shop 1\n')
    expect([await asking.secret('Ident:', 'ident'), await asking.secret('Secret:', 'secret')]).toEqual(['shop 1', 'a=b=c'])
  })

  it('keep blanks at their ends', async () => {
    expect(await fromPipe('secret= with blanks \n').secret('Secret:', 'secret')).toBe(' with blanks ')
  })

  it.each(['s3cr3t+/==', 'YWJjZA==', 'plain', 'with blanks in it'])('need no name when there is but one: %s', async (secret) => {
    expect(await fromPipe(`${secret}\n`).secret('Secret:', 'secret')).toBe(secret)
  })

  it.each(['', '\n\n', 'ident=shop\n', 'first\nsecond\n'])('that are not there (%j) are asked for by name', async (text) => {
    await expect(fromPipe(text).secret('Secret:', 'secret')).rejects.toMatchObject({
      code: 'usage',
      message: '"secret" was neither typed nor piped.',
      hint: expect.stringContaining('pipe a line "secret=…"'),
    })
  })
})
