import { History, Map as MapIcon, Maximize, Minus, Plus, Redo2, Search, Undo2, WandSparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '#renderer/commands/registry.ts'
import { useCommandKeys } from '#renderer/commands/shown-keys.ts'
import { usePreferences } from '#renderer/settings/preferences.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Popover } from '#renderer/ui/Popover.tsx'
import { ChangesDialog } from '../ChangesDialog.tsx'
import type { Shown } from '../Editor.tsx'
import { HistoryList } from '../HistoryList.tsx'
import { type EditorState, useEditor } from '../store.ts'
import './CanvasTools.css'
import type { Canvas } from './canvas-store.ts'
import { tidySelected } from './selection-actions.ts'
import { showThings, zoom } from './view-actions.ts'

const canUndoIn = ({ history }: EditorState) => history.done > 0
const canRedoIn = ({ history }: EditorState) => history.done < history.steps.length

interface CanvasToolsProps {
  readonly canvas: Canvas
  readonly shown: Shown
  readonly show: (shown: Shown) => void
}

/** What a hand reaches for while drawing, in one quiet bar over the canvas. */
export function CanvasTools({ canvas, shown, show }: CanvasToolsProps) {
  const { t } = useTranslation('editor')
  const canUndo = useEditor(canUndoIn)
  const canRedo = useEditor(canRedoIn)
  const hasMinimap = usePreferences(({ panels }) => panels['minimap-open'] !== false)
  const keys = { undo: useCommandKeys('edit.undo'), redo: useCommandKeys('edit.redo'), find: useCommandKeys('edit.find') }
  const more = { tidy: useCommandKeys('edit.tidy'), whole: useCommandKeys('view.fit'), map: useCommandKeys('view.minimap') }
  return (
    <div className="canvas-tools" role="toolbar" aria-label={t('tools.label')}>
      <IconButton
        size="small"
        tooltip="top"
        icon={Undo2}
        label={t('tools.undo')}
        keys={keys.undo}
        isDisabled={!canUndo}
        onPress={() => runCommand('edit.undo')}
      />
      <IconButton
        size="small"
        tooltip="top"
        icon={Redo2}
        label={t('tools.redo')}
        keys={keys.redo}
        isDisabled={!canRedo}
        onPress={() => runCommand('edit.redo')}
      />
      <Popover
        label={t('history.title')}
        placement="top"
        isOpen={shown === 'history'}
        onOpenChange={(isOpen) => show(isOpen ? 'history' : null)}
        trigger={<IconButton size="small" tooltip="top" icon={History} label={t('history.title')} />}
      >
        <HistoryList />
      </Popover>
      <span className="canvas-tools-gap" />
      <IconButton
        size="small"
        tooltip="top"
        icon={Search}
        label={t('find.title')}
        keys={keys.find}
        onPress={() => canvas.store.setState({ isSearching: true })}
      />
      <IconButton
        size="small"
        tooltip="top"
        icon={WandSparkles}
        label={t('tools.tidy')}
        keys={more.tidy}
        onPress={() => tidySelected(canvas)}
      />
      <span className="canvas-tools-gap" />
      <IconButton size="small" tooltip="top" icon={Minus} label={t('tools.zoom-out')} onPress={() => zoom(canvas, 'out')} />
      <IconButton size="small" tooltip="top" icon={Plus} label={t('tools.zoom-in')} onPress={() => zoom(canvas, 'in')} />
      <IconButton size="small" tooltip="top" icon={Maximize} label={t('tools.fit')} keys={more.whole} onPress={() => showThings(canvas)} />
      <IconButton
        size="small"
        tooltip="top"
        icon={MapIcon}
        label={t('minimap.title')}
        keys={more.map}
        isPressed={hasMinimap}
        onPress={() => runCommand('view.minimap')}
      />
      <ChangesDialog isOpen={shown === 'changes'} onClose={() => show(null)} />
    </div>
  )
}
