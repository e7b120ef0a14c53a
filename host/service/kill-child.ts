// A service in a process of its own, for tests that kill it while the practice flow runs.
import { systemClock } from '#host/clock.ts'
import { openService } from './service.ts'

const [dataFolder = '', passphrase = ''] = process.argv.slice(2)
const environment = { SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: passphrase }
const service = await openService({ dataFolder, environment, clock: systemClock, shell: 'test', practiceOrders: 120 })
let started: unknown
service.listen((name, payload) => {
  const isUnderWay =
    name === 'run:progress' && ((payload as { progress: { outcomes: { created?: number } } }).progress.outcomes.created ?? 0) > 0
  if (isUnderWay && started) process.send?.(started)
})
const reply = await service.dispatch('practice:start', {}, { id: 'test', signal: new AbortController().signal })
if (reply.ok) started = reply.result
