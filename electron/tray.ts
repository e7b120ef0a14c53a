import { Menu, nativeImage, Tray } from 'electron'
import type { RunSummary } from '#core/contract/runs.ts'
import type { SchedulerStatus } from '#core/contract/schedule.ts'
import type { Texts } from './texts.ts'

export interface TrayState {
  readonly running: readonly RunSummary[]
  readonly last: RunSummary | null
  readonly schedule: SchedulerStatus | null
}

export interface TrayActions {
  readonly open: () => void
  readonly openRun: (runId: number) => void
  readonly quit: () => void
}

/** The state at a glance: what runs, what ran last, what comes next. A desktop without a tray has none, and closing then ends the app. */
export function createTray({ icon, actions }: { readonly icon: string; readonly actions: TrayActions }): {
  readonly show: (state: TrayState, texts: Texts) => void
  readonly destroy: () => void
} {
  const tray = new Tray(nativeImage.createFromPath(icon))
  tray.on('click', actions.open)
  return {
    show: (state, texts) => {
      const lines = linesOf(state, texts)
      tray.setToolTip(['Sluice', ...lines.map(({ label }) => label)].join('\n'))
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: texts.open, click: actions.open },
          { type: 'separator' },
          ...lines.map(({ label, runId }) => ({
            label,
            enabled: runId !== undefined,
            ...(runId !== undefined && { click: () => actions.openRun(runId) }),
          })),
          { type: 'separator' },
          { label: texts.quit, click: actions.quit },
        ]),
      )
    },
    destroy: () => tray.destroy(),
  }
}

function linesOf({ running, last, schedule }: TrayState, texts: Texts): readonly { readonly label: string; readonly runId?: number }[] {
  const [first] = running
  const next = schedule?.next
  return [
    first ? { label: texts.running(running.map(({ flowName }) => flowName).join(', ')), runId: first.id } : { label: texts.idle },
    ...(last ? [{ label: last.state === 'failed' ? texts.lastFailed(last.flowName) : texts.lastDone(last.flowName), runId: last.id }] : []),
    { label: next ? texts.next(next.flowName, timeOf(next.at)) : texts.noNext },
  ]
}

function timeOf(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
}
