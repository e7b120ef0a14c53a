import { useStore } from 'zustand'
import { AppCommands } from '#renderer/commands/AppCommands.tsx'
import { CommandPalette } from '#renderer/commands/CommandPalette.tsx'
import { overlays } from '#renderer/commands/overlays.ts'
import { ShortcutSheet } from '#renderer/commands/ShortcutSheet.tsx'
import { FlowDrop } from '#renderer/exchange/FlowDrop.tsx'
import { PracticeDialog } from '#renderer/practice/PracticeDialog.tsx'
import { ExportPlace } from './ExportPlace.tsx'
import './Frame.css'
import { ImportPlace } from './ImportPlace.tsx'
import { NoticeCards } from './NoticeCards.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { Page } from './Page.tsx'
import { Rail } from './Rail.tsx'
import { StatusBar } from './StatusBar.tsx'
import { TitleBar } from './TitleBar.tsx'
import { Toasts } from './Toasts.tsx'

const shownOf = ({ shown }: { readonly shown: 'palette' | 'sheet' | null }) => shown

/** Rail, title bar, page and status bar, and what floats over them. */
export function Frame() {
  const shown = useStore(overlays, shownOf)
  return (
    <div className="frame">
      <AppCommands />
      <Rail />
      <div className="frame-main">
        <TitleBar />
        <OfflineBanner />
        <main className="frame-page">
          <Page />
        </main>
      </div>
      <StatusBar />
      <div className="frame-corner">
        <NoticeCards />
        <Toasts />
      </div>
      <ImportPlace />
      <ExportPlace />
      <FlowDrop />
      <PracticeDialog />
      {shown === 'palette' && <CommandPalette />}
      {shown === 'sheet' && <ShortcutSheet />}
    </div>
  )
}
