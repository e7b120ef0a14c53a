import { openEditors } from '#renderer/editor/open-editors.ts'
import { go, routeStore } from '#renderer/frame/route.ts'

/** Leads into the editor and to a node of the flow: selected, in sight, its form open. */
export function goToNode(flowId: string, nodeId: string): void {
  const show = () => {
    const editor = openEditors.current()?.getState()
    if (editor?.flowId !== flowId) return false
    editor.select([nodeId])
    editor.zoomTo(nodeId)
    editor.openPanel(nodeId)
    return true
  }
  go({ page: 'flow', flowId })
  if (show()) return
  // The flow is still being opened; a user who goes elsewhere meanwhile wants something else.
  const stop = () => {
    leaveEditors()
    leaveRoute()
  }
  const leaveEditors = openEditors.subscribe(() => show() && stop())
  const leaveRoute = routeStore.subscribe(({ route }) => (route.page !== 'flow' || route.flowId !== flowId) && stop())
}
