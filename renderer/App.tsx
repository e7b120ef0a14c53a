import { useEffect } from 'react'
import { loadCatalogue } from './editor/catalogue.ts'
import { Page } from './frame/Page.tsx'
import { followAddress } from './frame/route.ts'
import { followPreferences } from './settings/preferences.ts'

/** The frame with the page the address names. */
export function App() {
  useEffect(() => {
    const stops = [followPreferences(), followAddress()]
    void loadCatalogue()
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
  return <Page />
}
