import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { erpRefusal } from '../answers.ts'
import type { Company } from '../company.ts'
import * as attachments from './attachments.ts'
import * as customers from './customers.ts'
import * as invoices from './invoices.ts'
import * as items from './items.ts'
import { settingsLists } from './settings.ts'

export interface ErpRequest {
  /** The id in the path, `b64(…)` undone; empty for a collection. */
  readonly id: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly ifMatch: string | undefined
  /** The body as it came, for files. */
  readonly upload: { readonly contentType: string; readonly bytes: Uint8Array }
  readonly origin: string
}

type Handler = (company: Company, request: ErpRequest) => SandboxResponse

/** Method and path, the id written as `*`; paths mind no capitals. */
const routes: Readonly<Record<string, Handler>> = {
  'GET customer': customers.listCustomers,
  'POST customer': customers.createCustomer,
  'GET customer/customerclass': customers.listCustomerClasses,
  'GET customer/*': customers.readCustomer,
  'PUT customer/*': customers.changeCustomer,
  'GET customer/*/contact': customers.listContacts,
  'POST contact': customers.createContact,
  'GET inventory': items.listItems,
  'POST inventory': items.createItem,
  'GET inventory/itemclass': items.listItemClasses,
  'GET inventory/*': items.readItem,
  'PUT inventory/*': items.changeItem,
  'GET inventory/*/crossreferences': items.listCrossReferences,
  'POST inventory/*/crossreferences': items.addCrossReference,
  'POST inventory/*/attachment': attachments.attachFile,
  'GET attachment/*': attachments.readFile,
  'GET inventorysummary/*': items.readSummary,
  'GET customerinvoice': invoices.listInvoices,
  'POST customerinvoice': invoices.createInvoice,
  'GET customerinvoice/*': invoices.readInvoice,
  'POST customerinvoice/*/action/release': invoices.releaseInvoice,
  ...Object.fromEntries(Object.entries(settingsLists).map(([name, handler]) => [`GET ${name}`, handler])),
}

/** The verbs a scope of the ERP API allows. */
const verbs: Readonly<Record<string, string>> = { GET: 'read', POST: 'create', PUT: 'update', DELETE: 'delete' }

/** Answers what comes after `/v1/`. */
export function answerErp(
  company: Company,
  path: string,
  { request, scopes, origin }: { readonly request: SandboxRequest; readonly scopes: readonly string[]; readonly origin: string },
): SandboxResponse {
  const verb = verbs[request.method]
  if (!scopes.some((scope) => scope === `vismanet_erp_service_api:${verb}` || scope === `vismanet_erp_interactive_api:${verb}`)) {
    throw erpRefusal(403, `The token has no scope to ${verb ?? request.method}.`)
  }
  const [place, id] = placeOf(path)
  const handler = routes[`${request.method} ${place}`]
  if (!handler) throw erpRefusal(404, `No HTTP resource was found that matches ${request.method} ${path}.`)
  const ifMatch = request.headers['if-match']
  const upload = { contentType: String(request.headers['content-type'] ?? ''), bytes: request.bytes }
  const body = handler === attachments.attachFile ? undefined : bodyOf(request)
  return handler(company, { id, query: request.query, body, ifMatch, upload, origin })
}

/** A path for the log and the faults: `GET customer/*`. */
export function erpLabel(method: string, path: string): string {
  return `${method} ${placeOf(path)[0]}`
}

function placeOf(path: string): readonly [place: string, id: string] {
  const [collection = '', id, ...rest] = path.split('/')
  const fixed = [collection, id]
    .filter((part) => part !== undefined)
    .join('/')
    .toLowerCase()
  if (id === undefined || `GET ${fixed}` in routes) return [fixed, '']
  return [[collection.toLowerCase(), '*', ...rest.map((part) => part.toLowerCase())].join('/'), idOf(decodeURIComponent(id))]
}

function idOf(text: string): string {
  const coded = /^b64\((.*)\)$/.exec(text)?.[1]
  return coded === undefined ? text : Buffer.from(coded, 'base64url').toString('utf8')
}

function bodyOf({ body, headers }: SandboxRequest): unknown {
  if (body === '') return undefined
  if (!String(headers['content-type']).startsWith('application/json')) throw erpRefusal(415, 'The body is no JSON.')
  try {
    return JSON.parse(body)
  } catch {
    throw erpRefusal(400, 'The body is no JSON.')
  }
}
