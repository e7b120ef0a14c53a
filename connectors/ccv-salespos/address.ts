import { SettingsError } from '#core/kit/errors.ts'

/**
 * The one origin the keys of a shop may go to. Every shop has an address of its own.
 * Plain http is accepted on this machine only, where practice shops run.
 * @throws SettingsError that never repeats more of the address than its host, because people paste it with a key inside.
 */
export function originOf({ address }: { readonly address: string }): string {
  const url = URL.parse(address.includes('://') ? address : `https://${address}`)
  if (!url?.hostname || !/^https?:$/.test(url.protocol)) {
    throw new SettingsError('The address of the shop is none.', {
      code: 'address-unreadable',
      hint: 'It is what the browser shows for the shop, such as https://name.ccvshop.nl.',
    })
  }
  // People paste the address of the API itself; that much of a path is understood.
  const isBare = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!isBare || !/^\/(api\/rest\/v1\/?)?$/.test(url.pathname)) {
    throw new SettingsError(`Give only the address of ${url.hostname}, without what comes after it.`, {
      code: 'address-too-long',
      hint: 'The keys have fields of their own.',
    })
  }
  const isOwnMachine = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !isOwnMachine) {
    throw new SettingsError(`The address of ${url.hostname} must begin with https://.`, {
      code: 'address-not-https',
      hint: 'Orders and customers would travel readable otherwise.',
    })
  }
  return url.origin
}

/** `host` or `host:port`, which tells two shops apart. */
export function accountOf(settings: { readonly address: string }): string {
  return new URL(originOf(settings)).host
}
