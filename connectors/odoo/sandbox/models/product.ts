import {
  asServer,
  companyOf,
  type Environment,
  linked,
  modelOf,
  putRow,
  rowOf,
  rowsOf,
  tableOf,
  withContext,
} from '../engine/environment.ts'
import {
  binary,
  boolean,
  char,
  type Field,
  float,
  html,
  integer,
  many2many,
  many2one,
  one2many,
  selection,
  text,
} from '../engine/fields.ts'
import type { Model, Values } from '../engine/model.ts'
import { createRecords, unlinkRecords, writeRecords } from '../engine/records.ts'
import type { Row, Value } from '../engine/table.ts'
import { displayName, fieldValue } from '../engine/values.ts'
import { validationError } from '../errors.ts'
import { isAtLeast, type OdooVersion } from '../version.ts'
import { defineModel } from './define.ts'
import { sum } from './quantities.ts'
import { type Levels, stockLevels } from './stock-levels.ts'
import { activeVariants, combinationOf, keepVariants, onlyVariant, variantsOf } from './variants.ts'

const products = { write: ['products'], create: ['products'], unlink: ['products'] }

/** Product families (templates) and what is sold and stocked (variants). */
export function productModels(version: OdooVersion): readonly Model[] {
  const shared = sharedFields(version)
  const template = defineModel({
    name: 'product.template',
    label: 'Product',
    order: 'is_favorite desc, name, id',
    access: products,
    displayName: (row, environment) => withCode(onlyVariant(environment, row.id)?.default_code, nameOf(row, environment)),
    fields: {
      ...shared,
      active: boolean('Active', { default: () => true }),
      default_code: ofOnlyVariant(char('Internal Reference'), 'default_code'),
      barcode: ofOnlyVariant(char('Barcode'), 'barcode'),
      standard_price: ofOnlyVariant(float('Cost'), 'standard_price'),
      weight: ofOnlyVariant(float('Weight'), 'weight'),
      volume: ofOnlyVariant(float('Volume'), 'volume'),
      ...quantityFields((row, environment) => activeVariants(environment, row.id).map((variant) => stockLevels(environment, variant.id))),
    },
    changed: ({ ids, fields, isNew, environment }) => {
      for (const id of ids) {
        if (isNew && !environment.context['sandbox.lone_variant']) keepVariants(environment, id)
        for (const variant of variantsOf(environment, id)) {
          // A change of the family is a change of each variant: their write_date is the later of the two.
          const active = fields.has('active') && !isNew ? linked(environment, 'product.template', id).active : variant.active
          putRow(environment, 'product.product', variant.id, { ...variant, active: active ?? true, write_date: environment.startedAt })
        }
      }
    },
    beforeUnlink: (rows, environment) => {
      const model = modelOf(environment, 'product.product')
      for (const row of rows) {
        const ids = variantsOf(environment, row.id).map((variant) => variant.id)
        if (ids.length > 0) unlinkRecords(withContext(asServer(environment), { 'sandbox.keep_template': true }), model, ids)
      }
    },
  })
  const variant = defineModel({
    name: 'product.product',
    label: 'Product Variant',
    order: 'is_favorite desc, default_code, name, id',
    access: products,
    displayName: (row, environment) => {
      const values = combinationOf(row).map((id) => valueName(environment, id))
      const name = nameOf(linked(environment, 'product.template', row.product_tmpl_id), environment)
      return withCode(row.default_code, values.length > 0 ? `${name} (${values.join(', ')})` : name)
    },
    searchFields: ['default_code', 'name', 'barcode'],
    fields: {
      ...Object.fromEntries(Object.entries(shared).map(([name, field]) => [name, inherited(name, field)])),
      product_tmpl_id: many2one('Product Template', 'product.template', { required: true, onDelete: 'cascade' }),
      active: boolean('Active', { default: () => true }),
      default_code: char('Internal Reference', { indexed: true }),
      code: char('Reference', { readonly: true, compute: (row) => row.default_code ?? false }),
      barcode: char('Barcode', { indexed: true, notCopied: true }),
      standard_price: float('Cost'),
      weight: float('Weight'),
      volume: float('Volume'),
      product_template_attribute_value_ids: many2many('Attribute Values', 'product.template.attribute.value'),
      product_template_variant_value_ids: many2many('Variant Values', 'product.template.attribute.value', {
        compute: (row, environment) =>
          combinationOf(row).filter((id) => {
            const line = linked(environment, 'product.template.attribute.value', id).attribute_line_id
            return ((linked(environment, 'product.template.attribute.line', line).value_ids ?? []) as readonly number[]).length > 1
          }),
      }),
      combination_indices: char('Combination Indices', { readonly: true, compute: (row) => combinationOf(row).join(',') }),
      price_extra: float('Variant Price Extra', { readonly: true, compute: extraPrice }),
      lst_price: float('Sales Price', {
        compute: (row, environment) =>
          sum(linked(environment, 'product.template', row.product_tmpl_id).list_price, extraPrice(row, environment)),
        set: (row, value, environment) => writeTemplate(environment, row, { list_price: sum(value, -extraPrice(row, environment)) }),
      }),
      stock_quant_ids: one2many('Stock Quants', 'stock.quant', 'product_id', { notCopied: true }),
      ...quantityFields((row, environment) => [stockLevels(environment, row.id)]),
      free_qty: float('Free To Use Quantity', {
        readonly: true,
        searchable: true,
        compute: (row, environment) => stockLevels(environment, row.id).free,
      }),
    },
    complete: (values, environment) => {
      if (values.product_tmpl_id) return
      const given = Object.fromEntries(Object.entries(values).filter(([name]) => shared[name]))
      const lone = withContext(asServer(environment), { 'sandbox.lone_variant': true })
      values.product_tmpl_id = createRecords(lone, template, [given])[0]
    },
    changed: ({ ids, fields, environment }) => {
      if (fields.has('barcode')) for (const id of ids) refuseSameBarcode(environment, linked(environment, 'product.product', id))
    },
    afterUnlink: (rows, environment) => {
      if (environment.context['sandbox.keep_template']) return
      for (const row of rows) {
        const templateId = Number(row.product_tmpl_id)
        if (!rowOf(environment, 'product.template', templateId) || variantsOf(environment, templateId).length > 0) continue
        unlinkRecords(asServer(environment), modelOf(environment, 'product.template'), [templateId])
      }
    },
  })
  return [template, variant]
}

