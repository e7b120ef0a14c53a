import { type Installation, type Right, refusalOf } from './installation.ts'
import { type BusinessObject, objects } from './objects.ts'

interface Need {
  readonly object: BusinessObject
  readonly right: Right
  /** What cannot be done without it, for people. */
  readonly without: string
}

const needs: readonly Need[] = [
  { object: objects.debtors, right: 'read', without: 'Customers cannot be read or found, and no order can be placed.' },
  { object: objects.debtors, right: 'insert', without: 'New customers cannot be added; orders of unknown customers fail.' },
  { object: objects.debtors, right: 'update', without: 'Customers cannot be changed.' },
  {
    object: objects.articles,
    right: 'read',
    without: 'Products, stock and sales prices cannot be read, and order lines cannot be linked to articles.',
  },
  { object: objects.articleGroups, right: 'read', without: 'Categories cannot be read, and products come without one.' },
  { object: objects.deliveryAddresses, right: 'read', without: 'Orders with a delivery address of their own cannot be placed.' },
  { object: objects.deliveryAddresses, right: 'insert', without: 'Orders with a new delivery address cannot be placed.' },
  { object: objects.salesOrders, right: 'read', without: 'Sales orders cannot be placed: nobody could tell whether one is there already.' },
  { object: objects.salesOrders, right: 'insert', without: 'Sales orders cannot be placed.' },
  { object: objects.journalPages, right: 'read', without: 'Invoices cannot be booked: nobody could tell whether one is there already.' },
  { object: objects.journalPages, right: 'insert', without: 'Invoices cannot be booked.' },
  { object: objects.journals, right: 'read', without: 'The journal for invoices cannot be chosen from a list.' },
  { object: objects.ledger, right: 'read', without: 'Revenue accounts cannot be chosen from a list.' },
  { object: objects.vatCodes, right: 'read', without: 'VAT codes cannot be chosen or mapped from a list.' },
]

/** What must be readable for anything to be done with it. */
export const readNeeds = needs.filter(({ right }) => right === 'read')

interface FieldNeed {
  readonly object: BusinessObject
  readonly table?: string
  readonly fields: Readonly<Record<string, string>>
}

/** Fields whose absence changes what can be done; the words say what. */
const fieldNeeds: readonly FieldNeed[] = [
  {
    object: objects.debtors,
    fields: {
      MAIL_BUS: 'customers cannot be found by e-mail',
      DEB_NR: 'a customer whose adding got no answer cannot be recognised by our own number',
      MAIN_CONT: 'companies have no contact, and persons cannot be told from companies',
      CNG_DATE: 'all customers are read every time',
    },
  },
  {
    object: objects.articles,
    fields: {
      PX_SELL: 'products come without a price',
      QTY_TECH: 'the physical stock cannot be read',
      QTY_AVAIL: 'the available stock cannot be read',
      CNG_DATE: 'all products are read every time',
    },
  },
  { object: objects.salesOrders, fields: { COMMENT1: 'sales orders cannot carry their reference, so none is placed' } },
  {
    object: objects.salesOrders,
    table: 'SO_LINE',
    fields: { ART_CODE: 'sales orders have no lines, so none is placed', ORD_QTY: 'sales orders have no quantities, so none is placed' },
  },
  { object: objects.journalPages, fields: { HDR_DESC: 'invoices cannot carry their reference, so none is booked' } },
  { object: objects.journalPages, table: 'DJ_LINE', fields: { AMOUNT: 'invoices have no amounts, so none is booked' } },
]

/** Everything this connector would use and this administration does not open, each in one sentence; empty when all is open. */
export function gapsOf(installation: Installation): readonly string[] {
  const refused = needs.flatMap(({ object, right, without }) => {
    const reason = refusalOf(installation, object, right)
    // What is not open at all needs no second sentence about adding to it.
    if (reason === undefined || (right !== 'read' && refusalOf(installation, object, 'read') !== undefined)) return []
    return [`${reason} ${without}`]
  })
  const missing = fieldNeeds.flatMap(({ object, table = object.table, fields }) => {
    if (refusalOf(installation, object, 'read') !== undefined) return []
    const known = installation.tables.get(table)
    return Object.entries(fields)
      .filter(([name]) => !known?.has(name))
      .map(([name, effect]) => `There is no field ${name} in ${object.label} (${table}): ${effect}.`)
  })
  return [...refused, ...missing]
}
