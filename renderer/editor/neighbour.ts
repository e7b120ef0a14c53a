import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** Parts of the editor that live in folders of their own. A glob, so that the editor stands without those that are not there. */
const files = import.meta.glob<Readonly<Record<string, ComponentType<object>>>>([
  '../inspector/Inspector.tsx',
  '../data/DataDrawer.tsx',
  '../log/LogDrawer.tsx',
  '../runs/RunDrawer.tsx',
])

/** A part that is fetched when it is first shown; nothing where it does not exist. */
export function neighbour(folder: string, name: string): LazyExoticComponent<ComponentType<object>> {
  return lazy(async () => ({ default: (await files[`../${folder}/${name}.tsx`]?.())?.[name] ?? Nothing }))
}

function Nothing() {
  return null
}
