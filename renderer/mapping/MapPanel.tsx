import { X } from 'lucide-react'
import { useMemo } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CodeTablesPanel } from '#renderer/codes/CodeTablesPanel.tsx'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { indexOf } from '#renderer/editor/document-index.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import './MapPanel.css'
import { MapTable } from './MapTable.tsx'
import { type MapPanelState, mapPanel, mapPanelStore } from './map-panel.ts'

const openedOf = (state: MapPanelState) => state.opened

/** What of the opened node the panel's own frame shows; not its settings, which change with every key. */
function picksFor(id: string | undefined) {
  const nodeIn = ({ document }: EditorState) => (id === undefined ? undefined : indexOf(document).nodes.get(id))
  return {
    node: nodeIn,
    type: (state: EditorState) => nodeIn(state)?.type,
    name: (state: EditorState) => nodeIn(state)?.name,
  }
}

/** What of a node's form needs the whole window, wide over the canvas: its mappings, or its tables of codes. */
export function MapPanel() {
  const { t } = useTranslation('mapping')
  const opened = useStore(mapPanelStore, openedOf)
  const pick = useMemo(() => picksFor(opened?.nodeId), [opened])
  const type = useEditor(pick.type)
  const name = useEditor(pick.name)
  const { nodeType } = useCatalogue()
  const entry = type === undefined ? undefined : nodeType(type)
  return (
    <ModalOverlay
      className="map-panel-veil"
      isOpen={entry !== undefined}
      onOpenChange={(isOpen) => isOpen || mapPanel.close()}
      isDismissable
    >
      <Modal className="map-panel">
        <Dialog className="map-panel-dialog">
          {opened && entry && (
            <>
              <header className="map-panel-head">
                <Heading slot="title" className="map-panel-title cut">
                  {name ?? entry.label}
                </Heading>
                <IconButton label={t('panel.close')} icon={X} keys="Esc" onPress={mapPanel.close} />
              </header>
              <Content key={opened.nodeId} {...opened} isCodes={entry.fields.some((one) => one.name === opened.field && isCodes(one))} />
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function isCodes({ kind }: { readonly kind: string }): boolean {
  return kind === 'codeTables'
}

function Content({ nodeId, field, isCodes }: { readonly nodeId: string; readonly field: string; readonly isCodes: boolean }) {
  const pick = useMemo(() => picksFor(nodeId), [nodeId])
  const node = useEditor(pick.node)
  if (!node) return null
  return isCodes ? <CodeTablesPanel node={node} field={field} /> : <MapTable node={node} field={field} />
}
