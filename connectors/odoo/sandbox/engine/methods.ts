import { none } from '../python.ts'
import { isAtLeast, type OdooVersion } from '../version.ts'
import { checkAccess, hasAccess } from './access.ts'
import { describeFields } from './describe.ts'
import { asServer, type Environment, rowOf } from './environment.ts'
import { isStored } from './fields.ts'
import type { Method, MethodCall, Model, Operation, Values } from './model.ts'
import { readNested, readRecords } from './read.ts'
import { readGroups } from './read-group.ts'
import { createRecords, existing, unlinkRecords, writeRecords } from './records.ts'
import { findRows, searchRows } from './search.ts'
import { displayName } from './values.ts'

type Run = Method['run']

const onModel = (parameters: Method['parameters'], run: Run): Method => ({ level: 'model', parameters, run })
const onRecords = (parameters: Method['parameters'], run: Run): Method => ({ level: 'records', parameters, run })

const domain = { name: 'domain' }
const anyDomain = { name: 'domain', isOptional: true }
const fields = { name: 'fields', isOptional: true }
const load = { name: 'load', default: '_classic_read' }
const paging = [
  { name: 'offset', default: 0 },
  { name: 'limit', isOptional: true },
  { name: 'order', isOptional: true },
]

/** Methods every model has, with the names and places of their parameters. */
const generic: Readonly<Record<string, Method>> = {
  search: onModel([domain, ...paging], (call) => search(call).map((row) => row.id)),
  search_count: onModel([domain, { name: 'limit', isOptional: true }], ({ environment, model, arguments: given }) => {
    checkAccess(environment, model, 'read')
    const count = findRows(environment, model, given.domain).length
    return given.limit ? Math.min(count, Number(given.limit)) : count
  }),
  search_read: onModel([anyDomain, fields, ...paging, load], (call) => {
    const { environment, model, arguments: given } = call
    return readRecords(environment, model, { ids: search(call).map((row) => row.id), fields: given.fields, load: given.load })
  }),
  read: onRecords([fields, load], ({ environment, model, ids, arguments: given }) =>
    readRecords(environment, model, { ids, fields: given.fields, load: given.load }),
  ),
  create: onModel([{ name: 'vals_list' }], ({ environment, model, arguments: given }) => {
    const list = Array.isArray(given.vals_list) ? given.vals_list : [given.vals_list]
    return createRecords(environment, model, list as readonly Values[])
  }),
  write: onRecords([{ name: 'vals' }], ({ environment, model, ids, arguments: given }) =>
    writeRecords(environment, model, ids, given.vals as Values),
  ),
  unlink: onRecords([], ({ environment, model, ids }) => unlinkRecords(environment, model, ids)),
  copy: onRecords([{ name: 'default', isOptional: true }], ({ environment, model, ids, arguments: given }) =>
    ids.flatMap((id) => createRecords(environment, model, [copyOf(environment, model, id, (given.default ?? {}) as Values)])),
  ),
  exists: onRecords([], ({ environment, model, ids }) => ids.filter((id) => rowOf(environment, model.name, id))),
  fields_get: onModel(
    [
      { name: 'allfields', isOptional: true },
      { name: 'attributes', isOptional: true },
    ],
    ({ environment, model, arguments: given }) =>
      describeFields(environment, model, { names: given.allfields, attributes: given.attributes }),
  ),
  default_get: onModel([{ name: 'fields' }], ({ environment, model, arguments: given }) =>
    Object.fromEntries(
      (given.fields as readonly string[]).flatMap((name) => {
        const value = model.fields[name]?.default?.(environment)
        return value === undefined ? [] : [[name, value]]
      }),
    ),
  ),
  name_create: onModel([{ name: 'name' }], ({ environment, model, arguments: given }) => {
    const [id] = createRecords(environment, model, [{ [model.nameField ?? 'name']: given.name }])
    return [id, displayName(environment, model.name, id)]
  }),
  check_access_rights: onModel(
    [{ name: 'operation' }, { name: 'raise_exception', default: true }],
    ({ environment, model, arguments: given }) => {
      if (given.raise_exception) checkAccess(environment, model, given.operation as Operation)
      return hasAccess(environment, model, given.operation as Operation)
    },
  ),
  web_search_read: onModel(
    [anyDomain, { name: 'specification', default: {} }, ...paging, { name: 'count_limit', isOptional: true }],
    (call) => {
      const { environment, model, arguments: given } = call
      const ids = search(call).map((row) => row.id)
      return {
        length: findRows(environment, model, given.domain).length,
        records: readNested(environment, model, { ids, specification: given.specification as Values }),
      }
    },
  ),
  web_read: onRecords([{ name: 'specification' }], ({ environment, model, ids, arguments: given }) =>
    readNested(environment, model, { ids, specification: given.specification as Values }),
  ),
}

