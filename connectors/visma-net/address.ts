import { SettingsError } from '#core/kit/errors.ts'

export interface AddressSettings {
  readonly address: string
  readonly salesOrderAddress: string
  readonly signInAddress: string
  readonly tenantId?: string | undefined
  readonly companyNumber?: string | undefined
  readonly clientId: string
}

/** The origin of the ERP API. */
export function originOf({ address }: Pick<AddressSettings, 'address'>): string {
  return parse(address, 'Address of the ERP').origin
}

/** The path before `/v1/…`: nothing on today's host, `/API/controller/api` on the old one. */
export function prefixOf({ address }: Pick<AddressSettings, 'address'>): string {
  return parse(address, 'Address of the ERP').pathname.replace(/\/+$/, '')
}

export function salesOrderOriginOf({ salesOrderAddress }: Pick<AddressSettings, 'salesOrderAddress'>): string {
  return bare(parse(salesOrderAddress, 'Address of the sales order service')).origin
}

/** Visma Connect, where tokens come from. */
export function signInOriginOf({ signInAddress }: Pick<AddressSettings, 'signInAddress'>): string {
  return bare(parse(signInAddress, 'Address of Visma Connect')).origin
}

/** The company tells two connections apart: its tenant, else its number; an app is used by many companies. */
export function accountOf(settings: Pick<AddressSettings, 'address' | 'tenantId' | 'companyNumber' | 'clientId'>): string {
  const company = [settings.tenantId, settings.companyNumber, settings.clientId].map((one) => one?.trim()).find((one) => one)
  return `${new URL(originOf(settings)).hostname}/${company ?? ''}`
}

/** Never repeats more of an address than its host: people paste them with a secret inside. */
function parse(address: string, field: string): URL {
  const url = URL.parse(address.includes('://') ? address : `https://${address}`)
  if (!url?.hostname) {
    throw new SettingsError(`"${field}" is no address.`, {
      code: 'address-unreadable',
      hint: 'Leave it as it is filled in, unless Visma told you another one.',
    })
  }
  if (url.username !== '' || url.search !== '' || url.hash !== '' || !/^[\w./~-]*$/.test(url.pathname)) {
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
  return url
}

function bare(url: URL): URL {
  if (url.pathname === '/') return url
  throw new SettingsError(`Give only the address of ${url.hostname}, without what comes after it.`, { code: 'address-too-long' })
}
