import { join } from 'node:path'
import { z } from 'zod'
import { SettingsError } from '#core/kit/errors.ts'
import { openJsonFile } from './json-file.ts'

/** Which connection stands behind each slot of each flow on this machine, in `bindings.json` of the data folder. */
export interface BindingStore {
  /** Connection id by slot; empty for a flow that was never bound. */
  get(flowId: string): Promise<ReadonlyMap<string, string>>
  /** Binds one slot; the others of the flow stay. */
  set(flowId: string, slot: string, connectionId: string): Promise<void>
  /** The slot is unbound then. */
  remove(flowId: string, slot: string): Promise<void>
  /** Takes a flow's bindings away. */
  forgetFlow(flowId: string): Promise<void>
  /** Takes a connection out of every flow; its slots are unbound then. */
  forgetConnection(connectionId: string): Promise<void>
}

// A list of triples and no object by flow id: ids come from flow files of strangers, and `__proto__` is a string like any other here.
const binding = z.object({ flowId: z.string().min(1).max(200), slot: z.string().min(1).max(200), connectionId: z.string().min(1).max(64) })
const document = z.object({ version: z.literal(1), bindings: z.array(binding) })

export function openBindingStore({ dataFolder }: { readonly dataFolder: string }): BindingStore {
  const file = openJsonFile({ path: join(dataFolder, 'bindings.json'), schema: document, empty: { version: 1, bindings: [] } })

  async function keep(isKept: (one: z.infer<typeof binding>) => boolean): Promise<void> {
    await file.change((before) => ({ ...before, bindings: before.bindings.filter(isKept) }))
  }

  return {
    async get(flowId) {
      const { bindings } = await file.read()
      return new Map(bindings.filter((one) => one.flowId === flowId).map(({ slot, connectionId }) => [slot, connectionId]))
    },
    async set(flowId, slot, connectionId) {
      const added = binding.safeParse({ flowId, slot, connectionId })
      if (!added.success)
        throw new SettingsError(`The slot "${slot.slice(0, 60)}" cannot be bound: a name is empty or too long.`, { code: 'binding' })
      await file.change((before) => ({
        ...before,
        bindings: [...before.bindings.filter((one) => one.flowId !== flowId || one.slot !== slot), added.data],
      }))
    },
    remove: (flowId, slot) => keep((one) => one.flowId !== flowId || one.slot !== slot),
    forgetFlow: (flowId) => keep((one) => one.flowId !== flowId),
    forgetConnection: (connectionId) => keep((one) => one.connectionId !== connectionId),
  }
}
