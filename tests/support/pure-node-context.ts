import type { NodeContext } from '#core/kit/define-node.ts'
import type { LogEntry } from '#core/kit/ports.ts'

/** What a node gets when it runs in a test: its settings, a log to look at, and nothing of the outside world unless given. */
export function pureNodeContext<Settings>(
  settings: Settings,
  given: Partial<NodeContext<Settings>> = {},
): NodeContext<Settings> & { readonly logged: readonly LogEntry[] } {
  const logged: LogEntry[] = []
  const absent = (what: string) => () => {
    throw new Error(`This test has no ${what}`)
  }
  return {
    nodeId: 'node',
    settings,
    mode: 'run',
    timeZone: 'Europe/Amsterdam',
    clock: { now: absent('clock'), sleep: absent('clock') },
    signal: new AbortController().signal,
    log: (entry) => logged.push(entry),
    connection: absent('connection'),
    journal: absent('journal'),
    hash: absent('hash'),
    probe: () => undefined,
    ...given,
    logged,
  }
}
