// A service in a process of its own, for tests that kill it while a flow runs.
import { systemClock } from '#host/clock.ts'
import { openService } from './service.ts'

const [dataFolder = '', passphrase = '', flowId = ''] = process.argv.slice(2)
const environment = { SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: passphrase }
const service = await openService({ dataFolder, environment, clock: systemClock, shell: 'test' })
service.listen((name, payload) => {
  if (name !== 'run:progress') return
  // The payload of this event, as the contract types it.
  const { runId, progress } = payload as { runId: number; progress: { outcomes: { created?: number } } }
  if ((progress.outcomes.created ?? 0) > 0) process.send?.({ runId })
})
await service.dispatch('run:start', { flowId, mode: 'run' }, { id: 'test', signal: new AbortController().signal })
