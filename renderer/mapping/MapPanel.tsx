import { X } from 'lucide-react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import './MapPanel.css'
import { MapTable } from './MapTable.tsx'
import { type MapPanelState, mapPanel, mapPanelStore } from './map-panel.ts'

const openedOf = (state: MapPanelState) => state.opened
const nodesOf = (state: EditorState) => state.document.nodes

/** A node's mappings, wide over the canvas: what comes in, one row for each field that is filled, what can be filled. */
export function MapPanel() {
  const { t } = useTranslation('mapping')
  const opened = useStore(mapPanelStore, openedOf)
  const nodes = useEditor(nodesOf)
  const { nodeType } = useCatalogue()
  const node = opened ? nodes.find((one) => one.id === opened.nodeId) : undefined
  const entry = node && nodeType(node.type)
  return (
    <ModalOverlay
      className="map-panel-veil"
      isOpen={node !== undefined && entry !== undefined}
      onOpenChange={(isOpen) => isOpen || mapPanel.close()}
      isDismissable
    >
      <Modal className="map-panel">
        <Dialog className="map-panel-dialog">
          {opened && node && entry && (
            <>
              <header className="map-panel-head">
                <Heading slot="title" className="map-panel-title cut">
                  {node.name ?? entry.label}
                </Heading>
                <IconButton label={t('panel.close')} icon={X} keys="Esc" onPress={mapPanel.close} />
              </header>
              <MapTable key={node.id} node={node} field={opened.field} />
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
