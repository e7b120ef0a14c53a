// The process of the practice systems: they answer from here, so that a busy practice never holds up the program itself.
import { openParent } from '#host/process/parent.ts'
import { type PracticeSystem, practiceSystems } from './practice-systems.ts'
import type { FromPractice, StartPractice } from './protocol.ts'

const parent = openParent()
const tell = (message: FromPractice) => parent.send(message)

parent.onGone(() => process.exit(0))
// Ctrl+C reaches the whole group of processes; the parent decides.
process.on('SIGINT', () => undefined)

parent.onMessage((message) => {
  // Our own practice.ts at the other end of a private pipe.
  void start(message as StartPractice).then(tell, (error: unknown) =>
    tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) }),
  )
})

async function start({ seed, orderCount, connectorIds }: StartPractice): Promise<FromPractice> {
  const started = await Promise.all(connectorIds.map((id) => practiceSystems[id]?.({ seed, orderCount })))
  const systems = started.filter((system): system is PracticeSystem => system !== undefined)
  return {
    type: 'started',
    systems: systems.map(({ connectorId, server, settings, signIn }) => ({
      connectorId,
      origin: server.origin,
      settings,
      tokens: signIn?.(),
    })),
  }
}
