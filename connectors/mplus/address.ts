import { SettingsError } from '#core/kit/errors.ts'

/**
 * The one origin a till's credentials may go to. The host is shared by all customers, the port is this customer's own.
 * Plain http is accepted on this machine only, where practice tills run.
 * @throws SettingsError that never repeats more of the address than its host, because people paste it with the secret inside.
 */
export function originOf({ address, port }: { readonly address: string; readonly port: number }): string {
  const url = URL.parse(address.includes('://') ? address : `https://${address}`)
  if (!url?.hostname)
    throw new SettingsError('The address of the till is none.', {
      code: 'address-unreadable',
      hint: 'It usually is https://api.mpluskassa.nl.',
    })
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new SettingsError(`The port ${port} is none.`, {
      code: 'port-unreadable',
      hint: 'It is a number of five digits that MplusKASSA gives out with the ident and secret.',
    })
  }
  if (url.username !== '' || url.search !== '' || url.pathname !== '/' || url.hash !== '') {
    throw new SettingsError(`Give only the address of ${url.hostname}, without what comes after it.`, {
      code: 'address-too-long',
      hint: 'Ident and secret have fields of their own.',
    })
  }
  if (url.port !== '' && url.port !== String(port)) {
    throw new SettingsError(`The address names port ${url.port} and the port field says ${port}.`, {
      code: 'port-twice',
      hint: 'Leave the port out of the address.',
    })
  }
  const isOwnMachine = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwnMachine)) {
    throw new SettingsError(`The address of ${url.hostname} must begin with https://, or the secret would travel readable.`, {
      code: 'address-not-https',
    })
  }
  url.port = String(port)
  return url.origin
}

/** `host:port`, which tells two tills apart. */
export function accountOf(settings: { readonly address: string; readonly port: number }): string {
  return `${new URL(originOf(settings)).hostname}:${settings.port}`
}
