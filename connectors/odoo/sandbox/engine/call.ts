import { accessError, notANumber, notFound, OdooError, typeError, unprocessable, userError } from '../errors.ts'
import { type Context, type Database, type Environment, inTransaction, type User } from './environment.ts'
import { methodOf } from './methods.ts'
import type { Method, Model } from './model.ts'

export interface Caller {
  readonly database: Database
  readonly user: User
  /** Start of the transaction. */
  readonly startedAt: string
}

type Named = Readonly<Record<string, unknown>>

/** A call with arguments by place and by name, as JSON-RPC and XML-RPC make it. */
export function callByPlace(
  caller: Caller,
  { model: modelName, method: methodName, places, named }: { model: string; method: string; places: readonly unknown[]; named: Named },
): unknown {
  const model = caller.database.models.get(modelName)
  if (!model) throw userError(`Object ${modelName} doesn't exist`)
  refusePrivate(model, methodName)
  const method = methodOf(model, methodName, caller.database.version)
  if (!method) throw new OdooError('builtins.AttributeError', `The method '${modelName}.${methodName}' does not exist`)
  const { context, ...rest } = named
  const isOnRecords = method.level === 'records'
  if (isOnRecords && places.length === 0 && !('ids' in rest)) throw new OdooError('builtins.IndexError', 'list index out of range')
  const { ids: namedIds, ...keywords } = rest
  const ids = isOnRecords ? idsOf(places.length > 0 ? places[0] : namedIds) : []
  const given = bindPlaces(`${modelName}.${methodName}`, method, isOnRecords ? places.slice(1) : places, isOnRecords ? keywords : rest)
  const result = run(caller, model, method, { ids, given, context })
  // A dictionary in, one id out; a list in, a list out.
  return methodName === 'create' && !Array.isArray(given.vals_list) ? (result as readonly number[])[0] : result
}

/** A call with named arguments only, as JSON-2 makes it. */
export function callByName(
  caller: Caller,
  { model: modelName, method: methodName, body }: { model: string; method: string; body: Named },
): unknown {
  const model = caller.database.models.get(modelName)
  if (!model) throw notFound(`the model '${modelName}' does not exist`)
  refusePrivate(model, methodName)
  const method = methodOf(model, methodName, caller.database.version)
  if (!method) throw notFound(`The method '${modelName}.${methodName}' does not exist`)
  const { ids: asked = [], context, ...named } = body
  const ids = idsOf(asked)
  if (method.level === 'model' && ids.length > 0) throw unprocessable(`cannot call ${modelName}.${methodName} with ids`)
  for (const name of Object.keys(named)) {
    if (!method.parameters.some((parameter) => parameter.name === name)) throw unprocessable(`got an unexpected keyword argument '${name}'`)
  }
  for (const parameter of method.parameters) {
    if (isRequired(parameter) && !(parameter.name in named)) throw unprocessable(`missing a required argument: '${parameter.name}'`)
  }
  return run(caller, model, method, { ids, given: withDefaults(method, named), context })
}

function refusePrivate(model: Model, method: string): void {
  if (!method.startsWith('_')) return
  throw accessError(`Private methods (such as '${model.name}.${method}') cannot be called remotely.`)
}

/** `ids` may be one number. */
function idsOf(asked: unknown): readonly number[] {
  if (asked === false || asked === null || asked === undefined) return []
  return (Array.isArray(asked) ? asked : [asked]).map((id) => {
    if (typeof id !== 'number') throw notANumber(String(id))
    return id
  })
}

function isRequired(parameter: Method['parameters'][number]): boolean {
  return parameter.default === undefined && !parameter.isOptional
}

function bindPlaces(name: string, method: Method, places: readonly unknown[], named: Named): Named {
  if (places.length > method.parameters.length) {
    throw typeError(`${name}() takes from 1 to ${method.parameters.length + 1} positional arguments but ${places.length + 1} were given`)
  }
  for (const key of Object.keys(named)) {
    if (!method.parameters.some((parameter) => parameter.name === key))
      throw typeError(`${name}() got an unexpected keyword argument '${key}'`)
  }
  const given: Record<string, unknown> = { ...named }
  for (const [index, value] of places.entries()) given[method.parameters[index]?.name ?? ''] = value
  for (const parameter of method.parameters) {
    if (isRequired(parameter) && !(parameter.name in given)) throw new OdooError('builtins.IndexError', 'list index out of range')
  }
  return withDefaults(method, given)
}

function withDefaults(method: Method, given: Named): Named {
  return { ...Object.fromEntries(method.parameters.map((parameter) => [parameter.name, parameter.default])), ...given }
}

function run(
  caller: Caller,
  model: Model,
  method: Method,
  { ids, given, context }: { readonly ids: readonly number[]; readonly given: Named; readonly context: unknown },
): unknown {
  const environment = environmentOf(caller, context)
  return inTransaction(caller.database, () => method.run({ environment, model, ids, arguments: given }))
}

/** @throws OdooError for a language that is not installed and for a company the user has no part in. */
export function environmentOf(caller: Caller, asked: unknown): Environment {
  const context = (typeof asked === 'object' && asked !== null && !Array.isArray(asked) ? asked : {}) as Context
  const { lang, allowed_company_ids: companies } = context
  if (typeof lang === 'string' && !caller.database.languages.includes(lang)) throw userError(`Invalid language code: ${lang}`)
  if (Array.isArray(companies) && companies.some((id) => !caller.user.companyIds.includes(id))) {
    throw accessError('Access to unauthorized or invalid companies.')
  }
  return { ...caller, context, isServer: false }
}
