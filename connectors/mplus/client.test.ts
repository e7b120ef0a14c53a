import { describe, expect, it } from 'vitest'
import { noSignal, scriptedTill, soapFault } from './testing/scripted-till.ts'

const version =
  '<majorNumber>67</majorNumber><minorNumber>1</minorNumber><revisionNumber>3</revisionNumber><inDebugMode>false</inDebugMode>'

describe('calling the service', () => {
  it('posts one envelope to / with the credentials as secrets, ident first, and never in path or headers', async () => {
    const till = scriptedTill({ getApiVersion: version })
    await till.client.call('getApiVersion', {}, noSignal)
    expect(till.sent).toEqual([
      {
        method: 'POST',
        path: '/',
        secretQuery: { ident: 'demo-ident', secret: 'demo-secret' },
        headers: {
          'content-type': 'text/xml; charset=utf-8',
          soapaction: 'getApiVersion',
          'x-request-id': expect.stringMatching(/^sluice-[a-z0-9]+-1$/),
        },
        body: '<?xml version="1.0" encoding="utf-8"?>\n<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:q="urn:mplusqapi"><e:Header/><e:Body><q:getApiVersion/></e:Body></e:Envelope>',
        repeatable: true,
        label: 'getApiVersion',
        isAnswer: expect.any(Function),
        signal: noSignal,
      },
    ])
    expect(Object.keys(till.sent[0]?.secretQuery ?? {})).toEqual(['ident', 'secret'])
  })

  it.each([
    [500, soapFault('Client', 'no').body, true],
    [500, '<html>Internal Server Error</html>', false],
    [502, soapFault('Client', 'no').body, false],
  ])('takes HTTP %i with %s for an answer: %s', async (status, body, expected) => {
    const till = scriptedTill({ getApiVersion: version })
    await till.client.call('getApiVersion', {}, noSignal)
    const response = { status, headers: {}, text: () => body, json: () => undefined }
    expect(till.sent[0]?.isAnswer?.(response)).toBe(expected)
  })

  it('asks again when a read is answered with a fault that says "later", and pauses before each time', async () => {
    const busy = soapFault('Server.Busy', 'try again')
    const till = scriptedTill({ getApiVersion: [busy, busy, version] })
    await till.client.call('getApiVersion', {}, noSignal)
    expect(till.pauses).toEqual([1_000, 4_000])
  })

  it('tells a fault that stays as busy, with the words of the service', async () => {
    const till = scriptedTill({ getApiVersion: [soapFault('Server', 'database locked')] })
    await expect(till.client.call('getApiVersion', {}, noSignal)).rejects.toMatchObject({
      fix: 'wait',
      code: 'server-fault',
      message: 'MplusKASSA could not carry out getApiVersion: "database locked".',
    })
  })

  it('never repeats a create because of a fault', async () => {
    const till = scriptedTill({ createRelation: [soapFault('Server', 'database locked')] })
    await expect(till.client.call('createRelation', { relation: { name: 'Jansen' } }, noSignal)).rejects.toMatchObject({
      code: 'server-fault',
    })
    expect(till.sent).toHaveLength(1)
  })

  it('hides the credentials when a fault quotes them', async () => {
    const till = scriptedTill({ getApiVersion: [soapFault('Client', 'bad request /?ident=demo-ident&amp;secret=demo-secret')] })
    await expect(till.client.call('getApiVersion', {}, noSignal)).rejects.toMatchObject({
      message: 'MplusKASSA refused getApiVersion: "bad request /?ident=•••&secret=•••".',
    })
  })

  it('says which address is wrong in effect when something else answers', async () => {
    const till = scriptedTill({ getApiVersion: [{ status: 404, body: '<html>Not Found</html>' }] })
    await expect(till.client.call('getApiVersion', {}, noSignal)).rejects.toMatchObject({
      code: 'status-unexpected',
      facts: { status: 404 },
    })
  })
})
