import { createOAuthServer, type OAuthServer } from '#connectors/sandbox-kit/oauth.ts'
import { type SandboxOptions, type SandboxServer, startSandboxServer } from '#connectors/sandbox-kit/server.ts'
import { type AdministrationState, createAdministration, type Row, rowsOf, type SandboxObject, stamp, store } from './administration.ts'
import { fewArticles, plantDemo, type ShopArticle } from './demo.ts'
import type { Field } from './dictionary.ts'
import { labelRequest, type Serving, serveRequest } from './serve.ts'

export interface AccountViewSandboxOptions extends SandboxOptions, Partial<Pick<Serving, 'noHits' | 'refusalStatus'>> {
  /** Stamps records; the computer's clock when absent. */
  readonly now?: () => Date
  readonly articles?: readonly ShopArticle[]
  /** How many debtors; 24 when absent. */
  readonly debtors?: number
  /** Objects that are not open: `['SO1']`. */
  readonly closed?: readonly string[]
  /** Rights taken away: `{ AR1: ['update'] }`; `read` leaves it in the list and refuses it all the same. */
  readonly withheld?: Readonly<Record<string, readonly ('read' | 'insert' | 'update')[]>>
  /** Tables of this installation alone, opened as an object each, with their records. */
  readonly ownTables?: readonly OwnTable[]
  /** Fields this installation does not have: `['ARTICLE.QTY_AVAIL']`. */
  readonly withoutFields?: readonly string[]
}

export interface OwnTable {
  readonly object: SandboxObject
  readonly fields: readonly Field[]
  readonly rows: readonly Row[]
}

export interface AccountViewSandbox extends SandboxServer {
  /** The fields of a connection to it. */
  readonly settings: {
    readonly address: string
    readonly clientId: string
    readonly clientSecret: string
    readonly company: string
    readonly currency: string
  }
  readonly oauth: OAuthServer
  /** As after a person's yes. */
  signIn(): { readonly accessToken: string; readonly expiresAt: number | null; readonly refreshToken?: string }
  rows(table: string): readonly Row[]
  /** What people do in AccountView itself: saves changes to the records that hold all of `where`. */
  change(table: string, where: Row, values: Row): void
  add(table: string, values: Row): void
  /** The business in it without ids and stamps, in a stable order. */
  state(): unknown
}

const client = { id: 'sluice-practice', secret: 'practice-client-secret' }
const companies = [
  { Id: '4711', Description: 'Polderhandel Groothandel BV', Code: 'POLDER' },
  { Id: '4712', Description: 'Polderhandel Beheer BV', Code: 'BEHEER' },
] as const

/** Starts a local imitation of AccountView.Net (Web API 3) with one installation behind it, on 127.0.0.1. */
export async function startAccountViewSandbox(options: AccountViewSandboxOptions = {}): Promise<AccountViewSandbox> {
  const { seed = 1, now = () => new Date(), articles = fewArticles, debtors = 24, noHits = '404', refusalStatus = 200 } = options
  const state = createAdministration(now)
  plantDemo(state, { articles, debtors, seed })
  for (const { object, fields, rows } of options.ownTables ?? []) {
    state.objects.set(object.code, object)
    state.fields.set(object.table, fields)
    state.tables.set(object.table, [])
    for (const row of rows) store(state, object.table, row)
  }
  restrict(state, options)
  const oauth = createOAuthServer({
    authorizePath: '/ams/authorize.aspx',
    tokenPath: '/api/v3/token',
    client,
    clientAuthentication: 'body',
    grants: ['authorization_code', 'refresh_token'],
    companies: companies.map(({ Id, Description }) => ({ id: Id, name: Description })),
    scopes: ['readaccountviewdata', 'updateaccountviewdata', 'deleteaccountviewdata'],
    encodesCode: true,
    vendor: 'AccountView.Net',
    now,
  })
  const server = await startSandboxServer(options, {
    label: labelRequest,
    handle: (request) => serveRequest(request, { oauth, companies, state, noHits, refusalStatus }),
  })
  return {
    ...server,
    settings: { address: server.origin, clientId: client.id, clientSecret: client.secret, company: companies[0].Id, currency: 'EUR' },
    oauth,
    signIn: () => {
      const { access_token: accessToken, refresh_token: refreshToken } = oauth.give(companies[0].Id)
      // Whoever asks keeps a clock of their own; a token that has run out is refused and then renewed.
      return { accessToken, expiresAt: null, refreshToken }
    },
    rows: (table) => rowsOf(state, table),
    change: (table, where, values) => {
      for (const row of rowsOf(state, table)) {
        if (Object.entries(where).every(([name, value]) => row[name] === value))
          Object.assign(row, values, 'CNG_DATE' in row && { CNG_DATE: stamp(now()) })
      }
    },
    add: (table, values) => void store(state, table, values),
    state: () => snapshot(state),
  }
}

function restrict(state: AdministrationState, { closed = [], withheld = {}, withoutFields = [] }: AccountViewSandboxOptions): void {
  for (const code of closed) state.objects.delete(code)
  for (const [code, rights] of Object.entries(withheld)) {
    const object = state.objects.get(code)
    if (object) state.objects.set(code, { ...object, ...Object.fromEntries(rights.map((right) => [right, false])) })
  }
  for (const path of withoutFields) {
    const [table = '', name = ''] = path.split('.')
    state.fields.set(
      table,
      (state.fields.get(table) ?? []).filter((field) => field.name !== name),
    )
  }
}

const passing = ['CNG_DATE', 'INP_DATE', 'CNG_NR', 'REC_ID', 'SRC_ID', 'DEL_CODE']

function snapshot({ tables }: AdministrationState): unknown {
  return [...tables].map(([name, rows]) => [name, rows.map((row) => Object.entries(row).filter(([field]) => !passing.includes(field)))])
}
