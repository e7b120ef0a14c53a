import type { Schema } from './schema-check.ts'

type Schemas = Readonly<Record<string, Schema>>
type Content = { readonly content?: Readonly<Record<string, { readonly schema: Schema }>>; readonly $ref?: string }

/** What a description says of one call. */
export interface Operation {
  readonly parameters: readonly string[]
  readonly body?: Schema
  readonly answers: Readonly<Record<string, Schema | undefined>>
  readonly schemas: Schemas
}

interface ErpOperation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

export interface ErpSpec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, ErpOperation>>>>
  readonly components: { readonly schemas: Schemas; readonly requestBodies: Readonly<Record<string, Content>> }
}

export interface OrderSpec {
  readonly operations: readonly (Readonly<Record<string, string>> & { readonly query?: Readonly<Record<string, string>> })[]
  readonly components: { readonly schemas: Schemas }
}

/** The call of the ERP a path stands for: `/v1/customer/10016`. Undefined for one the description does not have. */
export function erpOperation({ paths, components }: ErpSpec, method: string, path: string): Operation | undefined {
  const wanted = `/controller/api${path}`.toLowerCase()
  const known = Object.keys(paths).filter((one) => matches(one.toLowerCase(), wanted) && paths[one]?.[method.toLowerCase()])
  // A path without a placeholder goes before one with it: `/inventory/itemClass`.
  const [best = ''] = known.toSorted((left, right) => left.split('{').length - right.split('{').length)
  const found = paths[best]?.[method.toLowerCase()]
  if (!found) return undefined
  const requestBody = found.requestBody?.$ref ? components.requestBodies[found.requestBody.$ref.split('/').at(-1) ?? ''] : found.requestBody
  return {
    parameters: (found.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name),
    body: requestBody?.content?.['application/json']?.schema,
    answers: Object.fromEntries(
      Object.entries(found.responses).map(([status, one]) => [status, one.content?.['application/json']?.schema]),
    ),
    schemas: components.schemas,
  }
}

export function orderOperation({ operations, components }: OrderSpec, method: string, path: string): Operation | undefined {
  const found = operations.find((one) => one.method === method && matches(one.path ?? '', path))
  if (!found) return undefined
  const schemaOf = (name: string | undefined): Schema | undefined => {
    const list = /^array of (\w+)$/.exec(name ?? '')?.[1]
    if (list) return { type: 'array', items: { $ref: list } }
    const only = /^(\w+Dto\w*|\w+Command)/.exec(name ?? '')?.[1]
    return only ? { $ref: only } : undefined
  }
  return {
    parameters: Object.keys(found.query ?? {}),
    body: schemaOf(found.body),
    answers: { 200: schemaOf(found['200']), 201: undefined, 202: undefined },
    schemas: components.schemas,
  }
}

function matches(pattern: string, path: string): boolean {
  const [parts, given] = [pattern.split('/'), path.split('/')]
  return parts.length === given.length && parts.every((part, index) => part.startsWith('{') || part === given[index])
}
