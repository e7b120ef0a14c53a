import { defineConnector } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import { accountOf, identityOf, originOf } from './address.ts'
import { check } from './check.ts'
import { createEaccountingClient } from './client.ts'
import { category } from './entities/category.ts'
import { customer } from './entities/customer.ts'
import { order } from './entities/order.ts'
import { product } from './entities/product.ts'
import { stock } from './entities/stock.ts'
import { lists } from './lists.ts'

const registration =
  'Visma gives out a client id and a client secret per program: register at developer.vismaonline.com, or ask the person who set up the program for you. The redirect address to register is http://localhost:44300/callback.'

export const eaccounting = defineConnector({
  id: 'eaccounting',
  label: 'Visma eAccounting',
  summary: 'Bookkeeping (eEkonomi in Sweden): customers, articles, stock, quotations, orders and invoices.',
  hue: '#2f7d6b',
  fields: {
    company: field.text({
      label: 'Organisation number',
      help: 'Of the company whose books these are. One connection is for one company, which is chosen while signing in.',
      howToObtain: 'In eAccounting under Settings → Company settings.',
      maxLength: 40,
      pattern: { expression: '^[0-9A-Za-z .-]{2,40}$', says: 'is no organisation number such as 556677-8899' },
    }),
    environment: field.choice({
      label: 'Environment',
      help: 'The sandbox is for programs in development; it has its own client id and its own companies.',
      options: { production: 'Production', sandbox: 'Sandbox' },
      default: 'production',
      rare: true,
    }),
    clientId: field.text({ label: 'Client id', howToObtain: registration, maxLength: 200 }),
    clientSecret: field.secret({ label: 'Client secret', howToObtain: registration }),
    address: field.text({
      label: 'Address of a practice system',
      help: 'Empty for the real eAccounting.',
      optional: true,
      maxLength: 200,
      rare: true,
    }),
  },
  origin: originOf,
  account: accountOf,
  // 600 a minute are allowed for each endpoint; counting them all together keeps below that whatever a run asks for.
  limits: { concurrency: 4, perMinute: 600 },
  oauth: {
    grant: () => 'authorization-code',
    authorizeUrl: (settings) => `${identityOf(settings)}/connect/authorize`,
    tokenUrl: (settings) => `${identityOf(settings)}/connect/token`,
    clientId: ({ clientId }) => clientId,
    clientSecret: ({ clientSecret }) => clientSecret,
    clientAuthentication: 'basic',
    scopes: () => ['ea:api', 'offline_access', 'ea:sales'],
    // The service and its question for the company; the person may have several, and a permission is for one.
    authorizeParameters: () => ({
      prompt: 'login',
      acr_values: 'service:44643EB1-3F76-4C1C-A672-402AE8085934 forceselectcompany:true',
    }),
    // It must equal the registered address exactly, so the port cannot be a free one.
    redirect: () => ({ host: 'localhost', port: 44_300, path: '/callback' }),
  },
  connect: (context) => {
    const { settings } = context
    return createEaccountingClient(context, { account: accountOf(settings), company: settings.company })
  },
  check,
  entities: { order, customer, product, stock, category },
  cannot: {
    price: {
      read: 'Price lists of eAccounting belong to its Pro package and are not used here. The sales price of an article is read together with the product.',
      write:
        'Price lists of eAccounting belong to its Pro package and are not used here. The sales price of an article is written together with the product.',
    },
  },
  lists,
})
