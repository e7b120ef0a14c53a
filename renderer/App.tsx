import { useEffect } from 'react'
import { loadCatalogue } from './editor/catalogue.ts'
import { Frame } from './frame/Frame.tsx'
import { followOpenFlows } from './frame/open-flows.ts'
import { PageBoundary } from './frame/PageBoundary.tsx'
import { followAddress } from './frame/route.ts'
import { Start } from './frame/Start.tsx'
import { followPreferences } from './settings/preferences.ts'

/** The frame with the page the address names. */
export function App() {
  useEffect(() => {
    const stops = [followPreferences(), followAddress(), followOpenFlows()]
    void loadCatalogue()
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
  return (
    <PageBoundary place="app">
      <Start>
        <Frame />
      </Start>
    </PageBoundary>
  )
}
