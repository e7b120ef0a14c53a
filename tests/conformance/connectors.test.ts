import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { describeConnecting } from './connector/connecting.ts'
import { describeDeclaration } from './connector/declaration.ts'
import { createExceptions } from './connector/exceptions.ts'
import { describeReading } from './connector/reading.ts'
import { describeUpdating } from './connector/updating.ts'
import { describeCreating } from './connector/writing.ts'

const ownPictures = 'lie beside a run, in which tests/scenarios/images.test.ts holds them'
const ownFields = 'names fields of the system itself, which its own tests hold'

/** What one connector does otherwise than all the others, claim by claim, each with its reason. */
const exceptions = createExceptions({
  cannot: {
    'accountview customer extra': ownFields,
    'eaccounting customer contacts': 'only a company has a contact person, which its own tests hold',
    'eaccounting customer extra': ownFields,
    'eaccounting product extra': ownFields,
    'eaccounting product variants': 'each is an article of its own where a flow says so, which its own tests hold',
    'ccv-salespos product extra': ownFields,
    'ccv-salespos product images': ownPictures,
    'odoo product images': ownPictures,
    'ccv-salespos product priceIncl': 'a shop keeps its prices on one side of VAT; its own tests hold the other',
    'mplus customer extra': ownFields,
    'odoo customer mobile': 'Odoo 19 has no such field; its own tests hold it in the versions before',
    'mplus product extra': ownFields,
    'visma-net product images': ownPictures,
    'visma-net customer extra': ownFields,
    'visma-net product extra': ownFields,
    'mplus product variants': 'the whole family changes at once, which its own tests hold',
  },
  defects: {},
})

describe.each(Object.entries(connectors))('the connector %s', (id, definition) => {
  describe('as declared', () => describeDeclaration(id, definition, exceptions))
  describe('connected', () => describeConnecting(id, definition))
  describe('as a source', () => describeReading(id, definition, exceptions))
  describe('as a target', () => {
    describeCreating(id, definition)
    describeUpdating(id, definition, exceptions)
  })
})

it('makes no exception for what nobody claims', () => {
  expect(exceptions.unneeded()).toEqual([])
})
