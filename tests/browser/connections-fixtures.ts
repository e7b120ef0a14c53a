import type { ConnectionCard, ConnectionState } from '#core/contract/connections.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import { hostWith } from './support/host-fixtures.ts'

export const books: ConnectionCard = {
  id: 'books',
  name: 'Odoo of the shop',
  connectorId: 'odoo',
  settings: { url: 'https://demo.odoo.example', database: 'demo', language: 'nl_NL' },
  secretFields: ['apiKey'],
  readOnly: false,
  isPractice: false,
  createdAt: '2026-11-01T09:00:00Z',
  signIn: 'none',
  state: {
    kind: 'working',
    checkedAt: Date.now() - 180_000,
    check: {
      account: 'Demo BV as sales@demo.example',
      version: 'Odoo 19.0',
      warnings: ['The Inventory app is not installed: stock does not work.'],
    },
  },
  usedBy: [
    { flowId: 'orders', flowName: 'Webshop orders to Odoo', slot: 'books' },
    { flowId: 'stock', flowName: 'Stock back to the till', slot: 'source' },
  ],
}

export const till: ConnectionCard = {
  ...books,
  id: 'till',
  name: 'Till in Utrecht',
  connectorId: 'mplus',
  settings: { port: 34511 },
  secretFields: ['ident', 'secret'],
  readOnly: true,
  usedBy: [],
  state: {
    kind: 'failing',
    checkedAt: Date.now() - 7_200_000,
    error: {
      code: 'credentials',
      message: 'MplusKASSA refused ident and secret.',
      hint: 'Ask MplusKASSA whether the access is still valid; a new secret replaces the old one at once.',
      fix: 'user',
      facts: {},
    },
  },
}

export const practice: ConnectionCard = {
  ...till,
  id: 'practice-till',
  name: 'Practice till',
  isPractice: true,
  readOnly: false,
  state: { kind: 'unchecked' },
  usedBy: [{ flowId: 'practice', flowName: 'Practice: orders to quotations', slot: 'till' }],
}

/** Where the system asks whether Sluice may come in. */
export const consentUrl = 'https://identity.vendor.example/authorize?state=abc'

const signsIn: readonly string[] = ['eaccounting', 'visma-net']

/** A host that keeps its connections in a list, and whose systems know one good key. */
export function connectionHost(start: readonly ConnectionCard[]): {
  readonly handlers: Partial<Handlers>
  readonly cards: () => readonly ConnectionCard[]
  readonly change: (connectionId: string, change: Partial<ConnectionCard>) => void
} {
  let cards = [...start]
  const changeCard = (connectionId: string, change: Partial<ConnectionCard>) => {
    cards = cards.map((card) => (card.id === connectionId ? { ...card, ...change } : card))
  }
  const handlers: Partial<Handlers> = {
    ...hostWith(),
    'connection:list': () => cards,
    'connection:add': ({ connectorId, name, settings, readOnly = false }) => {
      const { apiKey, ident, secret, clientSecret, ...plain } = settings
      const secretFields = Object.entries({ apiKey, ident, secret, clientSecret }).flatMap(([field, value]) =>
        value === undefined ? [] : [field],
      )
      const card: ConnectionCard = {
        ...{ id: `new-${cards.length}`, name, connectorId, settings: plain, secretFields, readOnly, isPractice: false },
        ...{ createdAt: '2026-11-22T09:00:00Z', state: { kind: 'unchecked' }, usedBy: [] },
        signIn: signsIn.includes(connectorId) ? 'needed' : 'none',
      }
      cards = [...cards, card]
      return card
    },
    'connection:change': ({ connectionId, settings: _, ...change }) => {
      changeCard(connectionId, change)
      const changed = cards.find(({ id }) => id === connectionId)
      if (!changed) throw new Error(`There is no connection ${connectionId}.`)
      return changed
    },
    'connection:remove': ({ connectionId }) => {
      cards = cards.filter(({ id }) => id !== connectionId)
    },
    'connection:test': (given) => {
      const key = 'settings' in given ? given.settings?.apiKey : undefined
      const state: ConnectionState =
        key === 'good-key' || key === undefined
          ? { kind: 'working', checkedAt: Date.now(), check: { account: 'Demo BV as sales@demo.example', warnings: [] } }
          : {
              kind: 'failing',
              checkedAt: Date.now(),
              error: {
                code: 'key-refused',
                message: 'Odoo refused the API key for database "demo".',
                hint: 'Create a new key under My Preferences → Account security.',
                fix: 'user',
                facts: {},
              },
            }
      if ('connectionId' in given && given.settings === undefined) changeCard(given.connectionId, { state })
      return state
    },
    'connection:sign-in': () => ({ url: consentUrl }),
    'connection:cancel-sign-in': () => {},
  }
  return { handlers, cards: () => cards, change: changeCard }
}
