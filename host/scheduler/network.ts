import { connect } from 'node:net'
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import type { NetworkPort } from './ports.ts'

const answerMs = 3_000

/**
 * The machine's network. Online: an interface beside the loopback is up. A system is reached when its port takes a connection;
 * it is closed at once and nothing is sent. Systems on this computer need no network.
 */
export function systemNetwork(interfaces: () => NodeJS.Dict<NetworkInterfaceInfo[]> = networkInterfaces): NetworkPort {
  const isOnline = () =>
    Object.values(interfaces())
      .flat()
      .some((one) => one !== undefined && !one.internal && !one.address.startsWith('fe80:') && !one.address.startsWith('169.254.'))
  return {
    isOnline,
    async reaches(origins, signal) {
      const others = origins.flatMap((origin) => placeOf(origin) ?? [])
      if (others.length === 0) return true
      if (!isOnline()) return false
      return (await Promise.all(others.map((place) => takesConnection(place, signal)))).every(Boolean)
    },
  }
}

interface Place {
  readonly host: string
  readonly port: number
}

/** Undefined for what is on this computer, and for what is no address: the run will say what is wrong with it. */
function placeOf(origin: string): Place | undefined {
  if (!URL.canParse(origin)) return undefined
  const { hostname, port, protocol } = new URL(origin)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)) return undefined
  return { host, port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port) }
}

function takesConnection({ host, port }: Place, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false)
    const socket = connect({ host, port })
    const end = (isTaken: boolean) => {
      signal.removeEventListener('abort', stop)
      socket.destroy()
      resolve(isTaken)
    }
    const stop = () => end(false)
    signal.addEventListener('abort', stop, { once: true })
    socket.setTimeout(answerMs, stop)
    socket.once('connect', () => end(true))
    socket.once('error', stop)
  })
}
