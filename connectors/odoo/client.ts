import { AppError, ConnectionError, SettingsError, VendorError } from '#core/kit/errors.ts'
import { createMemory, type Memory } from '#core/kit/memory.ts'
import type { Clock, HttpClient, ImageStore, Log } from '#core/kit/ports.ts'
import { chooseTransport } from './transports/choose-transport.ts'
import type { Transport } from './transports/transport.ts'
import { idOf, labelOf, type OdooRecord, textOf } from './values.ts'

export type Domain = readonly unknown[]
export type Values = Readonly<Record<string, unknown>>
export type Context = Readonly<Record<string, unknown>>

export interface OdooSettings {
  readonly url: string
  readonly database: string
  readonly login?: string
  readonly apiKey: string
  /** Name or id of the company to work in. */
  readonly company?: string
  readonly language: string
}

/** Who we are in this database. */
export interface Session {
  readonly userId: number
  readonly userName: string
  readonly companyId: number
  readonly companyName: string
  readonly currency: string | undefined
}

export interface CallOptions {
  readonly context?: Context
  readonly signal?: AbortSignal
}

export interface SearchOptions extends CallOptions {
  readonly domain: Domain
  /** Always named: all fields of 1,000 contacts are 7.5 MB. */
  readonly fields: readonly string[]
  readonly order?: string
  readonly limit?: number
}

/** Calls model methods of one Odoo database; hides which door they go through. */
export interface OdooClient {
  readonly settings: OdooSettings
  readonly clock: Clock
  readonly log: Log
  /** Where pictures lie while a run moves them; absent outside of runs. */
  readonly images?: ImageStore
  /** Reference data of this database, kept for some minutes. */
  readonly memory: Memory
  transport(signal?: AbortSignal): Promise<Transport>
  session(signal?: AbortSignal): Promise<Session>
  searchRead(model: string, options: SearchOptions): Promise<readonly OdooRecord[]>
  /** Records that do not exist are simply left out of the answer. */
  read(model: string, ids: readonly number[], options: CallOptions & { readonly fields: readonly string[] }): Promise<readonly OdooRecord[]>
  /** All or nothing; answers the ids in the order of `values`. */
  create(model: string, values: readonly Values[], options?: CallOptions): Promise<readonly number[]>
  write(model: string, ids: readonly number[], values: Values, options?: CallOptions): Promise<void>
  unlink(model: string, ids: readonly number[], options?: CallOptions): Promise<void>
  /** Calls an action of records. `false` and `null` are ordinary answers of success: read the state back. */
  act(model: string, method: string, ids: readonly number[], options?: CallOptions): Promise<unknown>
  may(model: string, operation: 'read' | 'write' | 'create' | 'unlink', signal?: AbortSignal): Promise<boolean>
  /** Fields this user sees, with their types; `undefined` when the model's app is not installed. */
  fieldsOf(model: string, signal?: AbortSignal): Promise<ReadonlyMap<string, string> | undefined>
  /** Decimals Odoo keeps of a number field; `undefined` where it keeps all it is given. */
  digitsOf(model: string, field: string, signal?: AbortSignal): Promise<number | undefined>
}

/** Reading more at once gains nothing and meets the time limits of small servers. */
const idsPerRead = 1_000

/** `{"list_price": {"digits": [16, 2]}}`: digits in all, and behind the point. */
type FieldDigits = Readonly<Record<string, { readonly digits?: readonly unknown[] | null } | undefined>>

