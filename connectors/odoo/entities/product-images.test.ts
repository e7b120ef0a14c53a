import { expect, it, onTestFinished } from 'vitest'
import type { Page } from '#core/kit/define-connector.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import { createImageStore } from '#host/images/image-store.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { createOdooClient } from '../client.ts'
import { startOdooSandbox } from '../sandbox/start.ts'
import { fetchHttp } from '../testing/fetch-http.ts'
import { product } from './product.ts'
import { productRead } from './product-read.ts'

const { signal } = new AbortController()
const pictureOf = (size: number) => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(size, 1)]).toString('base64')

async function arrange() {
  // The clock stands: everything happens within one second.
  const clock = createFakeClock()
  const sandbox = await startOdooSandbox({ now: () => clock.now() })
  onTestFinished(() => sandbox.close())
  const { origin, database, credentials } = sandbox
  const settings = { url: origin, database, login: credentials.login, apiKey: credentials.apiKey ?? '', language: 'en_US' }
  const images = createImageStore({ dataFolder: temporaryFolder(), clock })
  const client = createOdooClient({ settings, http: fetchHttp(origin), clock, log: () => {}, images })
  const [id] = sandbox.call('product.template', 'search', [[['default_code', '=', '120101']]]) as number[]
  const read = async (position: Page['position'], own: object = { images: true }) => {
    const pages: Page[] = []
    const request = { position, settings: parseSettings(productRead.fields, own, 'products'), signal }
    for await (const page of product.read?.pages(client, request as never) ?? []) pages.push(page)
    const keys = pages.flatMap(({ records }) => records.map(({ key }) => key))
    return { keys, position: pages.at(-1)?.position ?? position }
  }
  return { sandbox, id: id ?? 0, read }
}

it('a picture replaced within the second in which its product was read is read again', async () => {
  const { sandbox, id, read } = await arrange()
  sandbox.editRecord('product.template', id, { image_1920: pictureOf(40_000) })
  const first = await read(null)
  expect((await read(first.position)).keys).toEqual([])
  sandbox.editRecord('product.template', id, { image_1920: pictureOf(50_000) })
  const again = await read(first.position)
  expect([again.keys, (await read(again.position)).keys]).toEqual([['120101'], []])
})

it('sizes are not asked where pictures are not read', async () => {
  const { sandbox, id, read } = await arrange()
  sandbox.editRecord('product.template', id, { image_1920: pictureOf(40_000) })
  const first = await read(null, {})
  sandbox.editRecord('product.template', id, { image_1920: pictureOf(50_000) })
  expect((await read(first.position, {})).keys).toEqual([])
})
