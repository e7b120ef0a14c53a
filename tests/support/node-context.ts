import { createHash } from 'node:crypto'
import type { BoundConnection, NodeContext, ProbePoint, WriteJournal } from '#core/kit/define-node.ts'
import type { Fields, ValuesOf } from '#core/kit/fields.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { Clock } from '#core/kit/ports.ts'
import { createFakeClock } from './fake-clock.ts'

/** What a node gets from the engine, for tests that run one node alone. Settings are parsed by the node's own fields, as the engine does. */
export function nodeContext<F extends Fields>({
  fields,
  settings,
  connection,
  journal,
  mode = 'run',
  clock = createFakeClock({ passes: true }),
  signal = new AbortController().signal,
  probe = () => {},
}: {
  readonly fields: F
  readonly settings: Readonly<Record<string, unknown>>
  readonly connection: BoundConnection
  readonly journal: WriteJournal
  readonly mode?: 'run' | 'plan'
  readonly clock?: Clock
  readonly signal?: AbortSignal
  readonly probe?: (point: ProbePoint) => void
}): NodeContext<ValuesOf<F>> {
  return {
    nodeId: 'upsert',
    settings: parseSettings(fields, settings),
    mode,
    clock,
    signal,
    log: () => {},
    connection: () => connection,
    journal: () => journal,
    hash: (text) => createHash('sha256').update(text).digest('base64url'),
    probe,
  }
}
