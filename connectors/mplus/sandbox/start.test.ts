import { afterEach, describe, expect, it } from 'vitest'
import { postSoap, textsOf } from './soap/post-soap.ts'
import { type MplusSandbox, type MplusSandboxOptions, startMplusSandbox } from './start.ts'

const running: MplusSandbox[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()))
})

async function start(options: MplusSandboxOptions = {}): Promise<MplusSandbox> {
  const sandbox = await startMplusSandbox({ orderCount: 24, ...options })
  running.push(sandbox)
  return sandbox
}

const createRelation = '<createRelation><relation><name>Daan Jansen</name></relation></createRelation>'
const readOrders = (from: number, limit: number) =>
  `<getOrders><request><syncMarker>${from}</syncMarker><syncMarkerLimit>${limit}</syncMarkerLimit><articlePluNumbers/><articleBarcodes/></request></getOrders>`

describe('the service', () => {
  it('answers with its version in a header', async () => {
    const answer = await postSoap(await start(), '<getApiVersion/>')
    expect([answer.status, answer.headers.get('mplus-service-version'), textsOf(answer, 'majorNumber')]).toEqual([200, '67.1.3', ['67']])
  })

  it('faults on a wrong secret before it looks at the request', async () => {
    const { origin } = await start()
    const answer = await postSoap({ origin, credentials: { ident: 'demo-ident', secret: 'wrong' } }, '<nonsense')
    expect([answer.status, answer.body]).toEqual([500, expect.stringContaining('<faultcode>SOAP-ENV:Client.Authentication</faultcode>')])
  })

  it('faults on an operation it does not have', async () => {
    const answer = await postSoap(await start(), '<mowLawn/>')
    expect([answer.status, answer.body]).toEqual([500, expect.stringMatching(/<faultcode>SOAP-ENV:Client<.*mowLawn/s)])
  })

  it('faults on a request without a required wrapper', async () => {
    const answer = await postSoap(await start(), '<getProducts><request/></getProducts>')
    expect(answer.body).toMatch(/<faultcode>SOAP-ENV:Client<.*"pluNumbers" is missing/s)
  })

  it('describes itself without credentials, at its own address', async () => {
    const { origin } = await start()
    const wsdl = await (await fetch(`${origin}/?wsdl`)).text()
    expect(wsdl).toContain(`<soap:address location="${origin}/"/>`)
  })

  it('listens to POST only', async () => {
    const { origin } = await start()
    expect((await fetch(`${origin}/?ident=demo-ident&secret=demo-secret`)).status).toBe(405)
  })

  it('counts requests by operation', async () => {
    const sandbox = await start()
    await postSoap(sandbox, '<getBranches/>')
    expect(sandbox.counts.get('getBranches')).toBe(1)
  })

  it('starts alike for the same seed', async () => {
    const [one, two] = [await start({ seed: 5 }), await start({ seed: 5 })]
    expect(JSON.stringify(one.state())).toBe(JSON.stringify(two.state()))
  })

  it('starts from the records it is given', async () => {
    const sandbox = await start({ shop: { relations: [{ relationNumber: 5, name: 'Eva' }] } })
    expect(sandbox.state().relations).toMatchObject([{ name: 'Eva' }])
  })

  it('stamps records by the clock it is given', async () => {
    const sandbox = await start({ shop: 'empty', now: () => new Date('2030-01-02T03:04:05Z') })
    expect(textsOf(await postSoap(sandbox, createRelation), 'year')).toEqual(['2030'])
  })

  it('returns the currently highest markers that are asked for', async () => {
    const sandbox = await start({ shop: 'empty' })
    await postSoap(sandbox, createRelation)
    const request = '<request><includeRelationSyncMarker>true</includeRelationSyncMarker></request>'
    const answer = await postSoap(sandbox, `<getCurrentSyncMarkersV2>${request}</getCurrentSyncMarkersV2>`)
    expect([textsOf(answer, 'relationSyncMarker'), textsOf(answer, 'orderSyncMarker')]).toEqual([['1'], []])
  })
})