/** Creates the client of one connection. Nothing is asked of the server before the first call. */
export function createOdooClient({
  settings,
  http,
  clock,
  log,
  images,
}: {
  readonly settings: OdooSettings
  readonly http: HttpClient
  readonly clock: Clock
  readonly log: Log
  readonly images?: ImageStore
}): OdooClient {
  const memory = createMemory(clock)
  const account = { database: settings.database, login: settings.login, apiKey: settings.apiKey }
  let opened: Promise<Transport> | undefined

  function transport(signal?: AbortSignal): Promise<Transport> {
    opened ??= chooseTransport({ http, account, signal }).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }

  /** Context without the company, for the calls that find out which company that is. */
  const plainContext = { lang: settings.language }

  async function contextFor(own: Context | undefined, signal: AbortSignal | undefined): Promise<Context> {
    if (settings.company === undefined || settings.company === '') return { ...plainContext, ...own }
    const { companyId } = await session(signal)
    return { ...plainContext, allowed_company_ids: [companyId], ...own }
  }

  async function callModel(
    { model, method, named = {}, repeatable }: { model: string; method: string; named?: Values; repeatable: boolean },
    { context, signal }: CallOptions,
  ): Promise<unknown> {
    const door = await transport(signal)
    return door.send({ model, method, named, context: await contextFor(context, signal), repeatable, signal })
  }

  async function callRecords(
    {
      model,
      method,
      ids,
      named = {},
      repeatable,
    }: { model: string; method: string; ids: readonly number[]; named?: Values; repeatable: boolean },
    { context, signal }: CallOptions,
  ): Promise<unknown> {
    // Without ids Odoo answers `true` having done nothing, so such a call must never leave.
    if (ids.length === 0) {
      throw new AppError(`"${method}" on ${model} was asked for no record.`, { code: 'no-ids', fix: 'developer' })
    }
    const door = await transport(signal)
    return door.send({ model, method, ids, named, context: await contextFor(context, signal), repeatable, signal })
  }

  const session = (signal?: AbortSignal) =>
    memory.recall('session', () => openSession({ transport, settings, context: plainContext, signal }))

  async function searchRead(model: string, { domain, fields, order, limit, ...options }: SearchOptions): Promise<readonly OdooRecord[]> {
    const paging = { ...(order === undefined ? {} : { order }), ...(limit === undefined ? {} : { limit }) }
    const answer = await callModel(
      { model, method: 'search_read', named: { domain, fields: named(fields), ...paging }, repeatable: true },
      options,
    )
    return recordsOf(answer, `${model}.search_read`)
  }

  async function fieldsOf(model: string, signal?: AbortSignal): Promise<ReadonlyMap<string, string> | undefined> {
    return memory.recall(`fields ${model}`, async () => {
      try {
        const answer = await callModel({ model, method: 'fields_get', named: { attributes: ['type'] }, repeatable: true }, { signal })
        const entries = Object.entries((answer ?? {}) as Record<string, { readonly type?: string }>)
        return new Map(entries.map(([name, { type }]) => [name, type ?? 'unknown']))
      } catch (error) {
        if (saysModelIsMissing(error)) return undefined
        throw error
      }
    })
  }

  async function digitsOf(model: string, field: string, signal?: AbortSignal): Promise<number | undefined> {
    return memory.recall(`digits ${model}.${field}`, async () => {
      const named = { allfields: [field], attributes: ['digits'] }
      const answer = (await callModel({ model, method: 'fields_get', named, repeatable: true }, { signal })) as FieldDigits | null
      const decimals = answer?.[field]?.digits?.[1]
      return typeof decimals === 'number' ? decimals : undefined
    })
  }

  return {
    settings,
    clock,
    log,
    images,
    memory,
    transport,
    session,
    searchRead,
    fieldsOf,
    digitsOf,
    read: async (model, ids, { fields, ...options }) => {
      const pages: OdooRecord[] = []
      for (let start = 0; start < ids.length; start += idsPerRead) {
        const some = ids.slice(start, start + idsPerRead)
        const answer = await callRecords({ model, method: 'read', ids: some, named: { fields: named(fields) }, repeatable: true }, options)
        pages.push(...recordsOf(answer, `${model}.read`))
      }
      return pages
    },
    create: async (model, values, options = {}) => {
      if (values.length === 0) return []
      const answer = await callModel({ model, method: 'create', named: { vals_list: values }, repeatable: false }, options)
      const ids = Array.isArray(answer) ? answer : [answer]
      if (ids.length !== values.length || !ids.every((id) => typeof id === 'number')) {
        throw new VendorError(`Odoo did not answer one id for each of the ${values.length} new ${model}.`, { code: 'odoo-answer' })
      }
      return ids
    },
    write: async (model, ids, values, options = {}) => {
      // The server does not enforce read-only fields: a written state makes a "confirmed" order without a delivery.
      if ('state' in values)
        throw new AppError(`The state of ${model} is moved by actions, never written.`, { code: 'state-written', fix: 'developer' })
      await callRecords({ model, method: 'write', ids, named: { vals: values }, repeatable: true }, options)
    },
    unlink: async (model, ids, options = {}) => {
      await callRecords({ model, method: 'unlink', ids, repeatable: false }, options)
    },
    act: (model, method, ids, options = {}) => callRecords({ model, method, ids, repeatable: false }, options),
    may: async (model, operation, signal) => {
      const { version } = await transport(signal)
      // `check_access_rights` became `has_access` and stays behind only on the old door.
      const call =
        version.major >= 19
          ? { method: 'has_access', named: { operation } }
          : { method: 'check_access_rights', named: { operation, raise_exception: false } }
      return (await callModel({ model, ...call, repeatable: true }, { signal })) === true
    },
  }
}

