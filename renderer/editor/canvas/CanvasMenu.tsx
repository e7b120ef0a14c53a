import { useRef } from 'react'
import { Menu, MenuItem, Popover, Separator } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { commandLabel } from '#renderer/commands/command-label.ts'
import { commandEntry, isEnabled, runCommand } from '#renderer/commands/registry.ts'
import { Keys } from '#renderer/ui/Keys.tsx'
import '#renderer/ui/option.css'
import { indexOf } from '../document-index.ts'
import { useEditorStore } from '../store.ts'
import { type CanvasState, useCanvas, useCanvasState } from './canvas-store.ts'
import { openQuickAdd, openQuickAddOnWire } from './quick-add.ts'
import { addCommentAt, recolourGroups, toggleDisabled } from './selection-actions.ts'
import { besideThing } from './view-actions.ts'
import { cutWiresByKey } from './wire-actions.ts'

const menuOf = ({ menu }: CanvasState) => menu

interface Row {
  readonly id: string
  readonly label: string
  readonly keys?: string
  readonly isLine?: boolean
  readonly isDanger?: boolean
  readonly run: () => void
}

/** What can be done with what was pointed at, where it was pointed at. */
export function CanvasMenu() {
  const { t } = useTranslation('editor')
  const canvas = useCanvas()
  const editor = useEditorStore()
  const menu = useCanvasState(menuOf)
  const anchor = useRef<HTMLSpanElement>(null)

  const command = (id: string, change: Partial<Row> = {}): readonly Row[] => {
    const entry = commandEntry(id)
    if (!entry || !isEnabled(id)) return []
    return [{ id, label: commandLabel(entry), keys: entry.keys[0], run: () => void runCommand(id), ...change }]
  }
  const rows = (): readonly Row[] => {
    if (!menu) return []
    const { selection, selectedWires, document } = editor.getState()
    const { nodes, groups } = indexOf(document)
    if (menu.of === 'canvas') {
      return [
        ...command('edit.add-node', { run: () => openQuickAdd(canvas, null) }),
        { id: 'comment', label: t('menu.comment'), keys: 'Shift+C', run: () => addCommentAt(canvas, placeOf(menu.at)) },
        ...command('edit.paste'),
        ...command('edit.select-all', { isLine: true }),
        ...command('edit.tidy'),
        ...command('view.fit'),
      ]
    }
    if (menu.of === 'wire') {
      const key = selectedWires[0] ?? ''
      const [x, y] = placeOf(menu.at)
      return [
        { id: 'add', label: t('add.into-wire'), run: () => openQuickAddOnWire(canvas, key, menu.at, [x, y]) },
        { id: 'cut', label: t('wire.cut'), keys: 'Delete', isDanger: true, run: () => cutWiresByKey(canvas, selectedWires) },
      ]
    }
    const chosen = selection.filter((id) => nodes.has(id))
    const only = chosen.length === 1 && selection.length === 1 ? chosen[0] : undefined
    const isOff = chosen.length > 0 && chosen.every((id) => nodes.get(id)?.disabled === true)
    return [
      ...(only !== undefined
        ? [
            { id: 'open', label: t('menu.settings'), keys: 'Enter', run: () => editor.getState().openPanel(only) },
            ...command('run.to-here'),
            ...command('run.only'),
            ...command('edit.add-node', { isLine: true }),
            ...command('edit.connect'),
            {
              id: 'cut-wires',
              label: t('menu.cut-wires'),
              keys: 'X',
              run: () => canvas.store.setState({ pick: { what: 'cut', nodeId: only, at: besideThing(canvas, only) } }),
            },
          ]
        : []),
      ...(chosen.length > 0
        ? [
            ...command('edit.detach'),
            { id: 'disable', label: t(isOff ? 'menu.enable' : 'menu.disable'), keys: 'D', run: () => toggleDisabled(canvas) },
          ]
        : []),
      ...command('edit.rename', { isLine: true }),
      ...command('edit.cut'),
      ...command('edit.copy'),
      ...command('edit.duplicate'),
      ...command('edit.group', { isLine: true }),
      ...(selection.some((id) => groups.has(id))
        ? [...command('edit.ungroup'), { id: 'recolour', label: t('menu.recolour'), run: () => recolourGroups(canvas) }]
        : []),
      ...(selection.length > 1
        ? [
            ...command('edit.tidy'),
            ...command('edit.align-left', { isLine: true }),
            ...command('edit.align-top'),
            ...command('edit.distribute-across'),
            ...command('edit.distribute-down'),
          ]
        : []),
      ...command('edit.delete', { isLine: true, isDanger: true }),
      ...(chosen.length > 0 ? command('edit.delete-reconnect', { isDanger: true }) : []),
    ]
  }
  const placeOf = (at: readonly [number, number]) => {
    const place = canvas.view?.screenToFlowPosition({ x: at[0], y: at[1] })
    return [place?.x ?? 0, place?.y ?? 0] as const
  }
  const shown = rows()
  return (
    <>
      <span ref={anchor} className="canvas-menu-anchor" style={menu ? { left: menu.at[0], top: menu.at[1] } : undefined} />
      <Popover
        className="float"
        triggerRef={anchor}
        isOpen={menu !== null}
        onOpenChange={(isOpen) => !isOpen && canvas.store.setState({ menu: null })}
        placement="bottom start"
        offset={0}
      >
        <Menu className="option-list" aria-label={t('menu.title')} onClose={() => canvas.store.setState({ menu: null })}>
          {shown.flatMap((row) => [
            ...(row.isLine ? [<Separator key={`${row.id}-line`} className="option-separator" />] : []),
            <MenuItem
              key={row.id}
              id={row.id}
              textValue={row.label}
              className={row.isDanger ? 'option option-danger' : 'option'}
              onAction={row.run}
            >
              <span className="option-words">{row.label}</span>
              {row.keys && <Keys keys={row.keys} />}
            </MenuItem>,
          ])}
        </Menu>
      </Popover>
    </>
  )
}
