import type { CheckResult } from '#core/kit/define-connector.ts'
import { ConnectionError, DataError } from '#core/kit/errors.ts'
import type { AccountViewClient, Administration } from './client.ts'
import { fieldsOf, type Installation, loadInstallation, refusalOf } from './installation.ts'
import { gapsOf, readNeeds } from './needs.ts'

/** Whether the administration may be opened, and what of it is not open. */
export async function check(client: AccountViewClient, signal: AbortSignal): Promise<CheckResult> {
  const companies = await client.companies(signal)
  const chosen = companies.find(({ id }) => id === client.company)
  if (!chosen) throw notChosen(client.company, companies)
  const installation = await loadInstallation(client, signal)
  const unreadable = await unreadableOf(client, installation, signal)
  return {
    account: `${chosen.name} (${chosen.id}) · ${client.account.split('/')[0]}`,
    version: 'Web API 3',
    warnings: [...gapsOf(installation), ...unreadable],
  }
}

/** The list of objects does not say what may be read, so one record of each is asked for where it matters. */
async function unreadableOf(client: AccountViewClient, installation: Installation, signal: AbortSignal): Promise<readonly string[]> {
  const warnings: string[] = []
  for (const { object, without } of readNeeds) {
    if (refusalOf(installation, object, 'read') !== undefined) continue
    try {
      await client.read({ object, fields: fieldsOf(installation, object, [object.key]), size: 1, signal })
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      warnings.push(`${error.message} ${without}`)
    }
  }
  return warnings
}

function notChosen(company: string | undefined, companies: readonly Administration[]): ConnectionError {
  const choices = companies.slice(0, 20).map(({ id, name }) => `${id} (${name})`)
  const more = companies.length > choices.length ? ` and ${companies.length - choices.length} more` : ''
  const hint =
    choices.length === 0
      ? 'This sign-in opens no administration. The user must exist on AccountView.Net and in AccountView, and AccountView must be switched on.'
      : `Put the Id of one into "Administration": ${choices.join(', ')}${more}.`
  return company === undefined
    ? new ConnectionError('No administration is chosen.', { code: 'company-missing', hint })
    : new ConnectionError(`This sign-in does not open the administration ${company}.`, { code: 'company-unknown', hint })
}
