import { describe, expect, it } from 'vitest'
import type { Page } from '#core/kit/define-connector.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import type { Product } from '#core/model/product.ts'
import { systemClock } from '#host/clock.ts'
import { createImageStore } from '#host/images/image-store.ts'
import { anItem, aProduct } from '#tests/support/builders.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { noSignal, type OpenVismaNet, openVismaNet } from '#tests/support/visma-net-practice.ts'
import { productWriteFields } from './product-write-fields.ts'

const png = (mark: number) =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(200, mark), Buffer.from([0x0d, 0x0a, 0xff])])

async function arrange({ takesImages = true } = {}) {
  const images = createImageStore({ dataFolder: temporaryFolder(), clock: systemClock })
  const practice = await openVismaNet({}, {}, { images, takesImages })
  const keep = (mark: number) => images.keep(png(mark).toString('base64'))
  const files = () => (practice.sandbox.state() as { readonly files: readonly object[] }).files
  const sent = (label: string) => practice.exchanges.filter(({ request }) => request.label === label).length
  return { practice, keep, files, sent }
}

const settings = parseSettings(productWriteFields, { itemClass: '1', images: true }, 'products')
const productOf = ({ books }: OpenVismaNet) => {
  const found = books.entities.product
  if (!found) throw new Error('Visma.net has no products.')
  return found
}

async function create(practice: OpenVismaNet, data: Partial<Product>, own: object = {}) {
  const item = anItem('product', aProduct({ sku: '990001', ...data }), own)
  return (await productOf(practice).create?.run({ items: [item], settings, signal: noSignal }))?.[0]
}

async function update(practice: OpenVismaNet, data: Partial<Product>) {
  const items = [{ key: '990001', id: '990001', data, changes: [{ path: 'images', from: null, to: null }] }]
  return (await productOf(practice).update?.run({ items, settings, signal: noSignal }))?.[0]
}

async function find(practice: OpenVismaNet, data: Partial<Product>, own: object = settings) {
  const items = [{ key: '990001', data: data as never }]
  return (await productOf(practice).find?.run({ by: 'sku', items, settings: own as never, signal: noSignal }))?.get('990001')?.[0]
}

async function read(practice: OpenVismaNet, own: object): Promise<Product | undefined> {
  const records: FlowRecord[] = []
  const pages = productOf(practice).read?.pages({ position: null, settings: own as never, signal: noSignal }) ?? []
  for await (const page of pages as AsyncIterable<Page>) records.push(...page.records)
  return records.find(({ key }) => key === '990001')?.data as Product | undefined
}

describe('images of an item', () => {
  it('are attached by their place with a new item, byte for byte', async () => {
    const { practice, keep, files, sent } = await arrange()
    const images = [keep(1), keep(2)]
    expect(await create(practice, { images })).toMatchObject({ ok: true })
    expect(files()).toEqual(['sluice-image-1.png', 'sluice-image-2.png'].map((name) => ({ inventoryNumber: '990001', name, sizes: [207] })))
    expect((await read(practice, { images: true }))?.images?.map(({ hash, name }) => [hash, name])).toEqual([
      [images[0]?.hash, 'sluice-image-1.png'],
      [images[1]?.hash, 'sluice-image-2.png'],
    ])
    expect(sent('attachment.create')).toBe(2)
  })

  it('are not sent again for a create that is tried again, nor compared as others', async () => {
    const { practice, keep, sent } = await arrange()
    const data = { images: [keep(1)] }
    await create(practice, data)
    await create(practice, data, { attempt: 'again' })
    expect(sent('attachment.create')).toBe(1)
    const found = await find(practice, data)
    const compared = [{ hash: data.images[0]?.hash, mimeType: 'image/png' }]
    expect([found?.data.images, found?.wanted?.images]).toEqual([compared, compared])
  })

  it('are replaced by a new revision where they are others, and those that stay are not sent', async () => {
    const { practice, keep, files } = await arrange()
    await create(practice, { images: [keep(1), keep(2)] })
    await update(practice, { sku: '990001', images: [keep(1), keep(3)] })
    expect(files()).toEqual([
      { inventoryNumber: '990001', name: 'sluice-image-1.png', sizes: [207] },
      { inventoryNumber: '990001', name: 'sluice-image-2.png', sizes: [207, 207] },
    ])
  })

  it('are no matter where the node does not attach them', async () => {
    const { practice, keep, files } = await arrange()
    const data = { images: [keep(1)] }
    const item = anItem('product', aProduct({ sku: '990001', ...data }))
    const off = parseSettings(productWriteFields, { itemClass: '1' }, 'products')
    await productOf(practice).create?.run({ items: [item], settings: off, signal: noSignal })
    const found = await find(practice, data, off)
    expect([files(), found?.wanted?.images, found?.data.images]).toEqual([[], undefined, undefined])
  })

  it('are read once per revision, only where something takes them', async () => {
    const { practice, keep, sent } = await arrange()
    await create(practice, { images: [keep(1)] })
    await read(practice, { images: true })
    await read(practice, { images: true })
    expect(sent('attachment.read')).toBe(1)
    expect((await read(practice, {}))?.images).toBeUndefined()
    const idle = await arrange({ takesImages: false })
    await create(idle.practice, { images: [idle.keep(1)] })
    expect([(await read(idle.practice, { images: true }))?.images, idle.sent('attachment.read')]).toEqual([undefined, 0])
  })

  it('that have gone from this computer fail their product before anything is made', async () => {
    const { practice, sent } = await arrange()
    const gone = { hash: 'a'.repeat(64), mimeType: 'image/png' as const, size: 9 }
    expect(await create(practice, { images: [gone] })).toMatchObject({ ok: false, uncertain: false, error: { code: 'image-gone' } })
    expect(sent('inventory.create')).toBe(0)
  })
})
