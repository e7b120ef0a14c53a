import { expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { describeConnector } from '#core/kit/describe.ts'
import { refusedField } from './refused-field.ts'

const fieldsOf = (id: string) => {
  const definition = connectors[id]
  if (!definition) throw new Error(`There is no system ${id}.`)
  return describeConnector(definition).fields
}

it.each([
  ['mplus', 'credentials-refused', 'ident'],
  ['odoo', 'key-refused', 'apiKey'],
  ['odoo', 'database-unknown', 'database'],
  ['odoo', 'login-missing', 'login'],
  ['odoo', 'unknown-host', 'url'],
  ['ccv-salespos', 'credentials-refused', 'publicKey'],
  ['visma-net', 'credentials-refused', 'clientId'],
  ['mplus', 'connection-refused', 'address'],
  ['accountview', 'company-unknown', 'company'],
])('at %s, "%s" is a matter of the field %s', (system, code, field) => {
  expect(refusedField({ code }, fieldsOf(system))).toBe(field)
})

it.each(['rights', 'server-error', 'too-many-requests', 'toString'])('"%s" is a matter of no field', (code) => {
  for (const id of Object.keys(connectors)) expect(refusedField({ code }, fieldsOf(id))).toBeUndefined()
})
