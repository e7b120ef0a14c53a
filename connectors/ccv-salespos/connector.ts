import { defineConnector } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import { accountOf, originOf } from './address.ts'
import { check } from './check.ts'
import { createCcvClient } from './client.ts'
import { category } from './entities/category.ts'
import { customer } from './entities/customer.ts'
import { order } from './entities/order.ts'
import { product } from './entities/product.ts'
import { stock } from './entities/stock.ts'
import { lists } from './lists.ts'

const keys =
  'In the back office of the shop: My web shop › Settings › API settings (the API app must be installed). Make a key there for this program; you get a public key and a secret key that belong together.'

export const ccvSalespos = defineConnector({
  id: 'ccv-salespos',
  label: 'CCV SalesPOS',
  summary: 'Till and web shop of CCV: orders, customers, products with variants, stock and categories, for SalesPOS and CCV Shop.',
  hue: '#2f7d6b',
  fields: {
    address: field.text({
      label: 'Address of the shop',
      help: 'For example https://name.ccvshop.nl. Plain http works for a practice shop on this computer only.',
      howToObtain: 'What the browser shows for the shop. Ask CCV for the address of a SalesPOS account without a web shop.',
      maxLength: 200,
    }),
    publicKey: field.text({ label: 'Public key', howToObtain: `${keys} The public key is the name of the access.`, maxLength: 200 }),
    secretKey: field.secret({ label: 'Secret key', howToObtain: `${keys} The secret key is its password; it signs every request.` }),
    product: field.choice({
      label: 'Product',
      help: 'Both speak the same language; this chooses whose description of it holds.',
      options: { salespos: 'CCV SalesPOS', webshop: 'CCV Shop' },
      default: 'salespos',
    }),
    timeZone: field.text({
      label: 'Time zone of the shop',
      help: 'CCV tells when an order was placed in world time; this says on which day it is booked.',
      default: 'Europe/Amsterdam',
      maxLength: 60,
    }),
  },
  origin: originOf,
  account: accountOf,
  // Two limits a minute exist, per resource and in total; their numbers are not published. Ours keeps a long run from crowding out the
  // till itself; a lower one of the shop is met with 429 and waited out.
  limits: { concurrency: 4, perMinute: 500 },
  connect: (context) => {
    checkTimeZone(context.settings.timeZone)
    return createCcvClient(context, accountOf(context.settings))
  },
  check,
  entities: { order, customer, product, stock, category },
  cannot: {
    price: {
      read: 'CCV has one price for a product, which is read together with the product. Prices of its user groups are not read here.',
      write:
        'CCV has no price lists or graduated prices that another program may set. The price of a product is written together with the product.',
    },
  },
  lists,
})

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    throw new SettingsError(`"${timeZone}" is no time zone.`, { hint: 'Give one such as Europe/Amsterdam.' })
  }
}