/** Fields kept by the template and seen through each of its variants. */
function sharedFields(version: OdooVersion): Readonly<Record<string, Field>> {
  const kinds = [
    ['consu', isAtLeast(version, 18) ? 'Goods' : 'Consumable'],
    ['service', 'Service'],
    isAtLeast(version, 18) ? ['combo', 'Combo'] : ['product', 'Storable Product'],
  ] satisfies [string, string][]
  const byVersion: Record<string, Field> = isAtLeast(version, 18)
    ? { is_storable: boolean('Track Inventory') }
    : {
        detailed_type: selection('Product Type', kinds, {
          compute: (row) => row.type ?? 'consu',
          set: (row, value, environment) =>
            void writeRecords(environment, modelOf(environment, 'product.template'), [row.id], { type: value }),
        }),
      }
  if (!isAtLeast(version, 19)) {
    byVersion.uom_po_id = many2one('Purchase Unit', 'uom.uom', { required: true, default: () => 1 })
  }
  return {
    name: char('Name', { required: true, translate: true }),
    sequence: integer('Sequence', { default: () => 1 }),
    is_favorite: boolean('Favorite'),
    type: selection('Product Type', kinds, { required: true, default: () => 'consu' }),
    ...byVersion,
    // Rounded by the database's precision of prices up to 18; 19 only shows that many decimals.
    list_price: float('Sales Price', { default: () => 1, digits: isAtLeast(version, 19) ? undefined : 2 }),
    categ_id: many2one('Product Category', 'product.category', {
      ...(!isAtLeast(version, 19) && { required: true, default: () => 1 }),
    }),
    uom_id: many2one('Unit', 'uom.uom', { required: true, default: () => 1 }),
    taxes_id: many2many('Sales Taxes', 'account.tax', { default: (environment) => companyTax(environment, 'account_sale_tax_id') }),
    supplier_taxes_id: many2many('Purchase Taxes', 'account.tax', {
      default: (environment) => companyTax(environment, 'account_purchase_tax_id'),
    }),
    description: html('Description', { translate: true }),
    description_sale: text('Sales Description', { translate: true }),
    description_purchase: text('Purchase Description', { translate: true }),
    sale_ok: boolean('Sales', { default: () => true }),
    purchase_ok: boolean('Purchase', { default: () => true }),
    invoice_policy: selection(
      'Invoicing Policy',
      [
        ['order', 'Ordered quantities'],
        ['delivery', 'Delivered quantities'],
      ],
      { default: () => 'order' },
    ),
    tracking: selection(
      'Tracking',
      [
        ['serial', 'By Unique Serial Number'],
        ['lot', 'By Lots'],
        ['none', 'By Quantity'],
      ],
      { required: true, default: () => 'none' },
    ),
    sale_delay: integer('Customer Lead Time'),
    hs_code: char('HS Code'),
    image_1920: binary('Image'),
    attribute_line_ids: one2many('Product Attributes', 'product.template.attribute.line', 'product_tmpl_id'),
    product_variant_ids: one2many('Products', 'product.product', 'product_tmpl_id', { required: true, notCopied: true }),
    product_variant_id: many2one('Product', 'product.product', {
      readonly: true,
      compute: (row, environment) => activeVariants(environment, row.id)[0]?.id ?? false,
    }),
    product_variant_count: integer('# Product Variants', {
      readonly: true,
      compute: (row, environment) => activeVariants(environment, row.id).length,
    }),
    company_id: many2one('Company', 'res.company'),
    currency_id: many2one('Currency', 'res.currency', {
      readonly: true,
      compute: (_row, environment) => linked(environment, 'res.company', companyOf(environment)).currency_id ?? false,
    }),
  }
}

