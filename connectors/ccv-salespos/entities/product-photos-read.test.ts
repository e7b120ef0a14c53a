import { createHash } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import type { Page } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FetchImage } from '#core/kit/ports.ts'
import type { Product } from '#core/model/product.ts'
import { noSignal, openPracticeShop, type PracticeShop } from '../testing/practice-shop.ts'
import { product } from './product.ts'
import { productReadFields } from './product-read.ts'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** A shop whose pictures are told by their addresses: fetching itself is the host's. */
async function open({ broken = [] as readonly string[], fetches = true } = {}) {
  const fetched: string[] = []
  const fetchImage: FetchImage = async ({ url, mark }) => {
    fetched.push(mark)
    if (broken.some((name) => url.endsWith(name)))
      throw new DataError('The server answered HTTP 404 for an image.', { code: 'image-not-there' })
    return { hash: hashOf(url), size: 9, mimeType: 'image/jpeg' }
  }
  const shop = await openPracticeShop({ orderCount: 0 }, fetches ? { fetchImage } : {})
  onTestFinished(() => shop.server.close())
  return { shop, fetched }
}

async function read({ client }: PracticeShop, own: object): Promise<ReadonlyMap<string, Product>> {
  const found = new Map<string, Product>()
  const request = { position: null, settings: parseSettings(productReadFields, own, 'products'), signal: noSignal }
  for await (const { records } of (product.read?.pages(client, request as never) ?? []) as AsyncIterable<Page<Product>>) {
    for (const { origin, data } of records) found.set(origin?.id ?? '', data)
  }
  return found
}

function addPhotos({ server }: PracticeShop, productId: number, names: readonly string[]): void {
  for (const [place, name] of names.entries()) {
    server.add('productphotos', {
      product_id: productId,
      filename: name,
      alttext: `Foto ${place + 1}`,
      is_mainphoto: name === 'main.jpg',
      source: '',
    })
  }
}

const urlOf = ({ server }: PracticeShop, name: string) => `${server.origin}/photos/${name}`

it('brings the photos of a product, the main one first, each with its text', async () => {
  const { shop, fetched } = await open()
  addPhotos(shop, 7001, ['side.jpg', 'main.jpg', 'back.jpg'])
  const products = await read(shop, { images: true })
  expect(products.get('7001')?.images).toEqual(
    ['main.jpg', 'side.jpg', 'back.jpg'].map((name) => expect.objectContaining({ hash: hashOf(urlOf(shop, name)) })),
  )
  expect([products.get('7001')?.images?.[0]?.name, products.get('7002')?.images]).toEqual(['Foto 2', []])
  expect(fetched).toEqual(['product 2 main.jpg', 'product 1 side.jpg', 'product 3 back.jpg'])
})

it('brings none where the switch is off, or nothing in the run takes them', async () => {
  const off = await open()
  addPhotos(off.shop, 7001, ['main.jpg'])
  expect([(await read(off.shop, {})).get('7001')?.images, off.fetched]).toEqual([undefined, []])
  const idle = await open({ fetches: false })
  addPhotos(idle.shop, 7001, ['main.jpg'])
  expect((await read(idle.shop, { images: true })).get('7001')?.images).toBeUndefined()
})

it('brings the photos of variants after those of their product, under the name of the variant', async () => {
  const { shop } = await open()
  const [combination] = shop.server.rows('attributecombinations')
  const productId = Number(combination?.product_id)
  addPhotos(shop, productId, ['main.jpg'])
  shop.server.add('attributecombinationphotos', {
    attributecombination_id: combination?.id,
    filename: 'red.jpg',
    alttext: null,
    source: '',
  })
  const images = (await read(shop, { images: true, variantImages: true })).get(String(productId))?.images
  expect(images?.map(({ hash }) => hash)).toEqual(['main.jpg', 'red.jpg'].map((name) => hashOf(urlOf(shop, name))))
  expect(images?.[1]?.name).toMatch(/\w/)
  expect(shop.sent.filter(({ path }) => path.includes('attributecombinationphotos')).length).toBeGreaterThan(0)
})

it('leaves out a photo that cannot be fetched, says so on the record, and never fails the product', async () => {
  const { shop } = await open({ broken: ['back.jpg'] })
  addPhotos(shop, 7001, ['main.jpg', 'back.jpg'])
  const one = (await read(shop, { images: true })).get('7001')
  expect(one?.images?.map(({ hash }) => hash)).toEqual([hashOf(urlOf(shop, 'main.jpg'))])
  expect(shop.logged).toEqual([
    expect.objectContaining({ level: 'warn', recordKey: '120101', message: expect.stringContaining('back.jpg of product') }),
  ])
})

it('says nothing about photos where the main one is missing, so that no other takes its place', async () => {
  const { shop } = await open({ broken: ['main.jpg'] })
  addPhotos(shop, 7001, ['side.jpg', 'main.jpg'])
  const one = (await read(shop, { images: true })).get('7001')
  expect([one?.name, one?.images]).toEqual(['Regenjas', undefined])
})