describe('a reader that follows the markers', () => {
  async function readAll(sandbox: MplusSandbox, limit: number): Promise<string[]> {
    const references: string[] = []
    for (let from = 0; ; ) {
      const answer = await postSoap(sandbox, readOrders(from, limit))
      const markers = textsOf(answer, 'syncMarker').map(Number)
      if (markers.length === 0) return references
      references.push(...textsOf(answer, 'reference'))
      from = Math.max(...markers) + 1
    }
  }

  it('gets every order once when nothing changes', async () => {
    const references = await readAll(await start(), 5)
    expect([references.length, new Set(references).size]).toEqual([24, 24])
  })

  it('misses no order when pages shift, and meets some twice', async () => {
    const sandbox = await start({ shiftingPages: { operation: 'getOrders', times: 3 } })
    const references = await readAll(sandbox, 5)
    expect([new Set(references).size, references.length > 24]).toEqual([24, true])
  })

  it('finds the business state unchanged after pages shifted', async () => {
    const sandbox = await start()
    const before = JSON.stringify(sandbox.state())
    sandbox.shiftPages({ operation: 'getOrders', times: 3 })
    await readAll(sandbox, 5)
    expect(JSON.stringify(sandbox.state())).toBe(before)
  })

  it('meets pages that are not sorted by marker', async () => {
    const markers = textsOf(await postSoap(await start(), readOrders(0, 24)), 'syncMarker').map(Number)
    expect(markers).not.toEqual([...markers].sort((left, right) => left - right))
  })
})

describe('misbehaviour on request', () => {
  it('says for how long it is too busy', async () => {
    const sandbox = await start({ faults: [{ kind: 'too-many-requests', retryAfterS: 7 }] })
    const answer = await postSoap(sandbox, '<getBranches/>')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
  })

  it('may be too busy without saying for how long', async () => {
    const sandbox = await start({ faults: [{ kind: 'too-many-requests' }] })
    const answer = await postSoap(sandbox, '<getBranches/>')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, null])
  })

  it.each([500, 502, 503] as const)('answers %i without a SOAP body and writes nothing', async (status) => {
    const sandbox = await start({ shop: 'empty', faults: [{ kind: `status-${status}` }] })
    const answer = await postSoap(sandbox, createRelation)
    expect([answer.status, answer.body.includes('Envelope'), sandbox.state().relations]).toEqual([status, false, []])
  })

  it('writes and then loses the answer', async () => {
    const sandbox = await start({ shop: 'empty', faults: [{ kind: 'answer-lost', on: 'createRelation' }] })
    await expect(postSoap(sandbox, createRelation)).rejects.toThrow('fetch failed')
    expect(sandbox.state().relations).toMatchObject([{ name: 'Daan Jansen' }])
  })

  it('cuts the connection before it writes', async () => {
    const sandbox = await start({ shop: 'empty', faults: [{ kind: 'connection-cut' }] })
    await expect(postSoap(sandbox, createRelation)).rejects.toThrow('fetch failed')
    expect(sandbox.state().relations).toEqual([])
  })

  it('lets credentials expire in the middle', async () => {
    const sandbox = await start({ faults: [{ kind: 'credentials-expired', after: 1 }] })
    await postSoap(sandbox, '<getBranches/>')
    expect((await postSoap(sandbox, '<getBranches/>')).body).toContain('Client.Authentication')
  })

  it('answers late', async () => {
    const sandbox = await start({ faults: [{ kind: 'latency', delayMs: 80 }] })
    const started = performance.now()
    await postSoap(sandbox, '<getBranches/>')
    // Timers may fire a millisecond early.
    expect(performance.now() - started).toBeGreaterThan(75)
  })

  it('stays silent until the client gives up', async () => {
    const sandbox = await start({ faults: [{ kind: 'silence' }] })
    await expect(postSoap(sandbox, '<getBranches/>', AbortSignal.timeout(50))).rejects.toThrow('aborted due to timeout')
  })

  it('behaves again when told to', async () => {
    const sandbox = await start({ faults: [{ kind: 'status-503' }] })
    sandbox.misbehave([])
    expect((await postSoap(sandbox, '<getBranches/>')).status).toBe(200)
  })
})
