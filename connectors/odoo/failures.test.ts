import { describe, expect, it } from 'vitest'
import { errorOf, scrub } from './failures.ts'

const call = { model: 'sale.order', method: 'create', database: 'demo' }

describe('errorOf', () => {
  it.each([
    ['odoo.exceptions.AccessDenied', 'ConnectionError', 'key-refused'],
    ['werkzeug.exceptions.Unauthorized', 'ConnectionError', 'key-refused'],
    ['odoo.exceptions.AccessError', 'ConnectionError', 'rights'],
    ['odoo.exceptions.MissingError', 'DataError', 'record-gone'],
    ['odoo.exceptions.UserError', 'DataError', 'odoo-refused'],
    ['odoo.exceptions.ValidationError', 'DataError', 'odoo-refused'],
    ['odoo.exceptions.LockError', 'BusyError', 'odoo-conflict'],
    ['psycopg2.errors.SerializationFailure', 'BusyError', 'odoo-conflict'],
    ['builtins.ValueError', 'AppError', 'odoo-request'],
    ['somebodys.module.Error', 'VendorError', 'odoo-failed'],
  ])('takes %s for a %s', (name, type, code) => {
    expect(errorOf({ name, message: 'x' }, call)).toMatchObject({ name: type, code })
  })

  it('decides on the class when the text is Dutch', () => {
    expect(errorOf({ name: 'odoo.exceptions.AccessError', message: 'U heeft geen toegang.' }, call).code).toBe('rights')
  })

  it('keeps the SQL of a database error to itself', () => {
    const error = errorOf({ name: 'psycopg2.errors.InvalidTextRepresentation', message: 'LINE 1: SELECT "id" FROM res_partner' }, call)
    expect(error.message).not.toContain('SELECT')
  })
})

describe('scrub', () => {
  it('leaves the sentence for people and drops the database behind it', () => {
    const message =
      'The operation cannot be completed: Contacts require a name\n\nduplicate key value violates unique constraint "x_uniq"\nDETAIL:  Key (name)=(x)'
    expect(scrub(message)).toBe('The operation cannot be completed: Contacts require a name')
  })
})
