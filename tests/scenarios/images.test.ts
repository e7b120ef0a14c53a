import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { CcvSandbox } from '#connectors/ccv-salespos/sandbox/start.ts'
import type { OdooSandbox } from '#connectors/odoo/sandbox/options.ts'
import { openCell } from './matrix/cell.ts'
import { placed, start, told } from './matrix/describe-cells.ts'
import type { System } from './matrix/systems.ts'
import type { Article } from './matrix/world.ts'

const bytesOf = (mark: number, size: number) => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(size, mark)])
const red = bytesOf(1, 40_000).toString('base64')
const blue = bytesOf(2, 50_000).toString('base64')
const articles: readonly Article[] = ['880101', '880102'].map((sku) => ({
  ...{ sku, name: `Mok ${sku}`, priceExcl: '7.40', rate: 21, path: ['Keuken'], onHand: 3 },
}))

/** The Odoo of a cell: what its people do on the screen. */
function odooOf({ server }: System): OdooSandbox {
  return server as unknown as OdooSandbox
}

function setPicture(odoo: OdooSandbox, sku: string, base64: string): void {
  const [id] = odoo.call('product.template', 'search', [[['default_code', '=', sku]]]) as number[]
  odoo.editRecord('product.template', id ?? 0, { image_1920: base64 })
}

function pictureOf(odoo: OdooSandbox, sku: string): unknown {
  const [row] = odoo.call('product.template', 'search_read', [[['default_code', '=', sku]], ['image_1920']]) as { image_1920: unknown }[]
  return row?.image_1920
}

/** A CCV shop with two photos of its first article, the red one as the main photo. */
async function arrangeShop() {
  const source = await start('ccv-salespos', { articles })
  const target = await start('odoo', { articles: [] })
  const shop = source.server as unknown as CcvSandbox
  const [first] = shop.rows('products')
  const photo = (source: string, values: object = {}) =>
    shop.add('productphotos', {
      ...{ product_id: first?.id, alttext: null, is_mainphoto: false, bytes: 40_004, source },
      ...{ filename: `${shop.rows('productphotos').length + 1}.png`, ...values },
    })
  photo(blue)
  const main = photo(red, { is_mainphoto: true })
  const cell = openCell({ entity: 'product', source, target, read: { images: true } })
  onTestFinished(async () => void (await Promise.all([source.server.close(), target.server.close()])))
  return { shop, product: first, main, target: odooOf(target), cell, photo }
}

it('goes from a CCV shop to Odoo, the main photo, fetched once and without the keys of the shop', async () => {
  const { shop, product, main, target, cell, photo } = await arrangeShop()
  await cell.run()
  expect([pictureOf(target, '880101'), pictureOf(target, '880102'), shop.counts.get('photo')]).toEqual([red, false, 2])
  const calm = await cell.run({ beginning: true })
  expect([calm.outcomes.filter(({ kind }) => kind === 'updated').map(told), shop.counts.get('photo')]).toEqual([[], 2])
  shop.change('productphotos', main.id, { is_mainphoto: false })
  photo(blue, { is_mainphoto: true })
  shop.change('products', Number(product?.id), { modifydate: '2030-01-01T00:00:00Z' })
  await cell.run()
  expect([pictureOf(target, '880101'), shop.counts.get('photo')]).toEqual([blue, 3])
})

it('comes later from a CCV shop whose photo cannot be fetched, and the product comes now', async () => {
  const { shop, product, main, target, cell } = await arrangeShop()
  shop.change('productphotos', main.id, { deeplink: 'https://169.254.169.254/latest/meta-data' })
  const first = await cell.run()
  expect([first.ended.state, placed(first).length, pictureOf(target, '880101')]).toEqual(['finished', 2, false])
  shop.change('productphotos', main.id, { deeplink: undefined })
  shop.change('products', Number(product?.id), { modifydate: '2030-01-01T00:00:00Z' })
  await cell.run()
  expect(pictureOf(target, '880101')).toBe(red)
})

