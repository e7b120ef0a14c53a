import { z } from 'zod'
import type { CheckResult } from '#core/kit/define-connector.ts'
import { ConnectionError } from '#core/kit/errors.ts'
import { companyDigits } from './address.ts'
import type { EaccountingClient } from './client.ts'

const companySchema = z.object({
  Name: z.string(),
  CountryCode: z.string().nullish(),
  CurrencyCode: z.string().nullish(),
  CorporateIdentityNumber: z.string().nullish(),
  AccountingLockedTo: z.string().nullish(),
})

export type Company = z.infer<typeof companySchema>

/** The company the permission is for; asked once a run. */
export function loadCompany(client: EaccountingClient, signal: AbortSignal): Promise<Company> {
  const known = client.memory.get('company') as Promise<Company> | undefined
  if (known) return known
  const asked = client.companySettings(companySchema, signal)
  client.memory.set('company', asked)
  // A failure is no answer to keep.
  asked.catch(() => client.memory.delete('company'))
  return asked
}

/** A permission is for one company, chosen while signing in; nothing else says which, so it is held against the connection. */
export async function check(client: EaccountingClient, signal: AbortSignal): Promise<CheckResult> {
  // Asked anew: the permission may have been given for another company since.
  client.memory.delete('company')
  const company = await loadCompany(client, signal)
  const number = company.CorporateIdentityNumber?.trim()
  if (number && companyDigits(number) !== companyDigits(client.company)) {
    throw new ConnectionError(`The permission is for ${company.Name} (${number}), and this connection is for company ${client.company}.`, {
      code: 'other-company',
      hint: 'Sign in again and choose the right company, or correct the organisation number of the connection.',
    })
  }
  return {
    account: number ? `${company.Name} (${number})` : company.Name,
    version: 'API 2',
    warnings: number
      ? []
      : ['eAccounting does not tell the organisation number of this company: check by its name that it is the right one.'],
  }
}
