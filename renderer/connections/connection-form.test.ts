import { describe, expect, it } from 'vitest'
import type { FieldEntry } from '#core/kit/describe.ts'
import { checkForm, freeName, shownFields, startForm, toSettings } from './connection-form.ts'

const fields: readonly FieldEntry[] = [
  { name: 'address', kind: 'text', label: 'Address', isOptional: true, default: 'https://api.example', options: { maxLength: 30 } },
  { name: 'port', kind: 'number', label: 'Port', isOptional: false, options: { min: 1, max: 65_535 } },
  { name: 'secret', kind: 'secret', label: 'Secret', isOptional: false, howToObtain: 'Ask.' },
  {
    name: 'currency',
    kind: 'text',
    label: 'Currency',
    isOptional: true,
    options: { pattern: { expression: '^[A-Z]{3}$', says: 'is no currency code such as EUR' } },
  },
  { name: 'test', kind: 'toggle', label: 'Test', isOptional: true, default: false },
]

describe('the form of a connection', () => {
  it('starts with the defaults', () => {
    expect(startForm(fields)).toEqual({ address: 'https://api.example', port: '', secret: '', currency: '', test: false })
  })

  it('starts with what is kept, secrets excepted', () => {
    const form = startForm(fields, { settings: { address: 'https://other.example', port: 1234, secret: 'leaked', test: true } })
    expect(form).toMatchObject({ address: 'https://other.example', port: '1234', secret: '', test: true })
  })

  it('asks for what is missing', () => {
    expect(checkForm(fields, startForm(fields))).toEqual({ port: { kind: 'missing' }, secret: { kind: 'missing' } })
  })

  it('is content with an empty secret when one is kept', () => {
    expect(checkForm(fields, { ...startForm(fields), port: '80' }, ['secret'])).toEqual({})
  })

  it('holds values against what the system says of its fields', () => {
    const values = { ...startForm(fields), secret: 'x' }
    expect(checkForm(fields, { ...values, port: 'eighty' }).port).toEqual({ kind: 'not-a-number' })
    expect(checkForm(fields, { ...values, port: '0' }).port).toEqual({ kind: 'too-small', min: 1 })
    expect(checkForm(fields, { ...values, port: '70000' }).port).toEqual({ kind: 'too-large', max: 65_535 })
    expect(checkForm(fields, { ...values, currency: 'euro' }).currency).toEqual({
      kind: 'pattern',
      says: 'is no currency code such as EUR',
    })
    expect(checkForm(fields, { ...values, address: 'x'.repeat(31) }).address).toEqual({ kind: 'too-long', max: 30 })
  })

  it('sends numbers as numbers and leaves out what is empty', () => {
    expect(toSettings(fields, { ...startForm(fields), address: ' https://a.example ', port: '34511', secret: ' kept space ' })).toEqual({
      address: 'https://a.example',
      port: 34_511,
      secret: ' kept space ',
      test: false,
    })
    expect(toSettings(fields, { ...startForm(fields), port: '1' })).not.toHaveProperty('secret')
  })

  it('shows a field only when it matters', () => {
    const extra: FieldEntry = { name: 'sandbox', kind: 'text', label: 'Sandbox', isOptional: true, options: { when: { test: [true] } } }
    expect(shownFields([...fields, extra], startForm(fields))).toEqual(fields)
    expect(shownFields([extra], { ...startForm(fields), test: true })).toEqual([extra])
  })

  it('proposes a name that is free', () => {
    expect(freeName('Odoo', ['Till'])).toBe('Odoo')
    expect(freeName('Odoo', ['Odoo', 'Odoo 2'])).toBe('Odoo 3')
  })
})
