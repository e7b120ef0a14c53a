import { describe, expect, it } from 'vitest'
import { publicAddresses } from './public-address.ts'

const resolved = (...addresses: readonly string[]) => {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}

const look = (address: string, { isPractice = false, resolve = resolved('93.184.216.34') } = {}) =>
  publicAddresses(new URL(address), { isPractice, resolve })

describe('the address of a picture', () => {
  it('is fetched from where its host is one of the public internet, at the addresses that were looked at', async () => {
    const both = ['93.184.216.34', '2606:2800:220:1::1']
    expect((await look('https://shop.example/a.png', { resolve: resolved(...both) })).map(({ address }) => address)).toEqual(both)
  })

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.31.0.9', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255'],
    ...['::1', '::', 'fe80::1', 'fd00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::1'],
  ])('is refused when its host is %s', async (address) => {
    await expect(look('https://shop.example/a.png', { resolve: resolved(address) })).rejects.toMatchObject({ code: 'image-address' })
    const literal = address.includes(':') ? `[${address}]` : address
    await expect(look(`https://${literal}/a.png`)).rejects.toMatchObject({ code: 'image-address' })
  })

  it('is refused when one of several addresses is inner, however the number is written', async () => {
    await expect(look('https://shop.example/', { resolve: resolved('93.184.216.34', '10.0.0.1') })).rejects.toThrow('public internet')
    for (const host of ['0x7f000001', '2130706433', '017700000001', '127.1']) {
      await expect(look(`https://${host}/`)).rejects.toThrow('public internet')
    }
  })

  it('is refused over http, with a user in it, or without an address', async () => {
    await expect(look('http://shop.example/a.png')).rejects.toThrow('does not begin with https://')
    await expect(look('file:///etc/passwd')).rejects.toThrow('does not begin with https://')
    await expect(look('https://anna:secret@shop.example/a.png')).rejects.toThrow('carries a user name or password')
    await expect(look('https://shop.example/', { resolve: resolved() })).rejects.toThrow('public internet')
    const unknown = () => Promise.reject(new Error('ENOTFOUND'))
    await expect(look('https://shop.example/', { resolve: unknown })).rejects.toThrow('shop.example, is not known')
  })

  it('may be this computer, and nothing else that is inner, for a connection to a practice system', async () => {
    expect((await look('http://127.0.0.1:8080/a.png', { isPractice: true }))[0]?.address).toBe('127.0.0.1')
    await expect(look('http://localhost/', { isPractice: true, resolve: resolved('10.0.0.1') })).rejects.toThrow('public internet')
    await expect(look('http://192.168.1.1/a.png', { isPractice: true })).rejects.toThrow('https://')
    await expect(look('https://shop.example/', { isPractice: true, resolve: resolved('127.0.0.1') })).rejects.toThrow('public internet')
  })
})
