import type { Environment } from './environment.ts'
import { type Field, isStored, isToMany } from './fields.ts'
import type { Model } from './model.ts'

/** `fields_get`: what fields a model has. Unknown names are left out in silence; it answers without any right on the model. */
export function describeFields(
  environment: Environment,
  model: Model,
  { names, attributes }: { readonly names: unknown; readonly attributes: unknown },
): Readonly<Record<string, unknown>> {
  const wanted = Array.isArray(names) && names.length > 0 ? names : undefined
  const kept = Array.isArray(attributes) && attributes.length > 0 ? attributes : undefined
  return Object.fromEntries(
    Object.entries(model.fields)
      .filter(([name]) => !name.startsWith('@') && (!wanted || wanted.includes(name)))
      .map(([name, field]) => {
        const all = describeField(environment, name, field)
        return [name, kept ? Object.fromEntries(Object.entries(all).filter(([attribute]) => kept.includes(attribute))) : all]
      }),
  )
}

function describeField(environment: Environment, name: string, field: Field): Readonly<Record<string, unknown>> {
  const choices = name === 'lang' ? environment.database.languages.map((language) => [language, language]) : field.selection
  return {
    type: field.type,
    string: field.label,
    required: field.required ?? false,
    readonly: field.readonly ?? false,
    store: isStored(field) || field.type === 'one2many' || Boolean(field.isInherited),
    searchable: isStored(field) || field.type === 'one2many' || Boolean(field.searchable || field.isInherited),
    sortable: (isStored(field) || Boolean(field.isInherited)) && !isToMany(field),
    name,
    ...(field.relation && { relation: field.relation }),
    ...(field.inverse && { relation_field: field.inverse }),
    ...(choices && { selection: choices }),
    ...(field.translate && { translate: true }),
    ...(field.digits !== undefined && { digits: [16, field.digits] }),
    ...(field.help && { help: field.help }),
  }
}
