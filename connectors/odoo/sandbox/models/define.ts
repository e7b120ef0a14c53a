import { char, datetime, type Field, integer, many2one } from '../engine/fields.ts'
import type { Model } from '../engine/model.ts'
import { displayName } from '../engine/values.ts'

/** A model with the fields every model has. */
export function defineModel(model: Omit<Model, 'order'> & { readonly order?: string }): Model {
  const common: Record<string, Field> = {
    id: integer('ID', { readonly: true }),
    display_name: char('Display Name', {
      readonly: true,
      searchable: true,
      compute: (row, environment) => displayName(environment, model.name, row.id),
    }),
    create_date: datetime('Created on', { readonly: true }),
    create_uid: many2one('Created by', 'res.users', { readonly: true }),
    write_date: datetime('Last Updated on', { readonly: true }),
    write_uid: many2one('Last Updated by', 'res.users', { readonly: true }),
  }
  return { order: 'id', ...model, fields: { ...common, ...model.fields } }
}
