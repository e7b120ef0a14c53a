import { companyOf, linked, patchRow } from '../engine/environment.ts'
import { boolean, char, type Field, float, html, integer, many2many, many2one, one2many, selection } from '../engine/fields.ts'
import type { Model } from '../engine/model.ts'
import { isAtLeast, type OdooVersion } from '../version.ts'
import { defineModel } from './define.ts'

const invoicing = { write: ['invoicing'], create: ['invoicing'], unlink: ['invoicing'] }

/** Taxes and payment terms. From 18 on `price_include` follows `price_include_override`; before it is written itself. */
export function accountingModels(version: OdooVersion): readonly Model[] {
  const priceInclude: Record<string, Field> = isAtLeast(version, 18)
    ? {
        price_include: boolean('Included in Price', { readonly: true }),
        price_include_override: selection('Included in Price', [
          ['tax_included', 'Tax Included'],
          ['tax_excluded', 'Tax Excluded'],
        ]),
      }
    : { price_include: boolean('Included in Price') }
  return [
    defineModel({
      name: 'account.tax.group',
      label: 'Tax Group',
      access: invoicing,
      fields: { name: char('Name', { required: true, translate: true }) },
    }),
    defineModel({
      name: 'account.tax',
      label: 'Tax',
      order: 'sequence, id',
      access: invoicing,
      fields: {
        name: char('Tax Name', { required: true, translate: true }),
        amount: float('Amount', { required: true, default: () => 0 }),
        amount_type: selection(
          'Tax Computation',
          [
            ['group', 'Group of Taxes'],
            ['fixed', 'Fixed'],
            ['percent', 'Percentage'],
            ['division', 'Percentage Tax Included'],
          ],
          { required: true, default: () => 'percent' },
        ),
        type_tax_use: selection(
          'Tax Type',
          [
            ['sale', 'Sales'],
            ['purchase', 'Purchases'],
            ['none', 'None'],
          ],
          { required: true, default: () => 'sale' },
        ),
        tax_scope: selection('Tax Scope', [
          ['service', 'Services'],
          ['consu', 'Goods'],
        ]),
        ...priceInclude,
        children_tax_ids: many2many('Children Taxes', 'account.tax'),
        tax_group_id: many2one('Tax Group', 'account.tax.group', { required: true, default: () => 1 }),
        country_id: many2one('Country', 'res.country', {
          required: true,
          default: (environment) => linked(environment, 'res.company', companyOf(environment)).country_id ?? false,
        }),
        company_id: many2one('Company', 'res.company', { required: true, readonly: true, default: companyOf }),
        invoice_label: char('Label on Invoices', { translate: true }),
        description: html('Description', { translate: true }),
        active: boolean('Active', { default: () => true }),
        sequence: integer('Sequence', { required: true, default: () => 1 }),
      },
      changed: ({ ids, fields, environment }) => {
        if (!fields.has('price_include_override')) return
        for (const id of ids) {
          const { price_include_override: override } = linked(environment, 'account.tax', id)
          patchRow(environment, 'account.tax', id, { price_include: override === 'tax_included' })
        }
      },
    }),
    defineModel({
      name: 'account.payment.term',
      label: 'Payment Terms',
      order: 'sequence, id',
      access: invoicing,
      fields: {
        name: char('Payment Terms', { required: true, translate: true }),
        active: boolean('Active', { default: () => true }),
        note: html('Description on the Invoice', { translate: true }),
        line_ids: one2many('Terms', 'account.payment.term.line', 'payment_id'),
        company_id: many2one('Company', 'res.company'),
        sequence: integer('Sequence', { required: true, default: () => 10 }),
        early_discount: boolean('Early Discount'),
        discount_percentage: float('Discount %', { default: () => 2 }),
        discount_days: integer('Discount Days', { default: () => 10 }),
      },
    }),
    defineModel({
      name: 'account.payment.term.line',
      label: 'Payment Terms Line',
      access: invoicing,
      fields: {
        payment_id: many2one('Payment Terms', 'account.payment.term', { required: true, onDelete: 'cascade' }),
        value: selection(
          'Value',
          [
            ['percent', 'Percent'],
            ['fixed', 'Fixed'],
          ],
          { required: true, default: () => 'percent' },
        ),
        value_amount: float('Due', { default: () => 100 }),
        delay_type: selection(
          'Delay Type',
          [
            ['days_after', 'Days after invoice date'],
            ['days_after_end_of_month', 'Days after end of month'],
            ['days_after_end_of_next_month', 'Days after end of next month'],
            ['days_end_of_month_on_the', 'Days end of month on the'],
          ],
          { required: true, default: () => 'days_after' },
        ),
        nb_days: integer('Days'),
      },
    }),
  ]
}
