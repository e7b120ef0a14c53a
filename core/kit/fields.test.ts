import { expectTypeOf, it } from 'vitest'
import { defineNode } from './define-node.ts'
import { field, type ValuesOf } from './fields.ts'

const fields = {
  name: field.text({ label: 'Name' }),
  note: field.text({ label: 'Note', optional: true }),
  size: field.number({ label: 'Size', default: 10 }),
  state: field.choice({ label: 'State', options: { open: 'Open', paid: 'Paid' } }),
  states: field.choices({ label: 'States', options: { open: 'Open', paid: 'Paid' } }),
  isOn: field.toggle({ label: 'On', default: true }),
  key: field.secret({ label: 'Key', howToObtain: 'Ask for it.' }),
}

it('infers the type of settings from their fields', () => {
  type Settings = ValuesOf<typeof fields>
  expectTypeOf<Settings['name']>().toEqualTypeOf<string>()
  expectTypeOf<Settings['note']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<Settings['size']>().toEqualTypeOf<number>()
  expectTypeOf<Settings['state']>().toEqualTypeOf<'open' | 'paid'>()
  expectTypeOf<Settings['states']>().toEqualTypeOf<readonly ('open' | 'paid')[]>()
  expectTypeOf<Settings['isOn']>().toEqualTypeOf<boolean>()
})

it('does not ask for optional settings', () => {
  const settings: ValuesOf<Pick<typeof fields, 'name' | 'note'>> = { name: 'Shop' }
  expectTypeOf(settings).toExtend<{ name: string }>()
})

it('gives a node its settings with their types', () => {
  defineNode({
    ...{ type: 'typed', version: 1, label: 'Typed', summary: 'Only its types matter.', category: 'logic', icon: 'circle', effect: 'none' },
    fields,
    inputs: 1,
    outputs: ['out'],
    describe: (settings) => settings.state,
    prepare: ({ settings }) => {
      expectTypeOf(settings.state).toEqualTypeOf<'open' | 'paid'>()
      expectTypeOf(settings.note).toEqualTypeOf<string | undefined>()
      return { process: (records) => records.map((record) => ({ port: 'out', record })) }
    },
  })
})
