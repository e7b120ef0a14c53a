import { X } from 'lucide-react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CodeTablesPanel } from '#renderer/codes/CodeTablesPanel.tsx'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import './MapPanel.css'
import { MapTable } from './MapTable.tsx'
import { type MapPanelState, mapPanel, mapPanelStore } from './map-panel.ts'

const openedOf = (state: MapPanelState) => state.opened
const nodesOf = (state: EditorState) => state.document.nodes

/** What of a node's form needs the whole window, wide over the canvas: its mappings, or its tables of codes. */
export function MapPanel() {
  const { t } = useTranslation('mapping')
  const opened = useStore(mapPanelStore, openedOf)
  const nodes = useEditor(nodesOf)
  const { nodeType } = useCatalogue()
  const node = opened ? nodes.find((one) => one.id === opened.nodeId) : undefined
  const entry = node && nodeType(node.type)
  const kind = entry?.fields.find(({ name }) => name === opened?.field)?.kind
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
              {kind === 'codeTables' ? (
                <CodeTablesPanel key={node.id} node={node} field={opened.field} />
              ) : (
                <MapTable key={node.id} node={node} field={opened.field} />
              )}
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
