import { defineEntity } from '#core/kit/define-connector.ts'
import { type Product, product as schema } from '#core/model/product.ts'
import type { OdooClient } from '../client.ts'
import { findProducts } from './product-find.ts'
import { productRead } from './product-read.ts'
import { productPaths } from './product-values.ts'
import { createProducts, updateProducts } from './product-write.ts'

/** Products: a template (`product.template`) with one or several variants (`product.product`), which carry SKU and barcode. */
export const product = defineEntity<OdooClient, Product>({
  entity: 'product',
  label: 'Products',
  schema,
  read: productRead,
  find: { by: ['sku', 'gtin'], run: findProducts },
  create: { idempotency: 'lookup', batch: 200, run: createProducts },
  update: { batch: 200, paths: productPaths, run: updateProducts },
  codes: { read: { 'tax-code': { list: 'taxes' } }, write: { 'tax-code': { list: 'taxes' } } },
})
