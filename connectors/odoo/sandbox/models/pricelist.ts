import { companyOf, type Environment, linked, rowOf } from '../engine/environment.ts'
import { boolean, char, datetime, type Field, float, integer, many2many, many2one, one2many, selection } from '../engine/fields.ts'
import type { Model } from '../engine/model.ts'
import type { Row } from '../engine/table.ts'
import { validationError } from '../errors.ts'
import { isAtLeast, type OdooVersion } from '../version.ts'
import { defineModel } from './define.ts'

const sales = { write: ['sales', 'products'], create: ['sales', 'products'], unlink: ['sales', 'products'] }

/** Price lists and their rules. */
export function pricelistModels(version: OdooVersion): readonly Model[] {
  const fromEighteen: Record<string, Field> = isAtLeast(version, 18)
    ? {
        price_markup: float('Price Markup'),
        display_applied_on: selection(
          'Display Applied On',
          [
            ['1_product', 'Product'],
            ['2_product_category', 'Category'],
          ],
          { required: true, default: () => '1_product' },
        ),
      }
    : {}
  return [
    defineModel({
      name: 'product.pricelist',
      label: 'Pricelist',
      order: 'sequence, id, name',
      access: sales,
      displayName: (row, environment) => `${row.name} (${rowOf(environment, 'res.currency', row.currency_id)?.name ?? ''})`,
      fields: {
        name: char('Pricelist Name', { required: true, translate: true }),
        currency_id: many2one('Currency', 'res.currency', { required: true, default: companyCurrency }),
        company_id: many2one('Company', 'res.company'),
        item_ids: one2many('Pricelist Rules', 'product.pricelist.item', 'pricelist_id'),
        sequence: integer('Sequence', { default: () => 16 }),
        active: boolean('Active', { default: () => true }),
      },
    }),
    defineModel({
      name: 'product.pricelist.item',
      label: 'Pricelist Rule',
      order: 'applied_on, min_quantity desc, categ_id desc, id desc',
      access: sales,
      nameField: 'applied_on',
      fields: {
        pricelist_id: many2one('Pricelist', 'product.pricelist', { onDelete: 'cascade' }),
        applied_on: selection(
          'Apply On',
          [
            ['3_global', 'All Products'],
            ['2_product_category', 'Product Category'],
            ['1_product', 'Product'],
            ['0_product_variant', 'Product Variant'],
          ],
          { required: true, default: () => '3_global' },
        ),
        categ_id: many2one('Category', 'product.category', { onDelete: 'cascade' }),
        product_tmpl_id: many2one('Product', 'product.template', { onDelete: 'cascade' }),
        product_id: many2one('Variant', 'product.product', { onDelete: 'cascade' }),
        min_quantity: float('Min. Quantity', { digits: 2 }),
        date_start: datetime('Start Date'),
        date_end: datetime('End Date'),
        compute_price: selection(
          'Compute Price',
          [
            ['percentage', 'Discount'],
            ['formula', 'Formula'],
            ['fixed', 'Fixed Price'],
          ],
          { required: true, default: () => 'fixed' },
        ),
        fixed_price: float('Fixed Price'),
        percent_price: float('Percentage Price'),
        base: selection(
          'Based on',
          [
            ['list_price', 'Sales Price'],
            ['standard_price', 'Cost'],
            ['pricelist', 'Other Pricelist'],
          ],
          { required: true, default: () => 'list_price' },
        ),
        base_pricelist_id: many2one('Other Pricelist', 'product.pricelist'),
        price_discount: float('Price Discount'),
        price_surcharge: float('Extra Fee'),
        price_round: float('Price Rounding'),
        price_min_margin: float('Min. Price Margin'),
        price_max_margin: float('Max. Price Margin'),
        ...fromEighteen,
        company_id: many2one('Company', 'res.company', { readonly: true }),
        currency_id: many2one('Currency', 'res.currency', {
          readonly: true,
          compute: (row, environment) => rowOf(environment, 'product.pricelist', row.pricelist_id)?.currency_id ?? false,
        }),
      },
      changed: ({ ids, environment }) => {
        for (const id of ids) refuseIncomplete(linked(environment, 'product.pricelist.item', id))
      },
    }),
    defineModel({
      name: 'delivery.carrier',
      label: 'Shipping Methods',
      order: 'sequence, id',
      access: { write: ['inventory', 'sales'], create: ['inventory', 'sales'], unlink: ['inventory', 'sales'] },
      fields: {
        name: char('Delivery Method', { required: true, translate: true }),
        active: boolean('Active', { default: () => true }),
        sequence: integer('Sequence', { default: () => 10 }),
        delivery_type: selection(
          'Provider',
          [
            ['base_on_rule', 'Based on Rules'],
            ['fixed', 'Fixed Price'],
          ],
          { required: true, default: () => 'fixed' },
        ),
        product_id: many2one('Delivery Product', 'product.product', { required: true, onDelete: 'restrict' }),
        fixed_price: float('Fixed Price'),
        margin: float('Margin'),
        free_over: boolean('Free if order amount is above'),
        amount: float('Amount'),
        invoice_policy: selection('Invoicing Policy', [['estimated', 'Estimated cost']], { required: true, default: () => 'estimated' }),
        country_ids: many2many('Countries', 'res.country'),
        company_id: many2one('Company', 'res.company'),
        tracking_url: char('Tracking Link'),
      },
    }),
  ]
}

function companyCurrency(environment: Environment) {
  return linked(environment, 'res.company', companyOf(environment)).currency_id ?? false
}

const asked = {
  '2_product_category': ['categ_id', 'category'],
  '1_product': ['product_tmpl_id', 'product'],
  '0_product_variant': ['product_id', 'product variant'],
} as const

function refuseIncomplete(rule: Row): void {
  if (!rule.pricelist_id) {
    throw validationError(
      "The operation cannot be completed: Missing required value for the field 'Pricelist' (pricelist_id).\nModel: 'Pricelist Rule' (product.pricelist.item)\n",
    )
  }
  const [field, what] = asked[rule.applied_on as keyof typeof asked] ?? []
  if (field && !rule[field]) throw validationError(`Please specify the ${what} for which this rule should be applied`)
  if (rule.date_start && rule.date_end && rule.date_start >= rule.date_end) {
    throw validationError(`The end date of a rule should be after the start date (${rule.date_start} - ${rule.date_end})`)
  }
}
