import { defineConnector } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import { accountOf, originOf, salesOrderOriginOf, signInOriginOf } from './address.ts'
import { check } from './check.ts'
import { createVismaNetClient } from './client.ts'
import { category } from './entities/category.ts'
import { customer } from './entities/customer.ts'
import { order } from './entities/order.ts'
import { price } from './entities/price.ts'
import { product } from './entities/product.ts'
import { stock } from './entities/stock.ts'
import { lists } from './lists.ts'

const portal =
  'Register an application for this program at oauth.developers.visma.com (whoever set up this program may have done so for you).'

const orderScopes = ['visma.net.erp.salesorder:read', 'visma.net.erp.salesorder:write']
const erpScopes = (kind: 'service' | 'interactive') => ['read', 'create', 'update'].map((verb) => `vismanet_erp_${kind}_api:${verb}`)

export const vismaNet = defineConnector({
  id: 'visma-net',
  label: 'Visma.net',
  summary: 'ERP: customers, items, prices, stock per warehouse, orders and invoices through the ERP and Sales Order APIs.',
  hue: '#3c6f9c',
  fields: {
    signIn: field.choice({
      label: 'Sign-in',
      help: 'A service runs by itself once a company admin has approved it. In the browser, somebody of the company says yes; Visma gives such sign-ins no long life unless the application is registered for it.',
      options: { service: 'As a service, with the tenant id', browser: 'In the browser' },
      default: 'service',
    }),
    clientId: field.text({
      label: 'Client id',
      howToObtain: `${portal} The client id is its name there, such as isv_yourshop.`,
      maxLength: 200,
    }),
    clientSecret: field.secret({
      label: 'Client secret',
      howToObtain: `${portal} The secret is made on its page under Credentials and shown once; make a new one when it is lost.`,
    }),
    tenantId: field.text({
      label: 'Tenant id',
      help: 'Names the company. Needed for a service; with a sign-in in the browser it only tells two connections apart.',
      howToObtain:
        'A company admin approves the application in Visma App Store or Visma.net Administration; the tenant id of the company is shown there, and in the developer portal under the application.',
      optional: true,
      maxLength: 100,
    }),
    callsPerHour: field.number({
      label: 'Calls per hour',
      help: 'Visma.net counts calls per company and application. This program never makes more in sixty minutes, and waits when they are used up. Raise it only when Visma has given you more.',
      default: 500,
      min: 10,
      max: 1_000_000,
      rare: true,
    }),
    companyNumber: field.text({
      label: 'Company number',
      help: 'Only for accesses from before Visma Connect, which name the company in every call.',
      optional: true,
      maxLength: 30,
      rare: true,
    }),
    address: field.text({
      label: 'Address of the ERP',
      help: 'The old one is https://integration.visma.net/API/controller/api. Plain http works for a practice company on this computer only.',
      default: 'https://api.finance.visma.net',
      maxLength: 200,
      rare: true,
    }),
    salesOrderAddress: field.text({
      label: 'Address of the sales order service',
      default: 'https://salesorder.visma.net',
      maxLength: 200,
      rare: true,
    }),
    signInAddress: field.text({ label: 'Address of Visma Connect', default: 'https://connect.visma.com', maxLength: 200, rare: true }),
  },
  origin: originOf,
  services: (settings) => ({ salesOrder: salesOrderOriginOf(settings) }),
  account: accountOf,
  limits: { concurrency: 4 },
  perHour: ({ callsPerHour }) => callsPerHour,
  oauth: {
    grant: ({ signIn }) => (signIn === 'browser' ? 'authorization-code' : 'client-credentials'),
    authorizeUrl: (settings) => `${signInOriginOf(settings)}/connect/authorize`,
    tokenUrl: (settings) => `${signInOriginOf(settings)}/connect/token`,
    clientId: ({ clientId }) => clientId,
    clientSecret: ({ clientSecret }) => clientSecret,
    clientAuthentication: 'body',
    scopes: ({ signIn }) =>
      signIn === 'browser'
        ? [...erpScopes('interactive'), ...orderScopes, 'openid', 'offline_access']
        : [...erpScopes('service'), ...orderScopes],
    tokenParameters: ({ signIn, tenantId }): Readonly<Record<string, string>> =>
      signIn === 'browser' || !tenantId ? {} : { tenant_id: tenantId },
  },
  connect: createVismaNetClient,
  check,
  entities: { order, customer, product, stock, price, category },
  cannot: {
    stock: {
      write:
        'Visma.net changes stock through receipts, shipments and adjustments, and has no figure that another program may set. Its stock can be read and sent to the other system.',
    },
    price: {
      write:
        'The sales prices of Visma.net can be read and not written. The default price of an item is written together with the product.',
    },
    category: {
      write:
        'The sales categories of Visma.net can be read and not written: make them in Visma.net itself, and this program finds them there.',
    },
  },
  lists,
})