async function openSession({
  transport,
  settings,
  context,
  signal,
}: {
  readonly transport: (signal?: AbortSignal) => Promise<Transport>
  readonly settings: OdooSettings
  readonly context: Context
  readonly signal: AbortSignal | undefined
}): Promise<Session> {
  const door = await transport(signal)
  const userId = await door.userId(signal)
  const ask = async (model: string, ids: readonly number[], fields: readonly string[]) => {
    const answer = await door.send({ model, method: 'read', ids, named: { fields }, context, repeatable: true, signal })
    return recordsOf(answer, `${model}.read`)
  }
  const [user] = await ask('res.users', [userId], ['name', 'login', 'company_id', 'company_ids'])
  const allowed = Array.isArray(user?.company_ids) ? (user.company_ids as number[]) : []
  const companies = allowed.length === 0 ? [] : await ask('res.company', allowed, ['name', 'currency_id'])
  const company = chooseCompany(companies, { wanted: settings.company, ownId: idOf(user?.company_id) })
  return {
    userId,
    userName: textOf(user?.login) ?? textOf(user?.name) ?? `user ${userId}`,
    companyId: company.id,
    companyName: textOf(company.name) ?? `company ${company.id}`,
    currency: labelOf(company.currency_id),
  }
}

function chooseCompany(
  companies: readonly OdooRecord[],
  { wanted, ownId }: { readonly wanted: string | undefined; readonly ownId: number | undefined },
): OdooRecord {
  const found =
    wanted === undefined || wanted === ''
      ? companies.find(({ id }) => id === ownId)
      : (companies.find(({ name }) => name === wanted) ?? companies.find(({ id }) => String(id) === wanted))
  if (found) return found
  const names = companies.map(({ name }) => textOf(name)).join(', ')
  if (wanted) {
    throw new ConnectionError(`This Odoo user does not work in a company "${wanted}".`, {
      code: 'company-unknown',
      hint: names === '' ? 'Ask an administrator which companies the user may use.' : `Choose one of: ${names}.`,
    })
  }
  throw new SettingsError('Odoo does not say which company this user works in.', {
    code: 'company-unknown',
    hint: 'Fill in the company on this connection.',
  })
}

/** No field at all would mean every field. */
function named(fields: readonly string[]): readonly string[] {
  return fields.length === 0 ? ['id'] : fields
}

function recordsOf(answer: unknown, label: string): readonly OdooRecord[] {
  if (Array.isArray(answer) && answer.every((one) => typeof one?.id === 'number')) return answer as OdooRecord[]
  throw new VendorError(`Odoo answered ${label} with something that is no list of records.`, { code: 'odoo-answer' })
}

/** JSON-2 says so with a class of its own. Over JSON-RPC it is a UserError, and `fields_get` has no other reason for one. */
function saysModelIsMissing(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  return error.code === 'app-missing' || error.facts.odooError === 'odoo.exceptions.UserError'
}
