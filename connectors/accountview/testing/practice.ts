import { bindConnection } from '#core/kit/bind-connection.ts'
import type { CreateItem, Page } from '#core/kit/define-connector.ts'
import type { BoundConnection, BoundEntity } from '#core/kit/define-node.ts'
import { AnswerLostError } from '#core/kit/errors.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { HttpClient } from '#core/kit/ports.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { accountview } from '../connector.ts'
import type { AccountViewSandbox } from '../sandbox/start.ts'

/** What went over the wire. */
export interface Sent {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** The connector on a sandbox with the least an HTTP client must do: the token goes on, nothing is tried again. */
export function openPractice(
  sandbox: AccountViewSandbox,
  { now = () => new Date(), ...changes }: { readonly now?: () => Date; readonly company?: string } = {},
) {
  const settings = parseSettings(accountview.fields, { ...sandbox.settings, ...changes })
  const sent: Sent[] = []
  const { accessToken } = sandbox.signIn()
  const http: HttpClient = {
    send: async ({ method, path, query = {}, headers = {}, body, signal, label }) => {
      sent.push({ method, path, query, headers, body: body === undefined ? undefined : JSON.parse(body) })
      const address = `${sandbox.origin}${path}?${new URLSearchParams(query)}`
      try {
        const answer = await fetch(address, { method, headers: { ...headers, authorization: `Bearer ${accessToken}` }, body, signal })
        const text = await answer.text()
        return { status: answer.status, headers: Object.fromEntries(answer.headers), text: () => text, json: () => JSON.parse(text) }
      } catch (cause) {
        throw new AnswerLostError(`${label} got no answer.`, { cause })
      }
    },
  }
  const client = accountview.connect({ settings, http, clock: { now, sleep: async () => {} }, log: () => {} })
  return { connection: bindConnection(accountview, { client, name: 'Books', settings, readOnly: false }), sent, client }
}

export const noSignal = new AbortController().signal

export function entityOf(connection: BoundConnection, name: string): BoundEntity {
  const entity = connection.entities[name]
  if (!entity) throw new Error(`AccountView has no ${name}.`)
  return entity
}

/** Everything from a position on. */
export async function readAll(
  connection: BoundConnection,
  name: string,
  { position = null, settings = {} }: { readonly position?: Json; readonly settings?: object } = {},
) {
  const pages: Page[] = []
  for await (const page of entityOf(connection, name).read?.pages({ position, settings: { ...settings }, signal: noSignal }) ?? [])
    pages.push(page)
  const records = pages.flatMap((page) => page.records) as FlowRecord<Readonly<Record<string, unknown>>>[]
  return { pages, records, unreadable: pages.flatMap((page) => page.unreadable ?? []), position: pages.at(-1)?.position ?? position }
}

export async function createOne(
  connection: BoundConnection,
  name: string,
  item: CreateItem,
  settings: Readonly<Record<string, unknown>> = {},
) {
  const [result] = (await entityOf(connection, name).create?.run({ items: [item], settings, signal: noSignal })) ?? []
  if (!result) throw new Error('Nothing came back.')
  return result
}
