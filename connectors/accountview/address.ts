import { SettingsError } from '#core/kit/errors.ts'

export interface AddressSettings {
  readonly address: string
  readonly company?: string | undefined
}

/** AccountView.Net, which stands in front of every customer's own installation. */
export function originOf({ address }: Pick<AddressSettings, 'address'>): string {
  const url = URL.parse(address.includes('://') ? address : `https://${address}`)
  if (!url?.hostname) {
    throw new SettingsError('"Address" is no address.', {
      code: 'address-unreadable',
      hint: 'It is https://www.accountview.net for everybody.',
    })
  }
  if (url.username !== '' || url.search !== '' || url.hash !== '' || url.pathname !== '/') {
    throw new SettingsError(`Give only the address of ${url.hostname}, without what comes after it.`, {
      code: 'address-too-long',
      hint: 'The client id and the client secret have fields of their own.',
    })
  }
  const isOwnMachine = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwnMachine)) {
    throw new SettingsError(`The address of ${url.hostname} must begin with https://, or the token would travel readable.`, {
      code: 'address-not-https',
    })
  }
  return url.origin
}

/** The administration tells two connections apart: one sign-in may open many. */
export function accountOf(settings: AddressSettings): string {
  return `${new URL(originOf(settings)).hostname}/${companyOf(settings) ?? ''}`
}

/** The Id that goes into every request; it becomes a header, so nothing but plain signs. @throws SettingsError */
export function companyOf({ company }: Pick<AddressSettings, 'company'>): string | undefined {
  const id = company?.trim()
  if (id === undefined || id === '') return undefined
  if (/^[\w.{}-]+$/.test(id)) return id
  throw new SettingsError(`"${id}" is no administration of AccountView.Net.`, {
    code: 'company-unreadable',
    hint: 'Leave it empty and press Test: the message names the administrations there are, with their Ids.',
  })
}
