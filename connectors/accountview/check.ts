import type { CheckResult } from '#core/kit/define-connector.ts'
import { ConnectionError } from '#core/kit/errors.ts'
import type { AccountViewClient, Administration } from './client.ts'
import { loadInstallation } from './installation.ts'
import { gapsOf } from './needs.ts'

/** Whether the administration may be opened, and what of it is not open. */
export async function check(client: AccountViewClient, signal: AbortSignal): Promise<CheckResult> {
  const companies = await client.companies(signal)
  const chosen = companies.find(({ id }) => id === client.company)
  if (!chosen) throw notChosen(client.company, companies)
  const installation = await loadInstallation(client, signal)
  return {
    account: `${chosen.name} (${chosen.id}) · ${client.account.split('/')[0]}`,
    version: 'Web API 3',
    warnings: gapsOf(installation),
  }
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
