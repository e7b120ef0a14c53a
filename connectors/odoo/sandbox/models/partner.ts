import { type Environment, linked, patchRow, rowOf, tableOf } from '../engine/environment.ts'
import { boolean, char, type Field, float, html, integer, many2many, many2one, one2many, selection } from '../engine/fields.ts'
import type { Model } from '../engine/model.ts'
import type { Row } from '../engine/table.ts'
import { validationError } from '../errors.ts'
import { isAtLeast, type OdooVersion } from '../version.ts'
import { defineModel } from './define.ts'

/** Contacts, companies and their addresses. */
export function partnerModels(version: OdooVersion): readonly Model[] {
  const byVersion: Record<string, Field> = {
    ...(!isAtLeast(version, 19) && { mobile: char('Mobile') }),
    ...(isAtLeast(version, 18) && { specific_property_product_pricelist: many2one('Specific Pricelist', 'product.pricelist') }),
  }
  return [
    defineModel({
      name: 'res.partner.category',
      label: 'Partner Tags',
      order: 'name, id',
      access: { create: ['contacts', 'sales', 'sales-own'], unlink: ['contacts'] },
      fields: { name: char('Name', { required: true, translate: true }), active: boolean('Active', { default: () => true }) },
    }),
    defineModel({
      name: 'res.partner',
      label: 'Contact',
      order: 'complete_name ASC, id DESC',
      parent: 'parent_id',
      searchFields: ['complete_name', 'email', 'ref', 'vat', 'company_registry'],
      access: {
        write: ['contacts', 'sales', 'sales-own'],
        create: ['contacts', 'sales', 'sales-own'],
        unlink: ['contacts'],
      },
      displayName: (row) => String(row.complete_name || row.name || ''),
      fields: {
        name: char('Name', { indexed: true }),
        complete_name: char('Complete Name', { readonly: true, notCopied: true }),
        active: boolean('Active', { default: () => true }),
        is_company: boolean('Is a Company'),
        company_type: selection(
          'Company Type',
          [
            ['person', 'Person'],
            ['company', 'Company'],
          ],
          {
            compute: (row) => (row.is_company ? 'company' : 'person'),
            set: (row, value, environment) => patchRow(environment, 'res.partner', row.id, { is_company: value === 'company' }),
          },
        ),
        parent_id: many2one('Related Company', 'res.partner', { onDelete: 'restrict' }),
        child_ids: one2many('Contact', 'res.partner', 'parent_id'),
        commercial_partner_id: many2one('Commercial Entity', 'res.partner', {
          readonly: true,
          compute: (row, environment) => commercialPartner(row, environment).id,
          searchable: true,
        }),
        commercial_company_name: char('Company Name Entity', {
          readonly: true,
          compute: (row, environment) => {
            const top = commercialPartner(row, environment)
            return top.is_company ? (top.name ?? false) : (row.company_name ?? false)
          },
        }),
        company_name: char('Company Name'),
        type: selection(
          'Address Type',
          [
            ['contact', 'Contact'],
            ['invoice', 'Invoice'],
            ['delivery', 'Delivery'],
            ['other', 'Other'],
          ],
          { default: () => 'contact' },
        ),
        ref: char('Reference', { indexed: true }),
        vat: char('Tax ID', { indexed: true }),
        company_registry: char('Company ID'),
        email: char('Email', { indexed: true }),
        email_normalized: char('Normalized Email', { readonly: true, indexed: true }),
        phone: char('Phone'),
        ...byVersion,
        street: char('Street'),
        street2: char('Street2'),
        zip: char('Zip'),
        city: char('City'),
        state_id: many2one('State', 'res.country.state', { onDelete: 'restrict' }),
        country_id: many2one('Country', 'res.country', { onDelete: 'restrict' }),
        country_code: char('Country Code', {
          readonly: true,
          compute: (row, environment) => rowOf(environment, 'res.country', row.country_id)?.code ?? false,
          searchable: true,
        }),
        function: char('Job Position'),
        lang: selection('Language', [], { default: () => 'en_US' }),
        tz: selection(
          'Timezone',
          ['Europe/Amsterdam', 'Europe/Brussels', 'Europe/Oslo', 'Europe/Stockholm', 'UTC'].map((zone) => [zone, zone] as const),
        ),
        website: char('Website'),
        comment: html('Notes'),
        barcode: char('Barcode', { notCopied: true }),
        category_id: many2many('Tags', 'res.partner.category'),
        property_payment_term_id: many2one('Customer Payment Terms', 'account.payment.term'),
        property_product_pricelist: many2one('Pricelist', 'product.pricelist'),
        property_delivery_carrier_id: many2one('Delivery Method', 'delivery.carrier'),
        customer_rank: integer('Customer Rank', { notCopied: true }),
        supplier_rank: integer('Supplier Rank', { notCopied: true }),
        credit_limit: float('Credit Limit'),
        user_id: many2one('Salesperson', 'res.users'),
        company_id: many2one('Company', 'res.company'),
        sale_order_ids: one2many('Sales Order', 'sale.order', 'partner_id', { notCopied: true }),
        sale_order_count: integer('Sale Order Count', {
          readonly: true,
          compute: (row, environment) => tableOf(environment, 'sale.order').idsBy('partner_id', row.id).size,
        }),
      },
      changed: ({ ids, environment }) => {
        for (const id of ids) keepNames(environment, id)
      },
    }),
  ]
}

function keepNames(environment: Environment, id: number): void {
  const row = linked(environment, 'res.partner', id)
  if (!row.name && row.type === 'contact') throw validationError('The operation cannot be completed: Contacts require a name')
  const parent = rowOf(environment, 'res.partner', row.parent_id)
  const own = row.name || addressLabels[String(row.type)] || ''
  const complete = parent && !row.is_company ? `${parent.name}, ${own}` : String(row.name)
  const email = normalizeEmail(row.email)
  if (row.complete_name !== complete || row.email_normalized !== email) {
    patchRow(environment, 'res.partner', id, { complete_name: complete, email_normalized: email })
    for (const child of tableOf(environment, 'res.partner').idsBy('parent_id', id)) keepNames(environment, child)
  }
}

const addressLabels: Readonly<Record<string, string>> = {
  invoice: 'Invoice Address',
  delivery: 'Delivery Address',
  other: 'Other Address',
}

function normalizeEmail(email: unknown): string | false {
  const match = typeof email === 'string' ? /<([^<>\s]+@[^<>\s]+)>|([^\s<>,;]+@[^\s<>,;]+)/.exec(email) : null
  return match ? (match[1] ?? match[2] ?? '').toLowerCase() : false
}

function commercialPartner(row: Row, environment: Environment): Row {
  const parent = rowOf(environment, 'res.partner', row.parent_id)
  return parent && !row.is_company ? commercialPartner(parent, environment) : row
}

/** The address of a partner for a purpose: its own child of that type, else the partner itself. */
export function addressOf(environment: Environment, partnerId: number, type: 'invoice' | 'delivery'): number {
  const partner = linked(environment, 'res.partner', partnerId)
  if (partner.type === type) return partner.id
  for (const top of [partner, commercialPartner(partner, environment)]) {
    const children = [...tableOf(environment, 'res.partner').idsBy('parent_id', top.id)].map((id) => linked(environment, 'res.partner', id))
    const found = children.find((child) => child.type === type && child.active !== false)
    if (found) return found.id
  }
  return partner.id
}
