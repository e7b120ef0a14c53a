import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { systemNetwork } from './network.ts'

const address = (given: { readonly internal: boolean; readonly address: string }) => ({
  ...{ netmask: '', mac: '', cidr: null, family: 'IPv4' as const },
  ...given,
})
const loopback = { lo: [address({ internal: true, address: '127.0.0.1' })] }
const wired = { ...loopback, eth0: [address({ internal: false, address: '192.168.1.20' })] }
const unsettled = { ...loopback, eth0: [address({ internal: false, address: '169.254.7.7' })] }
const never = new AbortController().signal

it.each([
  ['nothing but the loopback', loopback, false],
  ['a cable', wired, true],
  ['a cable and no address yet', unsettled, false],
])('knows with %s whether there is a network', (_what, interfaces, isOnline) => {
  expect(systemNetwork(() => interfaces).isOnline()).toBe(isOnline)
})

it('needs no network for systems on this computer', async () => {
  const network = systemNetwork(() => loopback)
  expect(await network.reaches(['http://127.0.0.1:4100', 'http://localhost:1', 'http://[::1]:2'], never)).toBe(true)
})

it('asks nobody while there is no network', async () => {
  expect(await systemNetwork(() => loopback).reaches(['https://shop.example'], never)).toBe(false)
})

it('reaches a system that takes a connection, and not one that refuses', async () => {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((listening) => server.listen(0, '0.0.0.0', listening))
  onTestFinished(() => void server.close())
  const { port } = server.address() as { readonly port: number }
  const network = systemNetwork(() => wired)
  // The loopback under a name that does not say so.
  expect([await network.reaches([`http://0.0.0.0:${port}`], never), await network.reaches(['http://0.0.0.0:1'], never)]).toEqual([
    true,
    false,
  ])
})

it('gives up at once when it is told to', async () => {
  expect(await systemNetwork(() => wired).reaches(['http://0.0.0.0:1'], AbortSignal.abort())).toBe(false)
})