function companyTax(environment: Environment, field: string): readonly number[] {
  const tax = linked(environment, 'res.company', companyOf(environment))[field]
  return typeof tax === 'number' ? [tax] : []
}

/** Read from and written to the template. */
function inherited(name: string, field: Field): Field {
  return {
    ...field,
    isInherited: field.compute === undefined,
    default: undefined,
    notCopied: true,
    compute: (row, environment) => {
      const template = linked(environment, 'product.template', row.product_tmpl_id)
      return fieldValue(environment, modelOf(environment, 'product.template'), template, name)
    },
    ...(field.readonly ? {} : { set: (row, value, environment) => writeTemplate(environment, row, { [name]: value }) }),
  }
}

function writeTemplate(environment: Environment, variant: Row, values: Values): void {
  writeRecords(environment, modelOf(environment, 'product.template'), [Number(variant.product_tmpl_id)], values)
}

/** On the template such a field speaks of its only variant, and is empty and deaf while there are several. */
function ofOnlyVariant(field: Field, name: string): Field {
  const empty: Value = field.type === 'float' ? 0 : false
  return {
    ...field,
    isInherited: true,
    notCopied: true,
    compute: (row, environment) => onlyVariant(environment, row.id)?.[name] ?? empty,
    set: (row, value, environment) => {
      if (variantsOf(environment, row.id).length === 0) keepVariants(environment, row.id)
      const variant = onlyVariant(environment, row.id)
      if (variant) writeRecords(environment, modelOf(environment, 'product.product'), [variant.id], { [name]: value })
    },
  }
}

function quantityFields(levels: (row: Row, environment: Environment) => readonly Levels[]): Readonly<Record<string, Field>> {
  const quantity = (label: string, level: keyof Levels): Field =>
    float(label, {
      readonly: level !== 'onHand',
      searchable: true,
      compute: (row, environment) => sum(...levels(row, environment).map((one) => one[level])),
      ...(level === 'onHand' && { set: () => undefined }),
    })
  return {
    qty_available: quantity('Quantity On Hand', 'onHand'),
    virtual_available: quantity('Forecasted Quantity', 'forecast'),
    incoming_qty: quantity('Incoming', 'incoming'),
    outgoing_qty: quantity('Outgoing', 'outgoing'),
  }
}

function extraPrice(row: Row, environment: Environment): number {
  return sum(...rowsOf(environment, 'product.template.attribute.value', combinationOf(row)).map((value) => value.price_extra))
}

function nameOf(template: Row, environment: Environment): string {
  return String(fieldValue(environment, modelOf(environment, 'product.template'), template, 'name') || '')
}

function withCode(code: Value | undefined, name: string): string {
  return code ? `[${code}] ${name}` : name
}

function valueName(environment: Environment, templateValueId: number): string {
  const { product_attribute_value_id: value } = linked(environment, 'product.template.attribute.value', templateValueId)
  return String(linked(environment, 'product.attribute.value', value).name)
}

function refuseSameBarcode(environment: Environment, variant: Row): void {
  if (!variant.barcode) return
  const same = rowsOf(environment, 'product.product', [...tableOf(environment, 'product.product').idsBy('barcode', variant.barcode)])
  const others = same.filter((other) => other.barcode === variant.barcode)
  if (others.length < 2) return
  const names = others.map((other) => displayName(environment, 'product.product', other.id)).join(', ')
  throw validationError(`Barcode(s) already assigned:\n\n- Barcode "${variant.barcode}" already assigned to product(s): ${names}\n`)
}
