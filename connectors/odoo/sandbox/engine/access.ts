import { accessError } from '../errors.ts'
import { companiesOf, type Environment } from './environment.ts'
import type { Model, Operation } from './model.ts'
import type { Row } from './table.ts'

/** Groups a user of the sandbox can be in, with the names the server shows. `admin` may do everything. */
export const groupLabels = {
  admin: 'Administration/Settings',
  settings: 'Administration/Access Rights',
  products: 'Products/Create',
  contacts: 'Contact/Creation',
  sales: 'Sales/User: All Documents',
  'sales-own': 'Sales/User: Own Documents Only',
  inventory: 'Inventory/User',
  invoicing: 'Accounting/Invoicing',
} as const

export type Group = keyof typeof groupLabels

export function isIn(environment: Environment, groups: readonly string[]): boolean {
  const { groups: own } = environment.user
  return environment.isServer || own.includes('admin') || groups.some((group) => own.includes(group))
}

export function hasAccess(environment: Environment, model: Model, operation: Operation): boolean {
  const allowed = model.access?.[operation]
  return allowed === undefined || isIn(environment, allowed)
}

const verbs: Readonly<Record<Operation, string>> = { read: 'access', write: 'modify', create: 'create', unlink: 'delete' }

/** @throws OdooError (AccessError) when the user's groups may not do this to any record of the model. */
export function checkAccess(environment: Environment, model: Model, operation: Operation): void {
  if (hasAccess(environment, model, operation)) return
  const groups = (model.access?.[operation] ?? []).map((group) => `\t- ${group in groupLabels ? groupLabels[group as Group] : group}`)
  throw accessError(
    `You are not allowed to ${verbs[operation]} '${model.label}' (${model.name}) records.\n\n` +
      `This operation is allowed for the following groups:\n${groups.join('\n')}\n\n` +
      'Contact your administrator to request access if necessary.',
  )
}

/** Record rules: the user's own documents, the companies asked for. */
export function isVisible(environment: Environment, model: Model, row: Row): boolean {
  if (environment.isServer) return true
  if (model.fields.company_id && typeof row.company_id === 'number' && !companiesOf(environment).includes(row.company_id)) return false
  return model.isVisible?.(row, environment) ?? true
}

/** @throws OdooError (AccessError) when one of the records is not for this user. */
export function checkRows(environment: Environment, model: Model, rows: readonly Row[], operation: Operation): void {
  if (rows.every((row) => isVisible(environment, model, row))) return
  const { name, id } = environment.user
  throw accessError(
    'Uh-oh! Looks like you have stumbled upon some top-secret records.\n\n' +
      `Sorry, ${name} (id=${id}) doesn't have '${operation}' access to:\n- ${model.label} (${model.name})\n`,
  )
}
