import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { targetsOutOfReach, wireKey } from '#core/flow/wires.ts'
import { indexOf } from '../document-index.ts'
import { type CanvasState, useCanvas, useCanvasState } from './canvas-store.ts'
import { shapeOf } from './geometry.ts'
import { type PickItem, PickList } from './PickList.tsx'
import { titleOf } from './thing-words.ts'
import { focusThing, reveal } from './view-actions.ts'
import { cutWiresByKey, drawWire } from './wire-actions.ts'

const pickOf = ({ pick }: CanvasState) => pick
const separator = ' › '

/** Wires by the keyboard: where a new one leads, or which ones to cut. */
export function WirePicks() {
  const { t } = useTranslation('editor')
  const canvas = useCanvas()
  const pick = useCanvasState(pickOf)
  const items = useMemo((): readonly PickItem[] => {
    if (!pick) return []
    const { document } = canvas.editor.getState()
    const { nodes, from, into } = indexOf(document)
    const node = nodes.get(pick.nodeId)
    if (!node) return []
    if (pick.what === 'cut') {
      return [...(from.get(node.id) ?? []), ...(into.get(node.id) ?? [])].map((wire) => {
        const label = `${titleOf(canvas, wire.from[0])} → ${titleOf(canvas, wire.to)}`
        return { id: wireKey(wire), label, hint: wire.from[1] === 'out' ? undefined : wire.from[1], words: `${label} ${wire.from[1]}` }
      })
    }
    const { outputs } = shapeOf(document, node, canvas.portsOf)
    return outputs.flatMap((port) => {
      const reasons = targetsOutOfReach(document, [node.id, port], canvas.portsOf)
      const hint = outputs.length > 1 ? port : undefined
      const all = document.nodes
        .filter(({ id }) => id !== node.id)
        .map((target): PickItem & { readonly far: number } => {
          const label = titleOf(canvas, target.id)
          const reason = reasons.get(target.id)
          return {
            ...{ id: `${port}${separator}${target.id}`, label, hint, words: `${label} ${port}` },
            ...(reason && { reason: t(`reach.${reason}`) }),
            far: Math.hypot(target.position[0] - node.position[0], target.position[1] - node.position[1]) + (reason ? 1e9 : 0),
          }
        })
      return all.toSorted((a, b) => a.far - b.far)
    })
  }, [pick, canvas, t])
  if (!pick) return null

  const close = () => {
    canvas.store.setState({ pick: null, cutKeys: new Set() })
    focusThing(canvas, pick.nodeId)
  }
  return (
    <PickList
      label={t(pick.what === 'connect' ? 'connect.title' : 'cut.title', { name: titleOf(canvas, pick.nodeId) })}
      placeholder={t(pick.what === 'connect' ? 'connect.search' : 'cut.search')}
      nothing={t(pick.what === 'connect' ? 'connect.nothing' : 'cut.nothing')}
      at={pick.at}
      items={items}
      onPoint={(id) => {
        if (pick.what === 'cut') canvas.store.setState({ cutKeys: new Set(id === null ? [] : [id]) })
        else if (id !== null) reveal(canvas, id.slice(id.indexOf(separator) + separator.length))
      }}
      onPick={(id) => {
        close()
        if (pick.what === 'cut') cutWiresByKey(canvas, [id])
        else {
          const at = id.indexOf(separator)
          drawWire(canvas, { from: [pick.nodeId, id.slice(0, at)], to: id.slice(at + separator.length) })
        }
      }}
      onClose={close}
    />
  )
}
