import { SettingsError } from '#core/kit/errors.ts'

export interface Place {
  readonly environment: 'production' | 'sandbox'
  /** Of a practice system on this computer, which serves the sign-in as well. */
  readonly address?: string | undefined
  readonly company: string
}

const hosts = {
  production: { api: 'https://eaccountingapi.vismaonline.com', identity: 'https://identity.vismaonline.com' },
  sandbox: { api: 'https://eaccountingapi-sandbox.test.vismaonline.com', identity: 'https://identity-sandbox.test.vismaonline.com' },
} as const

/** Where the books are. @throws SettingsError for an address that is none */
export function originOf({ environment, address }: Place): string {
  return ownAddress(address) ?? hosts[environment].api
}

/** Where a person signs in and tokens are renewed. @throws SettingsError for an address that is none */
export function identityOf({ environment, address }: Place): string {
  return ownAddress(address) ?? hosts[environment].identity
}

/**
 * Tells two companies apart: the organisation number, because the vendor's host is the same for all of them. Books of the vendor's
 * sandbox and of a practice system are others than those of the real company.
 */
export function accountOf(place: Place): string {
  const own = ownAddress(place.address)
  const number = companyDigits(place.company)
  if (own !== undefined) return `${new URL(own).host}/${number}`
  return place.environment === 'production' ? number : `sandbox/${number}`
}

/** `556677-8899` and `5566778899` are one company. */
export function companyDigits(company: string): string {
  return company.replace(/[\s.-]/gu, '').toUpperCase()
}

/** Never repeats more of an address than its host: people paste it with secrets inside. */
function ownAddress(address: string | undefined): string | undefined {
  if (address === undefined || address.trim() === '') return undefined
  const url = URL.parse(address.trim())
  if (!url?.hostname) {
    throw new SettingsError('The address of the practice system is none.', {
      code: 'address-unreadable',
      hint: 'Leave it empty for the real eAccounting.',
    })
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.pathname !== '/' || url.hash !== '') {
    throw new SettingsError(`Give only the address of ${url.hostname}, without what comes before or after it.`, {
      code: 'address-too-long',
      hint: 'The client id and secret have fields of their own.',
    })
  }
  const isOwnMachine = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwnMachine)) {
    throw new SettingsError(`The address of ${url.hostname} must begin with https://, or the permission would travel readable.`, {
      code: 'address-not-https',
    })
  }
  return url.origin
}
