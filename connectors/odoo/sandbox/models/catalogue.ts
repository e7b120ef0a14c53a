import { type Environment, linked, modelOf, patchRow, rowOf, rowsOf, tableOf } from '../engine/environment.ts'
import { boolean, char, float, integer, many2many, many2one, one2many, selection } from '../engine/fields.ts'
import type { Model } from '../engine/model.ts'
import { displayName } from '../engine/values.ts'
import { validationError } from '../errors.ts'
import { defineModel } from './define.ts'
import { keepVariants, variantsOf } from './variants.ts'

const products = { write: ['products'], create: ['products'], unlink: ['products'] }
const active = () => boolean('Active', { default: () => true })

/** Categories, units and attributes: what products are described with. */
export const catalogueModels: readonly Model[] = [
  defineModel({
    name: 'product.category',
    label: 'Product Category',
    order: 'complete_name, id',
    parent: 'parent_id',
    access: products,
    displayName: (row) => String(row.complete_name),
    searchFields: ['complete_name'],
    fields: {
      name: char('Name', { required: true }),
      complete_name: char('Complete Name', { readonly: true, indexed: true }),
      parent_id: many2one('Parent Category', 'product.category', { onDelete: 'cascade' }),
      child_id: one2many('Child Categories', 'product.category', 'parent_id'),
      parent_path: char('Parent Path'),
      product_count: integer('# Products', {
        readonly: true,
        compute: (row, environment) => tableOf(environment, 'product.template').idsBy('categ_id', row.id).size,
      }),
    },
    changed: ({ ids, environment }) => {
      for (const id of ids) keepPath(environment, id)
    },
  }),
  defineModel({
    name: 'uom.uom',
    label: 'Product Unit of Measure',
    order: 'sequence, id',
    access: products,
    fields: {
      name: char('Unit Name', { required: true, translate: true }),
      sequence: integer('Sequence', { default: () => 100 }),
      factor: float('Contains', { default: () => 1 }),
      relative_uom_id: many2one('Reference Unit', 'uom.uom'),
      active: active(),
    },
  }),
  defineModel({
    name: 'product.attribute',
    label: 'Product Attribute',
    order: 'sequence, id',
    access: products,
    fields: {
      name: char('Attribute', { required: true, translate: true }),
      create_variant: selection(
        'Variant Creation',
        [
          ['always', 'Instantly'],
          ['dynamic', 'Dynamically'],
          ['no_variant', 'Never'],
        ],
        { required: true, default: () => 'always' },
      ),
      display_type: selection(
        'Display Type',
        [
          ['radio', 'Radio'],
          ['pills', 'Pills'],
          ['select', 'Select'],
          ['color', 'Color'],
          ['multi', 'Multi-checkbox'],
          ['image', 'Image'],
        ],
        { required: true, default: () => 'radio' },
      ),
      value_ids: one2many('Values', 'product.attribute.value', 'attribute_id'),
      attribute_line_ids: one2many('Lines', 'product.template.attribute.line', 'attribute_id', { notCopied: true }),
      sequence: integer('Sequence', { default: () => 20 }),
      active: active(),
    },
  }),
  defineModel({
    name: 'product.attribute.value',
    label: 'Attribute Value',
    order: 'attribute_id, sequence, id',
    access: products,
    displayName: (row, environment) => `${displayName(environment, 'product.attribute', row.attribute_id)}: ${row.name}`,
    searchFields: ['name'],
    fields: {
      name: char('Value', { required: true, translate: true, indexed: true }),
      attribute_id: many2one('Attribute', 'product.attribute', { required: true, onDelete: 'cascade' }),
      default_extra_price: float('Default Extra Price'),
      html_color: char('Color'),
      is_custom: boolean('Free text'),
      sequence: integer('Sequence'),
      active: active(),
    },
    changed: ({ ids, environment }) => {
      for (const id of ids) {
        const row = linked(environment, 'product.attribute.value', id)
        const siblings = rowsOf(environment, 'product.attribute.value', [
          ...tableOf(environment, 'product.attribute.value').idsBy('attribute_id', row.attribute_id),
        ])
        if (siblings.every((other) => other.id === id || other.name !== row.name)) continue
        throw validationError('The operation cannot be completed: You cannot create two values with the same name for the same attribute.')
      }
    },
  }),
  defineModel({
    name: 'product.template.attribute.line',
    label: 'Product Template Attribute Line',
    order: 'sequence, attribute_id, id',
    access: products,
    displayName: (row, environment) => displayName(environment, 'product.attribute', row.attribute_id),
    fields: {
      product_tmpl_id: many2one('Product Template', 'product.template', { required: true, onDelete: 'cascade' }),
      attribute_id: many2one('Attribute', 'product.attribute', { required: true, onDelete: 'restrict' }),
      value_ids: many2many('Values', 'product.attribute.value'),
      product_template_value_ids: one2many('Product Attribute Values', 'product.template.attribute.value', 'attribute_line_id', {
        notCopied: true,
      }),
      value_count: integer('Value Count', { readonly: true, compute: (row) => ((row.value_ids ?? []) as readonly number[]).length }),
      sequence: integer('Sequence', { default: () => 10 }),
      active: active(),
    },
    changed: ({ ids, environment }) => {
      for (const id of ids) {
        const line = linked(environment, 'product.template.attribute.line', id)
        refuseWrongValues(environment, id)
        // A template being created gets its variants at the end, when all its lines are there.
        const templateId = Number(line.product_tmpl_id)
        if (variantsOf(environment, templateId).length > 0) keepVariants(environment, templateId)
      }
    },
    afterUnlink: (rows, environment) => {
      for (const row of rows) {
        const templateId = Number(row.product_tmpl_id)
        if (rowOf(environment, 'product.template', templateId)) keepVariants(environment, templateId)
      }
    },
  }),
  defineModel({
    name: 'product.template.attribute.value',
    label: 'Product Template Attribute Value',
    order: 'attribute_line_id, id',
    access: products,
    displayName: (row, environment) => displayName(environment, 'product.attribute.value', row.product_attribute_value_id),
    fields: {
      name: char('Value', {
        readonly: true,
        searchable: true,
        compute: (row, environment) => linked(environment, 'product.attribute.value', row.product_attribute_value_id).name ?? false,
      }),
      ptav_active: boolean('Active', { default: () => true }),
      attribute_line_id: many2one('Attribute Line', 'product.template.attribute.line', { required: true, onDelete: 'cascade' }),
      product_attribute_value_id: many2one('Attribute Value', 'product.attribute.value', { required: true, onDelete: 'cascade' }),
      attribute_id: many2one('Attribute', 'product.attribute', {
        readonly: true,
        searchable: true,
        compute: (row, environment) => linked(environment, 'product.template.attribute.line', row.attribute_line_id).attribute_id ?? false,
      }),
      product_tmpl_id: many2one('Product Template', 'product.template', {
        readonly: true,
        searchable: true,
        compute: (row, environment) =>
          linked(environment, 'product.template.attribute.line', row.attribute_line_id).product_tmpl_id ?? false,
      }),
      price_extra: float('Extra Price'),
    },
  }),
]

