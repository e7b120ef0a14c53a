import { promises as dns, type LookupAddress } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { DataError, VendorError } from '#core/kit/errors.ts'
import { isLoopback } from '#host/http/origin.ts'

/** Ranges of IPv4 that are none of the public internet: own networks, this computer, cloud metadata, documentation, multicast. */
const inner = new BlockList()
for (const [start, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(start, prefix, 'ipv4')
}

/** Of IPv6 only this is given out to the public internet … */
const outer6 = new BlockList()
outer6.addSubnet('2000::', 3, 'ipv6')
/** … except for what carries an IPv4 address inside, and documentation. */
const inner6 = new BlockList()
for (const [start, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  inner6.addSubnet(start, prefix, 'ipv6')
}

const own = new BlockList()
own.addSubnet('127.0.0.0', 8, 'ipv4')
own.addAddress('::1', 'ipv6')

function isPublic(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !inner.check(address, 'ipv4')
    case 6:
      return outer6.check(address, 'ipv6') && !inner6.check(address, 'ipv6')
    default:
      return false
  }
}

function isOwn(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && own.check(address, family === 4 ? 'ipv4' : 'ipv6')
}

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

const resolveHere: Resolve = (hostname) => dns.lookup(hostname, { all: true })

/**
 * The addresses a picture's host may be reached at. Whoever fills a shop can write any address into it; fetched from here, one of the
 * own network would be reached that nobody outside reaches. So the host must be one of the public internet, and it is connected to at
 * the very addresses that were looked at.
 * @param isPractice the connection itself is to this computer, so its pictures may be too
 * @throws DataError `image-address` for an address that is not fetched from
 */
export async function publicAddresses(
  url: URL,
  { isPractice, resolve = resolveHere }: { readonly isPractice: boolean; readonly resolve?: Resolve | undefined },
): Promise<readonly LookupAddress[]> {
  const isHere = isPractice && isLoopback(url.hostname)
  if (url.protocol !== 'https:' && !(isHere && url.protocol === 'http:')) throw refused(url, 'does not begin with https://')
  if (url.username !== '' || url.password !== '') throw refused(url, 'carries a user name or password')
  const addresses = await addressesOf(url.hostname, resolve)
  const isFit = (address: string) => (isHere ? isOwn(address) : isPublic(address))
  if (addresses.length === 0 || !addresses.every(({ address }) => isFit(address))) throw refused(url, 'is none of the public internet')
  return addresses
}

async function addressesOf(hostname: string, resolve: Resolve): Promise<readonly LookupAddress[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(literal)
  if (family !== 0) return [{ address: literal, family }]
  try {
    return await resolve(hostname)
  } catch {
    throw new VendorError(`The host of an image, ${hostname}, is not known.`, { code: 'image-host-unknown' })
  }
}

function refused(url: URL, why: string): DataError {
  // The address itself may hold anything; its host is enough to find it by.
  return new DataError(`The address of an image on ${url.host || 'no host'} ${why}, so it is not fetched.`, {
    code: 'image-address',
    hint: 'Images are fetched from public https addresses only.',
  })
}

/** Answers every question for a host with the addresses that were looked at. */
export function pinnedTo(addresses: readonly LookupAddress[]): LookupFunction {
  return (_hostname, { all }, give) => {
    const [first] = addresses
    if (all) give(null, [...addresses])
    else give(null, first?.address ?? '', first?.family)
  }
}
