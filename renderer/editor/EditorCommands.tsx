import type { Alignment } from '#core/flow/arrange.ts'
import type { Command } from '#renderer/commands/registry.ts'
import { useCommands } from '#renderer/commands/use-commands.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { rememberPanel } from '#renderer/settings/preferences.ts'
import { toastError } from '#renderer/ui/toast.ts'
import type { Canvas } from './canvas/canvas-store.ts'
import { openQuickAdd } from './canvas/quick-add.ts'
import * as selected from './canvas/selection-actions.ts'
import { besideThing, fitSelection, showThings, zoom } from './canvas/view-actions.ts'
import { detachSelected } from './canvas/wire-actions.ts'
import type { DrawerTab } from './Drawer.tsx'
import { indexOf } from './document-index.ts'
import type { Shown } from './Editor.tsx'
import { isCanvasMeant } from './is-canvas-meant.ts'
import { useClipboard } from './use-clipboard.ts'

interface EditorCommandsProps {
  readonly canvas: Canvas
  readonly isOpen: (name: string, usual?: boolean) => boolean
  readonly showTab: (tab: DrawerTab) => void
  readonly show: (shown: Shown) => void
}

/** What the open flow answers to: the same records for keys, menus and the search everywhere. */
export function EditorCommands({ canvas, isOpen, showTab, show }: EditorCommandsProps) {
  const { editor } = canvas
  const state = editor.getState
  const isRunning = () => state().run?.summary.state === 'running'
  const hasMeant = () => isCanvasMeant() && (selected.meantIds(canvas).length > 0 || state().selectedWires.length > 0)
  const several = (least: number) => () => state().selection.length >= least
  const nodeAtHand = () => {
    const id = selected.meantIds(canvas)[0]
    return id !== undefined && indexOf(state().document).nodes.has(id) ? id : null
  }
  const align = (id: 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom', to: Alignment): Command => ({
    id: `edit.align-${id}`,
    enabled: several(2),
    run: () => selected.alignSelected(canvas, to),
  })
  const quietly = (work: Promise<unknown>) => void work.catch((thrown: unknown) => toastError(toContractError(thrown)))
  const toggle = (name: string, usual = true) => rememberPanel(`${name}-open`, !isOpen(name, usual))
  useClipboard(canvas)
  useCommands([
    { id: 'flow.publish', run: () => show('changes') },
    { id: 'flow.changes', run: () => show('changes') },
    { id: 'edit.undo', enabled: () => state().history.done > 0, run: () => state().undo() },
    { id: 'edit.redo', enabled: () => state().history.done < state().history.steps.length, run: () => state().redo() },
    { id: 'edit.history', run: () => show('history') },
    { id: 'edit.cut', enabled: hasMeant, run: () => quietly(selected.cutSelected(canvas)) },
    { id: 'edit.copy', enabled: hasMeant, run: () => quietly(selected.copySelected(canvas)) },
    { id: 'edit.paste', enabled: isCanvasMeant, run: () => quietly(selected.pasteFromClipboard(canvas)) },
    { id: 'edit.duplicate', enabled: hasMeant, run: () => selected.duplicateSelected(canvas) },
    { id: 'edit.delete', enabled: hasMeant, run: () => selected.deleteSelected(canvas) },
    { id: 'edit.delete-reconnect', enabled: hasMeant, run: () => selected.deleteSelected(canvas, { reconnect: true }) },
    { id: 'edit.detach', enabled: () => nodeAtHand() !== null, run: () => detachSelected(canvas) },
    { id: 'edit.select-all', enabled: isCanvasMeant, run: () => selected.selectAll(canvas) },
    { id: 'edit.find', run: () => canvas.store.setState({ isSearching: true }) },
    { id: 'edit.add-node', enabled: isCanvasMeant, run: () => openQuickAdd(canvas, nodeAtHand()) },
    {
      id: 'edit.connect',
      enabled: () => isCanvasMeant() && nodeAtHand() !== null,
      run: () => {
        const nodeId = nodeAtHand()
        if (nodeId !== null) canvas.store.setState({ pick: { what: 'connect', nodeId, at: besideThing(canvas, nodeId) } })
      },
    },
    { id: 'edit.rename', enabled: hasMeant, run: () => rename(canvas) },
    { id: 'edit.comment', enabled: isCanvasMeant, run: () => selected.addCommentAt(canvas) },
    { id: 'edit.group', enabled: hasMeant, run: () => selected.groupSelected(canvas) },
    { id: 'edit.ungroup', enabled: hasMeant, run: () => selected.ungroupSelected(canvas) },
    { id: 'edit.tidy', enabled: isCanvasMeant, run: () => selected.tidySelected(canvas) },
    align('left', 'left'),
    align('center', 'centre'),
    align('right', 'right'),
    align('top', 'top'),
    align('middle', 'middle'),
    align('bottom', 'bottom'),
    { id: 'edit.distribute-across', enabled: several(3), run: () => selected.distributeSelected(canvas, 'across') },
    { id: 'edit.distribute-down', enabled: several(3), run: () => selected.distributeSelected(canvas, 'down') },
    { id: 'view.palette', run: () => toggle('palette') },
    { id: 'view.inspector', run: () => toggle('inspector') },
    { id: 'view.drawer', run: () => toggle('drawer', false) },
    { id: 'view.data', run: () => showTab('data') },
    { id: 'view.log', run: () => showTab('log') },
    { id: 'view.run', run: () => showTab('run') },
    { id: 'view.problems', run: () => showTab('problems') },
    { id: 'view.fit', run: () => showThings(canvas) },
    { id: 'view.fit-selection', enabled: several(1), run: () => fitSelection(canvas) },
    { id: 'view.zoom-in', enabled: isCanvasMeant, run: () => zoom(canvas, 'in') },
    { id: 'view.zoom-out', enabled: isCanvasMeant, run: () => zoom(canvas, 'out') },
    { id: 'view.minimap', run: () => toggle('minimap') },
    { id: 'run.start', enabled: () => !isRunning(), run: () => begin('run') },
    { id: 'run.plan', enabled: () => !isRunning(), run: () => begin('plan') },
    { id: 'run.stop', enabled: isRunning, run: () => quietly(state().stop()) },
  ])
  const begin = (mode: 'run' | 'plan') => {
    showTab('run')
    void state().start(mode)
  }
  return null
}

/** In place; a node that is too small to be read in its form, where its name is the first field. */
function rename(canvas: Canvas): void {
  const id = selected.meantIds(canvas)[0]
  if (id === undefined) return
  if (canvas.store.getState().isFar && indexOf(canvas.editor.getState().document).nodes.has(id)) canvas.editor.getState().openPanel(id)
  else canvas.store.setState({ renaming: id })
}
