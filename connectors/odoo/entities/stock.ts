import { defineEntity } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import { type Stock, stock as schema } from '#core/model/stock.ts'
import type { OdooClient } from '../client.ts'
import { findStock } from './stock-find.ts'
import type { StockWriteSettings } from './stock-places.ts'
import { stockRead } from './stock-read.ts'
import { createStock, updateStock } from './stock-write.ts'

/** Stock per product, as a sum and per warehouse. */
export const stock = defineEntity<OdooClient, Stock>({
  entity: 'stock',
  label: 'Stock',
  schema,
  read: stockRead,
  find: { by: ['sku'], run: findStock },
  create: {
    idempotency: 'absolute',
    batch: 200,
    run: (client, request) => createStock(client, { ...request, settings: request.settings as StockWriteSettings }),
  },
  update: {
    batch: 200,
    paths: ['onHand', 'available', 'locations'],
    run: (client, request) => updateStock(client, { ...request, settings: request.settings as StockWriteSettings }),
  },
  writeFields: {
    warehouse: field.liveChoice({
      label: 'Warehouse',
      help: 'Where the counted quantity is put. Empty: locations named like a warehouse go there, everything else to the first warehouse.',
      list: 'warehouses',
      optional: true,
    }),
  },
})
