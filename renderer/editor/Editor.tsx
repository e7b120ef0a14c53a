import { type KeyboardEvent, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TitleBarActions } from '#renderer/frame/TitleBarActions.tsx'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { rememberPanel, usePreferences } from '#renderer/settings/preferences.ts'
import { Loading } from '#renderer/ui/Loading.tsx'
import { SplitPane } from '#renderer/ui/SplitPane.tsx'
import { toast } from '#renderer/ui/toast.ts'
import { Canvas } from './canvas/Canvas.tsx'
import { CanvasTools } from './canvas/CanvasTools.tsx'
import { type Canvas as CanvasOfFlow, createCanvas } from './canvas/canvas-store.ts'
import { SelectionTools } from './canvas/SelectionTools.tsx'
import { focusThing } from './canvas/view-actions.ts'
import { useCatalogue } from './catalogue.ts'
import { Drawer, type DrawerTab } from './Drawer.tsx'
import './Editor.css'
import { EditorCommands } from './EditorCommands.tsx'
import { EmptyFlow } from './EmptyFlow.tsx'
import { FileBanner } from './FileBanner.tsx'
import { neighbour } from './neighbour.ts'
import { Palette } from './Palette.tsx'
import { RefusalDialog } from './RefusalDialog.tsx'
import { RunBar } from './RunBar.tsx'
import { type EditorState, useEditor, useEditorStore } from './store.ts'

const Inspector = neighbour('inspector', 'Inspector')

const panelOf = ({ panel }: EditorState) => panel
const refusedOf = ({ refused }: EditorState) => refused
const isEmptyIn = ({ document }: EditorState) => document.nodes.length === 0 && (document.comments ?? []).length === 0

export type Shown = 'history' | 'changes' | null

/** Palette, canvas, form and drawer around one flow. */
export function Editor() {
  const { t } = useTranslation('editor')
  const canvas = useCanvasOfFlow()
  const panels = usePreferences(({ panels }) => panels)
  const [tab, setTab] = useState<DrawerTab>('data')
  const [shown, setShown] = useState<Shown>(null)
  const isEmpty = useEditor(isEmptyIn)
  const isOpen = (name: string, usual = true) => (typeof panels[`${name}-open`] === 'boolean' ? panels[`${name}-open`] === true : usual)
  const showTab = (next: DrawerTab) => {
    setTab(next)
    if (!isOpen('drawer', false)) rememberPanel('drawer-open', true)
  }
  useInspectorOnDemand(isOpen('inspector'))
  useRefusals()

  const backToCanvas = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    const { focusId } = canvas.store.getState()
    if (focusId !== null) focusThing(canvas, focusId)
  }
  return (
    <div className="editor">
      <TitleBarActions>
        <RunBar showRun={() => showTab('run')} showProblems={() => showTab('problems')} showChanges={() => setShown('changes')} />
      </TitleBarActions>
      <EditorCommands canvas={canvas} isOpen={isOpen} showTab={showTab} show={setShown} />
      <FileBanner />
      <SplitPane
        name="drawer"
        label={t('drawer.label')}
        side="bottom"
        size={280}
        minimum={120}
        isOpen={isOpen('drawer', false)}
        pane={<Drawer tab={tab} onTab={setTab} onClose={() => rememberPanel('drawer-open', false)} />}
      >
        <SplitPane
          name="palette"
          label={t('palette.label')}
          side="start"
          size={232}
          maximum={400}
          isOpen={isOpen('palette')}
          pane={<Palette canvas={canvas} />}
        >
          <SplitPane
            name="inspector"
            label={t('inspector.label')}
            side="end"
            size={340}
            minimum={280}
            maximum={640}
            isOpen={isOpen('inspector')}
            pane={
              // biome-ignore lint/a11y/noStaticElementInteractions: Escape leads back to the canvas from every field in it
              <div className="editor-inspector" onKeyDown={backToCanvas}>
                <Suspense fallback={<Loading label={t('opening')} />}>
                  <Inspector />
                </Suspense>
              </div>
            }
          >
            <div className="editor-canvas">
              <Canvas canvas={canvas} hasMinimap={isOpen('minimap') && !isEmpty} />
              {isEmpty && <EmptyFlow canvas={canvas} />}
              <SelectionTools canvas={canvas} />
              <CanvasTools canvas={canvas} shown={shown} show={setShown} />
            </div>
          </SplitPane>
        </SplitPane>
      </SplitPane>
      <RefusalDialog />
    </div>
  )
}

function useCanvasOfFlow(): CanvasOfFlow {
  const editor = useEditorStore()
  const catalogue = useCatalogue()
  const canvas = useMemo(() => createCanvas(editor, catalogue), [editor, catalogue])
  useEffect(() => canvas.follow(), [canvas])
  return canvas
}

/** Whoever asks for a node's form gets it, with the keyboard in its first field. */
function useInspectorOnDemand(isInspectorOpen: boolean): void {
  const panel = useEditor(panelOf)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish opens it again after the user closed it
  useEffect(() => {
    if (!panel) return
    if (!isInspectorOpen) rememberPanel('inspector-open', true)
    const attempt = (left: number) => {
      const field = document.querySelector<HTMLElement>(
        '.editor-inspector :is(input:not([type=hidden]), textarea, button[aria-haspopup=listbox]):not([disabled])',
      )
      // A panel that covers the page has taken the keyboard already.
      if (document.querySelector('[role=dialog]')) return
      if (field) field.focus()
      else if (left > 0) requestAnimationFrame(() => attempt(left - 1))
    }
    requestAnimationFrame(() => attempt(30))
  }, [panel])
}

/** A change that could not be made says why. */
function useRefusals(): void {
  const refused = useEditor(refusedOf)
  useEffect(() => {
    if (refused) toast({ tone: 'waiting', title: saySentences(refused.text) })
  }, [refused])
}
