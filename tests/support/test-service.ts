import { onTestFinished } from 'vitest'
import { type ContractClient, createClient } from '#core/contract/client.ts'
import type { EventName, Events } from '#core/contract/contract.ts'
import type { PayloadOf } from '#core/contract/define.ts'
import { systemClock } from '#host/clock.ts'
import { openService, type Service, type ServiceOptions } from '#host/service/service.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const testPassphrase = 'correct horse battery'

export interface TestService extends Pick<ContractClient, 'request'> {
  readonly service: Service
  readonly dataFolder: string
  /** Every reply and event so far, as text: for looking whether something is in none of them. */
  told(): string
  /** Resolves with the next event of that name that fits; those told before do not count. */
  next<Name extends EventName>(name: Name, fits?: (payload: PayloadOf<Events[Name]>) => boolean): Promise<PayloadOf<Events[Name]>>
  close(): Promise<void>
}

/** A real service in a folder of its own, asked as a page would ask. Its file vault is locked unless a test needs it: opening takes half a second. */
export async function openTestService({
  withVault = false,
  ...options
}: Partial<ServiceOptions> & { readonly withVault?: boolean } = {}): Promise<TestService> {
  const dataFolder = options.dataFolder ?? temporaryFolder()
  const service = await openService({
    ...{ dataFolder, clock: systemClock, shell: 'test', timeZone: 'Europe/Amsterdam', practiceOrders: 60 },
    environment: { SLUICE_VAULT: 'file', ...(withVault && { SLUICE_PASSPHRASE: testPassphrase }) },
    ...options,
  })
  onTestFinished(() => service.close())
  const told: string[] = []
  service.listen((name, payload) => told.push(JSON.stringify([name, payload])))
  const caller = { id: 'test', signal: new AbortController().signal }
  const client = createClient({
    async request(name, given) {
      const reply = await service.dispatch(name, structuredClone(given), caller)
      // What cannot cross a process boundary is found here.
      const copy = structuredClone(reply)
      told.push(JSON.stringify([name, copy]))
      return copy
    },
    listen: (listener) => service.listen(listener),
  })
  return {
    ...{ service, dataFolder, request: client.request },
    told: () => told.join('\n'),
    next: (name, fits = () => true) =>
      new Promise((resolve) => {
        const stop = client.subscribe(name, (payload) => {
          if (!fits(payload)) return
          stop()
          resolve(payload)
        })
      }),
    close: () => service.close(),
  }
}
