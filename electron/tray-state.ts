import type { RunSummary } from '#core/contract/runs.ts'
import type { SchedulerStatus } from '#core/contract/schedule.ts'
import type { Service } from '#host/service/service.ts'
import type { Texts } from './texts.ts'
import { createTray, type TrayActions, type TrayState } from './tray.ts'

/** Keeps the tray up to what the service tells. */
export function followState({
  service,
  icon,
  texts,
  actions,
}: {
  readonly service: Pick<Service, 'listen'>
  readonly icon: string
  readonly texts: () => Texts
  readonly actions: TrayActions
}): { readonly refresh: () => void; readonly destroy: () => void } {
  const tray = createTray({ icon, actions })
  let state: TrayState = { running: [], last: null, schedule: null }
  const refresh = () => tray.show(state, texts())
  const stop = service.listen((name, payload) => {
    const next = after(state, name, payload)
    if (next === state) return
    state = next
    refresh()
  })
  return {
    refresh,
    destroy: () => {
      stop()
      tray.destroy()
    },
  }
}

// Events of the service are typed by the contract; a listener of all of them gets their payloads without it.
function after(state: TrayState, name: string, payload: unknown): TrayState {
  switch (name) {
    case 'run:started':
      return { ...state, running: [...state.running, (payload as { readonly run: RunSummary }).run] }
    case 'run:ended': {
      const { run } = payload as { readonly run: RunSummary }
      return { ...state, running: state.running.filter(({ id }) => id !== run.id), last: run }
    }
    case 'schedule:changed':
      return { ...state, schedule: payload as SchedulerStatus }
    default:
      return state
  }
}
