import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { titleBarPlace } from './title-bar-place.ts'

const elementOf = ({ element }: { readonly element: HTMLElement | null }) => element

/** What a page shows at the end of the title bar: `<TitleBarActions><Button>Run now</Button></TitleBarActions>`. */
export function TitleBarActions({ children }: { readonly children: ReactNode }) {
  const element = useStore(titleBarPlace.store, elementOf)
  return element && createPortal(children, element)
}
