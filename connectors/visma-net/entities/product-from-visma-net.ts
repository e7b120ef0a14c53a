import { z } from 'zod'
import type { Product } from '#core/model/product.ts'
import { given, textOf } from '../values/given.ts'
import { decimalOf } from '../values/number.ts'

const text = z.string().nullish()
const amount = z.union([z.number(), z.string()]).nullish()
const described = z.looseObject({ id: text, description: text }).nullish()

/** An item as the ERP shows it; fields beyond these stay in `raw`. */
export const itemRow = z.looseObject({
  inventoryNumber: z.string(),
  description: text,
  body: text,
  status: text,
  stockItem: z.boolean().nullish(),
  vatCode: described,
  itemClass: described,
  baseUnit: text,
  salesUnit: text,
  defaultPrice: amount,
  lastCost: amount,
  currentCost: amount,
  crossReferences: z.array(z.looseObject({ alternateType: text, alternateID: text })).nullish(),
  attributes: z.array(z.looseObject({ id: text, description: text, value: text })).nullish(),
  salesCategories: z.array(z.looseObject({ categoryId: z.number(), description: text })).nullish(),
  attachments: z.array(z.looseObject({ id: z.string(), name: z.string(), revision: z.number().nullish() })).nullish(),
  lastModifiedDateTime: text,
})

export type ItemRow = z.infer<typeof itemRow>

/** What each request for items shows: the switches are on today, and announced to change. */
export const shownParts = {
  expandCrossReference: 'true',
  expandAttribute: 'true',
  expandSalesCategories: 'true',
  expandWarehouseDetail: 'false',
  expandSupplierDetails: 'false',
  expandInventoryUnits: 'false',
  expandAttachment: 'false',
  expandNote: 'false',
} as const

/** Ways down the tree of sales categories, by id. */
export type CategoryPaths = ReadonlyMap<number, readonly string[]>

const sellable = ['Active', 'NoPurchases', 'NoRequest']

export function productFrom(row: ItemRow, paths: CategoryPaths): Product {
  return {
    name: textOf(row.description) ?? row.inventoryNumber,
    sku: row.inventoryNumber,
    categories: (row.salesCategories ?? []).flatMap(({ categoryId }) => {
      const path = paths.get(categoryId)
      return path ? [[...path]] : []
    }),
    features: (row.attributes ?? []).flatMap(({ id, description, value }) => {
      const [feature, said] = [textOf(description) ?? textOf(id), textOf(value)]
      return feature && said ? [{ feature, value: said }] : []
    }),
    variants: [],
    managesStock: row.stockItem ?? true,
    active: row.status === undefined || row.status === null || sellable.includes(row.status),
    ...given({
      gtin: row.crossReferences?.find(({ alternateType }) => alternateType === 'Barcode')?.alternateID ?? undefined,
      description: textOf(row.body),
      priceExcl: decimalOf(row.defaultPrice),
      costPrice: decimalOf(row.lastCost) ?? decimalOf(row.currentCost),
      taxCode: textOf(row.vatCode?.id),
      unit: textOf(row.salesUnit) ?? textOf(row.baseUnit),
    }),
  }
}
