import i18next from 'i18next'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Catalogue } from '#core/contract/app.ts'
import type { ContractError } from '#core/contract/reply.ts'
import type { ConnectorEntry, NodeEntry } from '#core/kit/describe.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { translateCatalogue } from '#renderer/language/translate-catalogue.ts'

/** Every node type and system this program knows, found by name, in the page's language. Empty until it has come. */
export interface CatalogueLookup extends Catalogue {
  readonly isLoaded: boolean
  readonly error: ContractError | null
  nodeType(type: string): NodeEntry | undefined
  connector(id: string): ConnectorEntry | undefined
}

function lookUp({ nodes, connectors }: Catalogue, isLoaded: boolean, error: ContractError | null = null): CatalogueLookup {
  const types = new Map(nodes.map((node) => [node.type, node]))
  const systems = new Map(connectors.map((connector) => [connector.id, connector]))
  return { nodes, connectors, isLoaded, error, nodeType: (type) => types.get(type), connector: (id) => systems.get(id) }
}

const empty: Catalogue = { nodes: [], connectors: [] }

/** One for the page: it changes with the page's language only. */
export const catalogueStore = createStore<CatalogueLookup>(() => lookUp(empty, false))

let asking: Promise<void> | undefined

/** Asks for the catalogue once; again only after it failed. */
export function loadCatalogue(): Promise<void> {
  asking ??= host.request('app:catalogue', {}).then(
    (catalogue) => {
      const show = () => catalogueStore.setState(lookUp(translateCatalogue(catalogue), true), true)
      show()
      i18next.on('languageChanged', show)
    },
    (thrown: unknown) => {
      asking = undefined
      catalogueStore.setState(lookUp(empty, false, toContractError(thrown)), true)
    },
  )
  return asking
}

/** The catalogue with its lookups. Inside an `EditorProvider` it has always come. */
export function useCatalogue(): CatalogueLookup {
  const catalogue = useStore(catalogueStore)
  if (!catalogue.isLoaded && catalogue.error === null) void loadCatalogue()
  return catalogue
}
