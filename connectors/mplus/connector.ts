import { defineConnector } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import { accountOf, originOf } from './address.ts'
import { check } from './check.ts'
import { createMplusClient } from './client.ts'
import { category } from './entities/category.ts'
import { customer } from './entities/customer.ts'
import { order } from './entities/order.ts'
import { price } from './entities/price.ts'
import { product } from './entities/product.ts'
import { stock } from './entities/stock.ts'
import { lists } from './lists.ts'
import { checkTimeZone } from './values/time.ts'

const request =
  'Ask MplusKASSA (your dealer or support) for API access to your till for this program. You get three things in one message: ident, secret and port.'

export const mplus = defineConnector({
  id: 'mplus',
  label: 'MplusKASSA',
  summary: 'Dutch till: orders, customers, products, stock and article groups through its Q-line API.',
  hue: '#b3503f',
  fields: {
    address: field.text({
      label: 'Address',
      help: 'The same for nearly all customers. Plain http works for a practice till on this computer only.',
      default: 'https://api.mpluskassa.nl',
      maxLength: 200,
    }),
    port: field.number({ label: 'Port', howToObtain: `${request} The port is the number of five digits.`, min: 1, max: 65_535 }),
    ident: field.secret({ label: 'Ident', howToObtain: `${request} The ident is the name of the access.` }),
    secret: field.secret({
      label: 'Secret',
      howToObtain: `${request} The secret is the password of the access; MplusKASSA can give out a new one.`,
    }),
    timeZone: field.text({ label: 'Time zone of the shop', default: 'Europe/Amsterdam', maxLength: 60 }),
    currency: field.text({
      label: 'Currency of the shop',
      help: 'MplusKASSA sends amounts without a currency.',
      default: 'EUR',
      pattern: { expression: '^[A-Z]{3}$', says: 'is no currency code such as EUR' },
    }),
  },
  origin: originOf,
  account: accountOf,
  // The vendor publishes no limit; four at once is what we ask of a service that many shops share.
  limits: { concurrency: 4 },
  connect: (context) => {
    checkTimeZone(context.settings.timeZone)
    return createMplusClient(context, accountOf(context.settings))
  },
  check,
  entities: { order, customer, product, stock, price, category },
  cannot: {
    price: {
      read: 'MplusKASSA keeps prices of price groups inside its articles, and they are not read here. The sales price of an article is read together with the product.',
    },
  },
  lists,
})
