import type { LiveChoice } from '#core/kit/define-connector.ts'
import type { EaccountingClient } from './client.ts'
import {
  loadCodings,
  loadCountries,
  loadCurrencies,
  loadDeliveryMethods,
  loadTerms,
  loadUnits,
  loadVatCodes,
  rateOf,
} from './reference-data.ts'

interface List {
  readonly label: string
  load(client: EaccountingClient, signal: AbortSignal): Promise<readonly LiveChoice[]>
}

/** Live choices; their values are the vendor's ids, which mappings carry. */
export const lists: Readonly<Record<string, List>> = {
  taxes: {
    label: 'Article account codings (revenue account and VAT rate)',
    load: async (client, signal) =>
      (await loadCodings(client, signal))
        .filter(({ IsActive }) => IsActive !== false)
        .map((coding) => ({
          value: coding.Id,
          label: `${coding.Name ?? coding.Id}${rateOf(coding) === undefined ? '' : ` (${rateOf(coding)} %)`}`,
          rate: rateOf(coding),
        })),
  },
  'vat-rates': {
    label: 'VAT rates of order lines',
    load: async (client, signal) => {
      const rates = new Set((await loadCodings(client, signal)).flatMap((coding) => rateOf(coding) ?? []))
      return [...rates].sort((left, right) => Number(right) - Number(left)).map((rate) => ({ value: rate, label: `${rate} %`, rate }))
    },
  },
  units: {
    label: 'Units',
    load: async (client, signal) =>
      (await loadUnits(client, signal)).map(({ Id, Name, Abbreviation }) => ({ value: Id, label: Name ?? Abbreviation ?? Id })),
  },
  'payment-terms': {
    label: 'Terms of payment',
    load: async (client, signal) =>
      (await loadTerms(client, signal))
        .filter(({ AvailableForSales }) => AvailableForSales !== false)
        .map(({ Id, Name, NumberOfDays }) => ({ value: Id, label: Name ?? `${NumberOfDays ?? '?'} days` })),
  },
  'vat-codes': {
    label: 'VAT codes',
    load: async (client, signal) =>
      (await loadVatCodes(client, signal)).map(({ Id, Code, Description }) => ({
        value: Id,
        label: [Code, Description].filter(Boolean).join(' · ') || Id,
      })),
  },
  'delivery-methods': {
    label: 'Delivery methods',
    load: async (client, signal) =>
      (await loadDeliveryMethods(client, signal)).flatMap(({ Name }) => (Name ? [{ value: Name, label: Name }] : [])),
  },
  currencies: {
    label: 'Currencies',
    load: async (client, signal) =>
      (await loadCurrencies(client, signal)).flatMap(({ Code }) => (Code ? [{ value: Code, label: Code }] : [])),
  },
  countries: {
    label: 'Countries',
    load: async (client, signal) =>
      (await loadCountries(client, signal)).flatMap(({ Code, Name, NameEnglish }) =>
        Code ? [{ value: Code, label: NameEnglish ?? Name ?? Code }] : [],
      ),
  },
}
