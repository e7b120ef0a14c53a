import { createContext, useContext } from 'react'
import type { NodePlace } from './node-place.ts'

export const PlaceContext = createContext<NodePlace | null>(null)

/** The node whose form this is. */
export function usePlace(): NodePlace {
  const place = useContext(PlaceContext)
  if (!place) throw new Error('A setting is shown outside the inspector.')
  return place
}