const fromNineteen: Readonly<Record<string, Method>> = {
  formatted_read_group: onModel(
    [domain, { name: 'groupby', default: [] }, { name: 'aggregates', default: [] }],
    ({ environment, model, arguments: given }) => {
      checkAccess(environment, model, 'read')
      return readGroups(environment, model, {
        domain: given.domain,
        groupby: given.groupby as readonly string[],
        aggregates: given.aggregates as readonly string[],
      })
    },
  ),
}

const fromEighteen: Readonly<Record<string, Method>> = {
  has_access: onRecords([{ name: 'operation' }], ({ environment, model, arguments: given }) =>
    hasAccess(environment, model, given.operation as Operation),
  ),
}

/** A public method of a model in a release; undefined when there is none. */
export function methodOf(model: Model, name: string, version: OdooVersion): Method | undefined {
  const own = model.methods?.[name]
  if (own) return own
  if (Object.hasOwn(generic, name)) return generic[name]
  if (name === 'name_search') return nameSearch(isAtLeast(version, 19) ? 'domain' : 'args')
  if (isAtLeast(version, 18) && Object.hasOwn(fromEighteen, name)) return fromEighteen[name]
  if (isAtLeast(version, 19) && Object.hasOwn(fromNineteen, name)) return fromNineteen[name]
  if (model.fields.active && (name === 'action_archive' || name === 'action_unarchive')) return archiving(name === 'action_unarchive')
  return undefined
}

function search({ environment, model, arguments: given }: MethodCall) {
  checkAccess(environment, model, 'read')
  return searchRows(environment, model, given)
}

function nameSearch(domainName: string): Method {
  return onModel(
    [
      { name: 'name', default: '' },
      { name: domainName, isOptional: true },
      { name: 'operator', default: 'ilike' },
      { name: 'limit', default: 100 },
    ],
    ({ environment, model, arguments: given }) => {
      checkAccess(environment, model, 'read')
      const names = model.searchFields ?? [model.nameField ?? 'name']
      const some = names.map((field) => [field, given.operator, given.name])
      const asked = given[domainName]
      const extra = Array.isArray(asked) ? asked : []
      const wanted = given.name === '' ? extra : [...extra, ...Array.from({ length: some.length - 1 }, () => '|'), ...some]
      return searchRows(environment, model, { domain: wanted, limit: given.limit }).map((row) => [
        row.id,
        displayName(environment, model.name, row.id),
      ])
    },
  )
}

/** Returns nothing, which XML-RPC cannot say: there the caller gets a fault although the change is kept. */
function archiving(active: boolean): Method {
  return onRecords([], ({ environment, model, ids }) => {
    writeRecords(environment, model, ids, { active })
    return none
  })
}

/** What a copy starts with: all stored values that may be copied, lines as new lines. */
function copyOf(environment: Environment, model: Model, id: number, changed: Values): Values {
  const [row] = existing(environment, model, [id])
  const values: Values = {}
  for (const [name, field] of Object.entries(model.fields)) {
    if (field.notCopied || !row) continue
    if (isStored(field) && !name.startsWith('write_') && !name.startsWith('create_') && row[name] !== undefined) values[name] = row[name]
    const lines = field.type === 'one2many' ? environment.database.models.get(field.relation ?? '') : undefined
    if (lines?.fields[field.inverse ?? '']?.onDelete !== 'cascade' || field.compute) continue
    const ids = environment.database.tables.get(lines.name)?.idsBy(field.inverse ?? '', id) ?? new Set<number>()
    values[name] = [...ids].map((line) => [0, 0, copyOf(asServer(environment), lines, line, { [field.inverse ?? '']: false })])
  }
  if (!model.fields.name?.notCopied && typeof values.name === 'string' && !('order_id' in model.fields))
    values.name = `${values.name} (copy)`
  return { ...values, ...changed }
}
