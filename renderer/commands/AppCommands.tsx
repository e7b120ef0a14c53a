import { useEffect } from 'react'
import { useHostEvent } from '#renderer/contract/use-request.ts'
import { openExport } from '#renderer/frame/export-place.ts'
import { openImport } from '#renderer/frame/import-place.ts'
import { closeFlow, moveFlow, openFlowsStore, stepFlow } from '#renderer/frame/open-flows.ts'
import { back, forward, go, routeStore } from '#renderer/frame/route.ts'
import { showConnection } from '#renderer/frame/shown-connection.ts'
import { createFlow } from '#renderer/home/flow-actions.ts'
import { startPractice } from '#renderer/practice/practice-store.ts'
import { changePreferences, preferencesStore, rememberPanel } from '#renderer/settings/preferences.ts'
import { listenToKeys } from './listen-keys.ts'
import { hide, overlays, show } from './overlays.ts'
import type { Command } from './registry.ts'
import { runCommand } from './registry.ts'
import { useCommands } from './use-commands.ts'

/** What the app can do on every page. Answers to keys, to menus and to the tray alike. */
export function AppCommands() {
  useCommands(everywhere)
  useEffect(listenToKeys, [])
  useHostEvent('app:command', ({ id, given }) => runCommand(id, given))
  return null
}

const everywhere: readonly Command[] = [
  { id: 'flow.new', run: () => void createFlow() },
  { id: 'integration.new', run: () => go({ page: 'integration' }) },
  { id: 'flow.open', run: (flowId) => flowId !== undefined && go({ page: 'flow', flowId }) },
  { id: 'flow.import', run: (text) => openImport(text) },
  { id: 'flow.export', enabled: isFlowShown, run: () => withFlow(openExport) },
  { id: 'flow.close', enabled: isFlowShown, run: () => withFlow(closeFlow) },
  { id: 'practice.start', run: () => void startPractice() },
  { id: 'connection.open', run: (connectionId) => connectionId !== undefined && showConnection(connectionId) },
  { id: 'run.open', run: (runId) => Number(runId) > 0 && go({ page: 'run', runId: Number(runId) }) },
  { id: 'view.commands', run: () => (overlays.getState().shown === 'palette' ? hide() : show('palette')) },
  { id: 'view.rail', run: () => rememberPanel('rail', preferencesStore.getState().panels.rail === false) },
  { id: 'view.theme', run: switchTheme },
  { id: 'go.home', run: () => go({ page: 'home' }) },
  { id: 'go.runs', run: () => go({ page: 'runs' }) },
  { id: 'go.log', run: () => go({ page: 'log' }) },
  { id: 'go.connections', run: () => go({ page: 'connections' }) },
  { id: 'go.settings', run: () => go({ page: 'settings' }) },
  { id: 'go.back', run: back },
  { id: 'go.forward', run: forward },
  { id: 'tab.next', enabled: hasTabs, run: () => stepFlow(1) },
  { id: 'tab.previous', enabled: hasTabs, run: () => stepFlow(-1) },
  { id: 'tab.move-left', enabled: isFlowShown, run: () => moveShown(-1) },
  { id: 'tab.move-right', enabled: isFlowShown, run: () => moveShown(1) },
  { id: 'help.keys', run: () => show('sheet') },
  {
    id: 'help.first-steps',
    run: () => {
      changePreferences({ firstStepsDone: false })
      go({ page: 'home' })
    },
  },
  { id: 'help.about', run: () => go({ page: 'settings' }) },
]

function isFlowShown(): boolean {
  return routeStore.getState().route.page === 'flow'
}

function hasTabs(): boolean {
  return openFlowsStore.getState().ids.length > 0
}

function withFlow(use: (flowId: string) => void): void {
  const { route } = routeStore.getState()
  if (route.page === 'flow') use(route.flowId)
}

function moveShown(by: 1 | -1): void {
  withFlow((flowId) => moveFlow(flowId, openFlowsStore.getState().ids.indexOf(flowId) + by))
}

/** The other one of what is seen now. */
function switchTheme(): void {
  const { theme } = preferencesStore.getState()
  const isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  changePreferences({ theme: isDark ? 'light' : 'dark' })
}
