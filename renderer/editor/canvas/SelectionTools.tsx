import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Group,
  type LucideIcon,
  Ungroup,
  WandSparkles,
} from 'lucide-react'
import { Button, Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { groupColours } from '#core/flow/document.ts'
import { commandLabel } from '#renderer/commands/command-label.ts'
import { commandEntry, runCommand } from '#renderer/commands/registry.ts'
import { useCommandKeys } from '#renderer/commands/shown-keys.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Tooltip } from '#renderer/ui/Tooltip.tsx'
import { indexOf } from '../document-index.ts'
import { type EditorState, useEditor } from '../store.ts'
import type { Canvas } from './canvas-store.ts'
import { colourGroups, groupSelected, tidySelected, ungroupSelected } from './selection-actions.ts'
import './SelectionTools.css'

const selectionOf = ({ selection }: EditorState) => selection
/** One text, so that the bar is painted again only when it shows something else. */
const colourIn = ({ document, selection }: EditorState) => {
  const { groups } = indexOf(document)
  const frames = selection.flatMap((id) => groups.get(id) ?? [])
  return frames.length === 0 ? null : (frames[0]?.colour ?? 'grey')
}

/** What can be done with several things at once, while several are selected; and the colour of a frame. */
export function SelectionTools({ canvas }: { readonly canvas: Canvas }) {
  const { t } = useTranslation('editor')
  const { length } = useEditor(selectionOf)
  const colour = useEditor(colourIn)
  const isSeveral = length > 1
  if (!isSeveral && colour === null) return null
  return (
    <Toolbar className="selection-tools" aria-label={t('selection.title')}>
      {isSeveral && (
        <>
          <span className="selection-tools-count">{t('selection.count', { count: length })}</span>
          <Tool id="edit.align-left" icon={AlignStartVertical} />
          <Tool id="edit.align-center" icon={AlignCenterVertical} />
          <Tool id="edit.align-right" icon={AlignEndVertical} />
          <span className="canvas-tools-gap" />
          <Tool id="edit.align-top" icon={AlignStartHorizontal} />
          <Tool id="edit.align-middle" icon={AlignCenterHorizontal} />
          <Tool id="edit.align-bottom" icon={AlignEndHorizontal} />
          <span className="canvas-tools-gap" />
          <Tool id="edit.distribute-across" icon={AlignHorizontalDistributeCenter} isDisabled={length < 3} />
          <Tool id="edit.distribute-down" icon={AlignVerticalDistributeCenter} isDisabled={length < 3} />
          <Tool id="edit.tidy" icon={WandSparkles} onPress={() => tidySelected(canvas)} />
          <span className="canvas-tools-gap" />
          <Tool id="edit.group" icon={Group} onPress={() => groupSelected(canvas)} />
        </>
      )}
      {colour !== null && (
        <>
          <Tool id="edit.ungroup" icon={Ungroup} onPress={() => ungroupSelected(canvas)} />
          <span className="canvas-tools-gap" />
          {groupColours.map((one) => (
            <Tooltip key={one} text={t(`colour.${one}`)}>
              <Button
                className={classNames('group-swatch', `group-${one}`, one === colour && 'group-swatch-chosen')}
                aria-label={t(`colour.${one}`)}
                aria-pressed={one === colour}
                onPress={() => colourGroups(canvas, one)}
              />
            </Tooltip>
          ))}
        </>
      )}
    </Toolbar>
  )
}

interface ToolProps {
  readonly id: string
  readonly icon: LucideIcon
  readonly isDisabled?: boolean
  /** Instead of the command, which asks where the keyboard is. */
  readonly onPress?: () => void
}

function Tool({ id, icon, isDisabled, onPress }: ToolProps) {
  const keys = useCommandKeys(id)
  const entry = commandEntry(id)
  if (!entry) return null
  const run = onPress ?? (() => void runCommand(id))
  return <IconButton size="small" icon={icon} label={commandLabel(entry)} keys={keys} isDisabled={isDisabled} onPress={run} />
}