function keepPath(environment: Environment, id: number): void {
  const row = linked(environment, 'product.category', id)
  const parent = rowOf(environment, 'product.category', row.parent_id)
  const complete = parent ? `${parent.complete_name} / ${row.name}` : String(row.name)
  const path = `${parent?.parent_path ?? ''}${id}/`
  if (row.complete_name === complete && row.parent_path === path) return
  patchRow(environment, 'product.category', id, { complete_name: complete, parent_path: path })
  for (const child of tableOf(environment, 'product.category').idsBy('parent_id', id)) keepPath(environment, child)
}

function refuseWrongValues(environment: Environment, lineId: number): void {
  const line = linked(environment, 'product.template.attribute.line', lineId)
  const attribute = displayName(environment, 'product.attribute', line.attribute_id)
  const product = displayName(environment, 'product.template', line.product_tmpl_id)
  const values = rowsOf(environment, modelOf(environment, 'product.attribute.value').name, (line.value_ids ?? []) as readonly number[])
  if (values.length === 0) throw validationError(`The attribute ${attribute} must have at least one value for the product ${product}.`)
  const foreign = values.find((value) => value.attribute_id !== line.attribute_id)
  if (foreign) {
    throw validationError(
      `On the product ${product} you cannot associate the value ${foreign.name} with the attribute ${attribute} because they do not match.`,
    )
  }
}
