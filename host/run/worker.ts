// The process of one run. Its parent tells it what to run; when the parent is gone it stops, because nobody would hear of its end.
import { connectors } from '#connectors/index.ts'
import { StoppedError } from '#core/kit/errors.ts'
import { systemClock } from '#host/clock.ts'
import { noteEarlierCalls } from '#host/http/request-budget.ts'
import { openParent } from '#host/process/parent.ts'
import { nodes } from '#nodes/index.ts'
import { executePreview } from './execute-preview.ts'
import { executeRun } from './execute-run.ts'
import { killPointFrom } from './kill-points.ts'
import { createParentTokens } from './parent-tokens.ts'
import type { FromRun, ToRun } from './protocol.ts'
import { createCallReport } from './report-calls.ts'

const stopping = new AbortController()
const probe = killPointFrom(process.env.SLUICE_KILL_AT)
const parent = openParent()
const tell = (message: FromRun, done?: () => void) => parent.send(message, done)
const tokens = createParentTokens(tell)

const reportCalls = createCallReport(systemClock, tell)
setInterval(reportCalls, 1_000).unref()

let isCutOff = false
parent.onGone(() => {
  isCutOff = true
  stopping.abort(new StoppedError('The program that started this run is gone.'))
})
// Ctrl+C reaches the whole group of processes; the parent decides and says so.
process.on('SIGINT', () => undefined)

parent.onMessage((message) => {
  // The parent at the other end of a private pipe is our own run-process.ts.
  const told = message as ToRun
  if (told.type === 'token') {
    tokens.take(told)
    return
  }
  if (told.type === 'earlier-calls') {
    noteEarlierCalls(new Map(told.calls), systemClock)
    return
  }
  if (told.type === 'stop') {
    stopping.abort(new StoppedError())
    return
  }
  const services = {
    ...{ nodes, connectors, clock: systemClock, signal: stopping.signal, probe, tell },
    isCutOff: () => isCutOff,
    accessTokens: ({ id }: { readonly id: string }) => tokens.of(id),
  }
  const ending = told.type === 'preview' ? executePreview(told, services) : executeRun(told, services)
  void ending.then((ended) => {
    reportCalls()
    tell(ended, () => process.exit(0))
  })
})
