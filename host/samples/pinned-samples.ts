import type { Clock } from '#core/kit/ports.ts'
import type { Reader } from '#host/reader/reader.ts'
import type { PinnedSamples } from '#host/service/flow-handlers.ts'
import { removeSamplesOf } from './sample-file.ts'

/** Pinned data as flow files carry it: node id → port → records. */
export function createPinnedSamples({
  reader,
  dataFolder,
  clock,
}: {
  readonly reader: Reader
  readonly dataFolder: string
  readonly clock: Clock
}): PinnedSamples {
  return {
    nodesOf: async (flowId) => Object.keys(await reader.ask('pinnedOf', { flowId })),
    exported: async (flowId) => {
      const pinned = await reader.ask('pinnedOf', { flowId })
      return Object.keys(pinned).length === 0 ? undefined : pinned
    },
    imported: (flowId, pinned) => reader.ask('replacePins', { flowId, pinned, at: clock.now().getTime() }),
    forget: async (flowId) => removeSamplesOf(dataFolder, flowId),
  }
}
