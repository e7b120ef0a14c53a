import { expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { entities } from '#core/model/entities.ts'

it('calls the kinds of record of every system by the plural of the model, as nodes and lists show them', () => {
  const plurals: Readonly<Record<string, { readonly plural: string }>> = entities
  const others = Object.values(connectors).flatMap((connector) =>
    Object.values(connector.entities)
      .filter(({ entity, label }) => !label.startsWith(plurals[entity]?.plural ?? entity))
      .map(({ entity, label }) => `${connector.id} ${entity}: ${label}`),
  )
  expect(others).toEqual([])
})
