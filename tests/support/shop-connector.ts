import { z } from 'zod'
import { defineConnector } from '#core/kit/define-connector.ts'
import { ConnectionError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'

/** The smallest whole connector: an address, a key, one question. For tests of what stands around connectors. */
export const shopConnector = defineConnector({
  id: 'shop',
  label: 'Shop',
  summary: 'A shop for tests.',
  hue: 'teal',
  fields: {
    address: field.text({ label: 'Address' }),
    branch: field.number({ label: 'Branch', default: 1 }),
    apiKey: field.secret({ label: 'API key', howToObtain: 'Settings → API.' }),
    pin: field.secret({ label: 'PIN', howToObtain: 'Ask the till.', optional: true }),
  },
  origin: ({ address }) => address,
  account: ({ address, branch }) => `${address}#${branch}`,
  limits: { concurrency: 2 },
  connect: ({ http, settings, log }) => ({
    whoAmI: async (signal: AbortSignal) => {
      log({ level: 'info', message: `asking with ${settings.apiKey}`, facts: { key: settings.apiKey } })
      const headers = { authorization: `Bearer ${settings.apiKey}` }
      const response = await http.send({ method: 'GET', path: '/me', headers, repeatable: true, label: 'me', signal })
      if (response.status === 401) throw new ConnectionError('Shop refused the API key.')
      return z.object({ name: z.string() }).parse(response.json()).name
    },
  }),
  check: async (client, signal) => ({ account: await client.whoAmI(signal), warnings: [] }),
  entities: {},
  lists: {
    taxes: { label: 'Taxes', load: async (client, signal) => [{ value: '1', label: await client.whoAmI(signal) }] },
  },
})