it('is not fetched from a CCV shop for a system that takes none', async () => {
  const source = await start('ccv-salespos', { articles })
  const target = await start('mplus', { articles: [] })
  const shop = source.server as unknown as CcvSandbox
  shop.add('productphotos', { product_id: shop.rows('products')[0]?.id, is_mainphoto: true, filename: '1.png', source: red })
  const cell = openCell({ entity: 'product', source, target, read: { images: true } })
  await cell.run()
  expect(shop.counts.get('photo')).toBeUndefined()
  await Promise.all([source.server.close(), target.server.close()])
})

async function arrange(to: string) {
  const source = await start('odoo', { articles })
  const target = await start(to, { articles: [] })
  const pictured = odooOf(source)
  setPicture(pictured, '880101', red)
  const cell = openCell({ entity: 'product', source, target, read: { images: true } })
  const close = () => Promise.all([source.server.close(), target.server.close()])
  return { source, target, pictured, cell, close }
}

it('goes with its product from one Odoo to another, again when it is another one, and not when nothing changed', async () => {
  const { target, pictured, cell, close } = await arrange('odoo')
  await cell.run()
  expect([pictureOf(odooOf(target), '880101'), pictureOf(odooOf(target), '880102')]).toEqual([red, false])
  const calm = await cell.run({ beginning: true })
  expect(calm.outcomes.filter(({ kind }) => kind === 'updated').map(told)).toEqual([])
  // As often as not within the second in which the product was read: Odoo tells changes by the second, and sizes tell these two apart.
  setPicture(pictured, '880101', blue)
  const again = await cell.run()
  expect([pictureOf(odooOf(target), '880101'), again.outcomes.filter(({ kind }) => kind === 'updated').map(({ key }) => key)]).toEqual([
    blue,
    ['880101'],
  ])
  await close()
})

it('goes to a CCV shop as the main photo, and leaves those of the shop alone', async () => {
  const { target, pictured, cell, close } = await arrange('ccv-salespos')
  const photos = () => (target.server.state() as { readonly productphotos: readonly object[] }).productphotos
  expect(placed(await cell.run()).length).toBeGreaterThan(1)
  expect(photos()).toEqual([expect.objectContaining({ is_mainphoto: true, alttext: 'Mok 880101', bytes: 40_004 })])
  setPicture(pictured, '880101', blue)
  await cell.run()
  expect(photos().length).toBe(1)
  await close()
})

it('goes to Visma.net as a file of its item, again when it is another one, where the node attaches images, and comes back from there', async () => {
  const source = await start('odoo', { articles })
  const target = await start('visma-net', { articles: [] })
  const third = await start('odoo', { articles: [] })
  onTestFinished(async () => void (await Promise.all([source, target, third].map(({ server }) => server.close()))))
  const files = () => (target.server.state() as { readonly files: readonly object[] }).files
  setPicture(odooOf(source), '880101', red)
  await openCell({ entity: 'product', source, target, read: { images: true } }).run()
  expect(files()).toEqual([])
  const cell = openCell({ entity: 'product', source, target, read: { images: true }, write: { images: true } })
  await cell.run()
  expect(files()).toEqual([{ inventoryNumber: '880101', name: 'sluice-image-1.png', sizes: [40_004] }])
  const calm = await cell.run({ beginning: true })
  expect(calm.outcomes.filter(({ kind }) => kind === 'updated').map(told)).toEqual([])
  setPicture(odooOf(source), '880101', blue)
  await cell.run()
  expect(files()).toEqual([{ inventoryNumber: '880101', name: 'sluice-image-1.png', sizes: [40_004, 50_004] }])
  await openCell({ entity: 'product', source: target, target: third, read: { images: true } }).run()
  expect([pictureOf(odooOf(third), '880101'), pictureOf(odooOf(third), '880102')]).toEqual([blue, false])
})

it('is in no journal, sample or log: those name its hash', async () => {
  const { cell, close } = await arrange('odoo')
  await cell.run()
  const files = readdirSync(cell.dataFolder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
  const told = files.filter(({ parentPath }) => !parentPath.endsWith('/images')).map((one) => readFileSync(join(one.parentPath, one.name)))
  expect([told.length > 0, told.some((bytes) => bytes.includes(red.slice(0, 400)))]).toEqual([true, false])
  await close()
})
