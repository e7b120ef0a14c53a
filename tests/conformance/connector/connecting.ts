import { describe, expect, it } from 'vitest'
import type { FaultKind } from '#connectors/sandbox-kit/faults.ts'
import type { AnyConnector, EntityDefinition } from '#core/kit/define-connector.ts'
import { AppError, ConnectionError, StoppedError } from '#core/kit/errors.ts'
import type { Fields } from '#core/kit/fields.ts'
import { codeSourcesOf } from './declaration.ts'
import { everythingIn, leaked } from './everything-in.ts'
import { entityOf, startShop } from './practice-shop.ts'

/** Holds how a connector behaves towards a system that refuses, fails or hangs. */
export function describeConnecting(id: string, definition: AnyConnector): void {
  const secretFields = Object.entries(definition.fields as Fields).filter(([, { kind }]) => kind === 'secret')
  const [readable] = Object.entries(definition.entities).find(([, { read }]) => read) ?? []

  it('says who it is connected to', async () => {
    const shop = await startShop(id)
    const { account, version = '', warnings } = await shop.check()
    expect([account, version, warnings]).toEqual([expect.stringMatching(/\p{L}/u), expect.stringMatching(/\d/), []])
  })

  it('logs what it asks, without the secrets it asks with', async () => {
    const shop = await startShop(id)
    await shop.check()
    expect([shop.logged.length > 0, leaked(shop.secrets, shop.logged)]).toEqual([true, []])
  })

  it.each(secretFields)('names what is wrong when %s is, and nobody sees it', async (name) => {
    const canary = 'c4na7e0000c4na7e1111c4na7e2222c4na7e3333'
    const shop = await startShop(id)
    const error = await shop.check({ [name]: canary }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConnectionError)
    const { message, hint = '' } = error as ConnectionError
    expect([
      secretFields.some(([, { label }]) => message.toLowerCase().includes(label.toLowerCase())),
      hint !== '',
      leaked([canary, ...shop.secrets], [error, ...shop.logged]),
    ]).toEqual([true, true, []])
  })

  it('waits as long as it is told when it asks too often, and goes on', async () => {
    const shop = await startShop(id)
    const connection = shop.connect()
    shop.server.misbehave([{ kind: 'too-many-requests', times: 1, retryAfterS: 37 }])
    const { account } = await connection.check()
    expect([account !== '', shop.clock.sleeps.reduce((sum, ms) => sum + ms, 0) >= 37_000]).toEqual([true, true])
  })

  describe.each(['status-500', 'status-502', 'status-503', 'connection-cut'] as const)('when every answer is %s', (kind: FaultKind) => {
    it('says so in words when it is checked', async () => {
      const shop = await startShop(id)
      shop.server.misbehave([{ kind }])
      const error = await shop.check().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(AppError)
      expect([error, rawAnswerIn(error), leaked(shop.secrets, [error, ...shop.logged])]).toEqual([error, [], []])
    })

    it.runIf(readable)('says so in words when it reads', async () => {
      const shop = await startShop(id)
      const pages = entityOf(shop.connect(), readable ?? '').read?.pages({
        position: null,
        settings: {},
        signal: new AbortController().signal,
      })
      shop.server.misbehave([{ kind }])
      const error = await drain(pages).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(AppError)
      expect([error, rawAnswerIn(error), leaked(shop.secrets, [error, ...shop.logged])]).toEqual([error, [], []])
    })
  })

  it.runIf(readable)('does not begin to read when it was stopped before', async () => {
    const shop = await startShop(id)
    const pages = entityOf(shop.connect(), readable ?? '').read?.pages({
      position: null,
      settings: {},
      signal: AbortSignal.abort(new StoppedError()),
    })
    await expect(drain(pages)).rejects.toBeInstanceOf(StoppedError)
  })

  it.runIf(readable)('stops reading while it waits for an answer that never comes', async () => {
    const shop = await startShop(id)
    const stop = new AbortController()
    shop.server.misbehave([{ kind: 'silence' }])
    const pages = entityOf(shop.connect(), readable ?? '').read?.pages({ position: null, settings: {}, signal: stop.signal })
    const reading = drain(pages)
    const hasAsked = () => [...shop.server.counts.values()].some((count) => count > 0)
    await expect.poll(hasAsked, { interval: 5 }).toBe(true)
    stop.abort(new StoppedError())
    await expect(reading).rejects.toBeInstanceOf(StoppedError)
  })

  it.each(Object.keys(definition.lists ?? {}))('loads the list %s as values and names', async (list) => {
    const shop = await startShop(id)
    const choices = await shop.connect().list(list)
    const wrong = choices.filter(({ value, label }) => typeof value !== 'string' || value === '' || label === '')
    expect([choices.length > 0, wrong, new Set(choices.map(({ value }) => value)).size]).toEqual([true, [], choices.length])
  })

  // A VAT zone of a customer has no percentage: it stands for the taxes of a whole country.
  it.each(taxLists(definition))('tells the percentages of the tax list %s, by which tables are matched', async (list) => {
    const shop = await startShop(id)
    const rates = (await shop.connect().list(list)).flatMap(({ rate }) => (rate === undefined ? [] : [rate]))
    expect([rates.length > 0, rates.filter((rate) => !/^\d{1,2}(\.\d{1,4})?$/.test(rate))]).toEqual([true, []])
  })
}

function taxLists({ entities }: AnyConnector): readonly string[] {
  const sources = Object.values(entities as Readonly<Record<string, EntityDefinition>>).flatMap(codeSourcesOf)
  const lists = sources.flatMap(({ kind, source: { list } }) => (kind === 'tax-code' && list !== undefined ? [list] : []))
  return [...new Set(lists)].filter((list) => list !== 'vat-zones')
}

export async function drain<Item>(items: AsyncIterable<Item> | undefined): Promise<readonly Item[]> {
  const all: Item[] = []
  for await (const item of items ?? []) all.push(item)
  return all
}

/** Traces of an answer that nobody made words of. */
function rawAnswerIn(error: unknown): readonly string[] {
  const said = everythingIn(error)
  return ['[object Object]', '<html', '<body', 'undefined'].filter((trace) => {
    const text = trace === 'undefined' && error instanceof AppError ? `${error.message} ${error.hint ?? ''}` : said
    return text.includes(trace)
  })
}
