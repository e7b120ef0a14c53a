import { expect, it } from 'vitest'
import { AppError, BusyError, ConnectionError, SettingsError, StoppedError, VendorError } from '#core/kit/errors.ts'
import { captureOutput } from '#tests/support/captured-shell.ts'
import { showError } from './show-error.ts'

function show(thrown: unknown, isJson = false) {
  const { output, said } = captureOutput({ isJson })
  return { exitCode: showError(output, thrown), ...said }
}

const systemError = (code: string, path?: string) => Object.assign(new Error(`${code}: refused`), { code, ...(path && { path }) })

it.each([
  ['a wrong setting', new SettingsError('no'), 2],
  ['a setting with a code of its own', new SettingsError('no', { code: 'connection-name-taken' }), 2],
  ['a flow file that is not there', new AppError('no', { code: 'flow-file-missing', fix: 'user' }), 2],
  ['refused credentials', new ConnectionError('no'), 3],
  ['a system that is down', new BusyError('no'), 3],
  ['a vendor that failed', new VendorError('no'), 3],
  ['a full disk', systemError('ENOSPC'), 3],
  ['a stop', new StoppedError(), 4],
  ['an error of the developer', new AppError('no', { code: 'journal-defect', fix: 'developer' }), 70],
  ['anything else that is thrown', new TypeError('x is not a function'), 70],
  ['something that is no error', 'text', 70],
])('gives %s the exit code %3$i', (_what, thrown, exitCode) => {
  expect(show(thrown).exitCode).toBe(exitCode)
})

it('says the message, then what to do, on standard error', () => {
  const { stdout, stderr } = show(new ConnectionError('Books: nothing answers.', { hint: 'Check the port.' }))
  expect(stdout).toBe('')
  expect(stderr.split('\n')).toEqual([expect.stringContaining('Books: nothing answers.'), 'Check the port.', ''])
})

it('gives a program one JSON line and nothing else', () => {
  const { stdout, stderr } = show(new SettingsError('no', { code: 'usage', hint: 'do', facts: { port: 9 } }), true)
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({ error: { code: 'usage', message: 'no', hint: 'do', fix: 'user', facts: { port: 9 } } })
})

it('shows a list of problems line by line, from the facts', () => {
  const facts = {
    problems: [
      { path: 'nodes[0]', message: 'is odd' },
      { path: '', message: 'is\nnot a flow' },
    ],
  }
  const { stderr } = show(new SettingsError('a.flow.json has 2 problems:\n  whatever', { facts }))
  expect(stderr).toMatch(/a\.flow\.json has 2 problems:.*\n {2}nodes\[0\]: is odd\n {2}the file: is ⏎ not a flow\n$/)
})

it("does not let a vendor's text forge a line or move the cursor", () => {
  const { stderr } = show(new VendorError('refused\n\u001b[2JDone, no record failed'))
  expect(stderr).toContain('refused ⏎ \\u001b[2JDone, no record failed')
})

it('names the file that may not be written', () => {
  const { stderr } = show(systemError('EACCES', '/srv/sluice/vault.json'))
  expect(stderr).toContain('Your user may not write /srv/sluice/vault.json (EACCES).')
  expect(stderr).toContain('SLUICE_DATA')
})

it('shows where a defect is, and asks for a report', () => {
  const { stderr } = show(new TypeError('x is not a function'))
  expect(stderr).toContain('This is a defect in Sluice. Report it with the log of this run.')
  expect(stderr).toContain('show-error.test.ts')
})
