import { describe } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { describeConnecting } from './connector/connecting.ts'
import { describeDeclaration } from './connector/declaration.ts'

describe.each(Object.entries(connectors))('the connector %s', (id, definition) => {
  describe('as declared', () => describeDeclaration(id, definition))
  describe('connected', () => describeConnecting(id, definition))
})
