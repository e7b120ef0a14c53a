import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { NodeIcon } from '../NodeIcon.tsx'
import { type PaletteEntry, paletteSections } from '../palette-entries.ts'
import { type CanvasState, useCanvas, useCanvasState } from './canvas-store.ts'
import { PickList } from './PickList.tsx'
import { addFromPalette } from './quick-add.ts'
import { focusThing } from './view-actions.ts'

const quickAddOf = ({ quickAdd }: CanvasState) => quickAdd

/** What can be added here: at the end of a drawn wire, into a wire, after a node, or on its own. */
export function QuickAddList() {
  const { t } = useTranslation('editor')
  const canvas = useCanvas()
  const quickAdd = useCanvasState(quickAddOf)
  const entries = useMemo(() => {
    if (!quickAdd) return []
    const own = Object.values(canvas.editor.getState().document.slots).map(({ connector }) => connector)
    return paletteSections(canvas.catalogue, own).flatMap(({ entries }) => entries)
  }, [canvas, quickAdd])
  if (!quickAdd) return null

  const { from, to, wire } = quickAdd
  const fits = ({ node }: PaletteEntry) =>
    (from === undefined && wire === undefined ? true : node.inputs === 1) &&
    (to === undefined && wire === undefined ? true : node.outputs.length > 0)
  const close = () => {
    canvas.store.setState({ quickAdd: null })
    const { focusId } = canvas.store.getState()
    if (focusId !== null) focusThing(canvas, focusId)
    else document.querySelector<HTMLElement>('.canvas .react-flow')?.focus()
  }
  return (
    <PickList
      label={t(wire === undefined ? 'add.title' : 'add.into-wire')}
      placeholder={t('add.search')}
      nothing={t('palette.nothing')}
      at={quickAdd.at}
      // What is added by the keyboard without a place of its own may be of any kind; it is only wired where it can be.
      items={entries.filter((entry) => fits(entry) || (from !== undefined && quickAdd.isLoose === true)).map(itemOf)}
      onPick={(id) => {
        const entry = entries.find((one) => one.id === id)
        canvas.store.setState({ quickAdd: null })
        if (entry) addFromPalette(canvas, entry, quickAdd)
      }}
      onClose={close}
    />
  )
}

function itemOf(entry: PaletteEntry) {
  const { id, label, node, connector, summary } = entry
  return {
    ...{ id, label },
    hint: connector?.label,
    icon: connector ? <SystemIcon connector={connector.id} size="small" /> : <NodeIcon name={node.icon} />,
    words: `${label} ${connector?.label ?? ''} ${summary}`,
  }
}
