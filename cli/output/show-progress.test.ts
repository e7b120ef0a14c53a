import { expect, it } from 'vitest'
import type { RunProgress } from '#core/engine/run-event.ts'
import { captureOutput } from '#tests/support/captured-shell.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { createProgressLine } from './show-progress.ts'

const progress: RunProgress = { emitted: 120, remaining: 300, nodes: {}, wires: {}, outcomes: { created: 80, failed: 3 } }

async function showOnce(options: { readonly isTerminal?: boolean; readonly isJson?: boolean }, shown = progress) {
  const { output, said, stderr } = captureOutput(options)
  const clock = createFakeClock()
  const line = createProgressLine(output, { stderr, clock })
  await clock.advance(2_000)
  line.show(shown)
  return { line, said }
}

it('rewrites one line with what was read, what became of it, what is to come and the pace', async () => {
  const { said } = await showOnce({ isTerminal: true })
  expect(said.stderr).toBe('\r\u001b[2K120 read, about 300 to come · 80 created · 3 failed · 42/s')
  expect(said.stdout).toBe('')
})

it('never wraps: a line longer than the terminal would leave pieces behind', async () => {
  const outcomes = { created: 1_000_000, updated: 1_000_000, unchanged: 1_000_000, failed: 1_000_000 }
  const { said } = await showOnce({ isTerminal: true }, { ...progress, outcomes })
  expect(said.stderr.replace('\r\u001b[2K', '').length).toBe(59)
})

it('is wiped at the end', async () => {
  const { line, said } = await showOnce({ isTerminal: true })
  line.clear()
  expect(said.stderr.endsWith('\r\u001b[2K')).toBe(true)
})

it('says nothing into a file', async () => {
  const { line, said } = await showOnce({ isTerminal: false })
  line.clear()
  expect(said).toEqual({ stdout: '', stderr: '' })
})

it('is a JSON line for a program, also at a terminal', async () => {
  const { said } = await showOnce({ isJson: true, isTerminal: true })
  expect(said.stderr).toBe('')
  expect(JSON.parse(said.stdout)).toEqual({ progress })
})

it('has no gap while nothing has ended yet', async () => {
  const { said } = await showOnce({ isTerminal: true }, { emitted: 5, nodes: {}, wires: {}, outcomes: {} })
  expect(said.stderr).toBe('\r\u001b[2K5 read · 0/s')
})
