import { languageOf, linked } from '../engine/environment.ts'
import { boolean, char, integer, many2many, many2one, selection } from '../engine/fields.ts'
import type { Model } from '../engine/model.ts'
import { validationError } from '../errors.ts'
import { defineModel } from './define.ts'

const settings = { write: ['settings'], create: ['settings'], unlink: ['settings'] }

/** Countries, currencies, languages, companies, users: what every other model leans on. */
export const baseModels: readonly Model[] = [
  defineModel({
    name: 'res.country',
    label: 'Country',
    order: 'name, id',
    access: settings,
    searchFields: ['name', 'code'],
    fields: {
      name: char('Country Name', { required: true, translate: true }),
      code: char('Country Code', { required: true, indexed: true }),
      currency_id: many2one('Currency', 'res.currency'),
      phone_code: integer('Country Calling Code'),
    },
  }),
  defineModel({
    name: 'res.country.state',
    label: 'Country state',
    order: 'code, id',
    access: settings,
    fields: {
      name: char('State Name', { required: true }),
      code: char('State Code', { required: true, indexed: true }),
      country_id: many2one('Country', 'res.country', { required: true }),
    },
  }),
  defineModel({
    name: 'res.currency',
    label: 'Currency',
    access: settings,
    fields: {
      name: char('Currency', { required: true, indexed: true }),
      symbol: char('Symbol'),
      active: boolean('Active', { default: () => true }),
    },
  }),
  defineModel({
    name: 'res.lang',
    label: 'Languages',
    access: settings,
    fields: {
      name: char('Name', { required: true }),
      code: char('Locale Code', { required: true }),
      active: boolean('Active', { default: () => true }),
    },
  }),
  defineModel({
    name: 'res.company',
    label: 'Companies',
    order: 'sequence, name',
    access: settings,
    fields: {
      name: char('Company Name', { required: true }),
      sequence: integer('Sequence', { default: () => 10 }),
      active: boolean('Active', { default: () => true }),
      partner_id: many2one('Partner', 'res.partner'),
      country_id: many2one('Country', 'res.country'),
      currency_id: many2one('Currency', 'res.currency', { required: true }),
      account_sale_tax_id: many2one('Default Sale Tax', 'account.tax'),
      account_purchase_tax_id: many2one('Default Purchase Tax', 'account.tax'),
      tax_calculation_rounding_method: selection(
        'Tax Calculation Rounding Method',
        [
          ['round_per_line', 'Round per Line'],
          ['round_globally', 'Round Globally'],
        ],
        { default: () => 'round_per_line' },
      ),
    },
  }),
  defineModel({
    name: 'res.users',
    label: 'User',
    order: 'name, login',
    access: { write: ['settings'], create: ['settings'], unlink: ['settings'] },
    fields: {
      name: char('Name', { required: true }),
      login: char('Login', { required: true, indexed: true }),
      active: boolean('Active', { default: () => true }),
      partner_id: many2one('Related Partner', 'res.partner'),
      company_id: many2one('Company', 'res.company'),
      company_ids: many2many('Companies', 'res.company'),
      lang: selection('Language', []),
      tz: char('Timezone'),
    },
    methods: {
      context_get: {
        level: 'model',
        parameters: [],
        run: ({ environment }) => {
          const user = linked(environment, 'res.users', environment.user.id)
          return { lang: user.lang || languageOf(environment), tz: user.tz || 'Europe/Brussels', uid: environment.user.id }
        },
      },
    },
  }),
  defineModel({
    name: 'ir.model.data',
    label: 'Model Data',
    order: 'module, model, name',
    access: settings,
    fields: {
      name: char('External Identifier', { required: true, indexed: true }),
      module: char('Module', { required: true, default: () => '' }),
      model: char('Model Name', { required: true }),
      res_id: integer('Record ID', { indexed: true }),
      noupdate: boolean('Non Updatable'),
      complete_name: char('Complete ID', {
        readonly: true,
        compute: (row) => (row.module ? `${row.module}.${row.name}` : String(row.name)),
      }),
    },
    changed: ({ ids, environment }) => {
      const table = environment.database.tables.get('ir.model.data')
      for (const id of ids) {
        const row = linked(environment, 'ir.model.data', id)
        const twins = [...(table?.idsBy('name', row.name) ?? [])].map((other) => linked(environment, 'ir.model.data', other))
        if (twins.every((other) => other.id === id || other.name !== row.name || other.module !== row.module)) continue
        throw validationError(
          'The operation cannot be completed: duplicate key value violates unique constraint "ir_model_data_module_name_uniq_index"\n' +
            `DETAIL:  Key (module, name)=(${row.module}, ${row.name}) already exists.\n`,
        )
      }
    },
  }),
]
