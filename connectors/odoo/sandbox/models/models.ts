import type { Model } from '../engine/model.ts'
import type { OdooVersion } from '../version.ts'
import { accountingModels } from './accounting.ts'
import { baseModels } from './base.ts'
import { catalogueModels } from './catalogue.ts'
import { invoiceModels } from './invoice.ts'
import { partnerModels } from './partner.ts'
import { pickingModels } from './picking.ts'
import { pricelistModels } from './pricelist.ts'
import { productModels } from './product.ts'
import { saleOrderModel } from './sale-order.ts'
import { saleOrderLineModel } from './sale-order-line.ts'
import { stockModels } from './stock.ts'

/** Every model the sandbox knows, with the field names of a release. */
export function modelsOf(version: OdooVersion): readonly Model[] {
  return [
    ...baseModels,
    ...partnerModels(version),
    ...accountingModels(version),
    ...catalogueModels,
    ...productModels(version),
    ...pricelistModels(version),
    ...stockModels,
    ...pickingModels,
    saleOrderModel(),
    saleOrderLineModel(version),
    ...invoiceModels(version),
  ]
}
