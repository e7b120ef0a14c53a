import { expect, it } from 'vitest'
import { fakeOdoo } from '../testing/fake-odoo.ts'
import { category } from './category.ts'

const signal = new AbortController().signal

async function read(rows: readonly Record<string, unknown>[]) {
  const shop = fakeOdoo({ 'product.category.search_read': () => rows })
  const settings = { overlapMinutes: 10 } as never
  for await (const page of category.read?.pages(shop.client, { position: null, settings, signal }) ?? []) return page
  return undefined
}

const row = (id: number, path: string | false) => ({ id, complete_name: path, name: path, write_date: `2026-11-22 09:00:0${id}` })

it('gives categories by their path', async () => {
  const page = await read([row(1, 'Kleding'), row(2, 'Kleding / Jassen')])
  expect(page?.records.map(({ key, data }) => [key, data])).toEqual([
    ['Kleding', { path: ['Kleding'], active: true }],
    ['Kleding / Jassen', { path: ['Kleding', 'Jassen'], active: true }],
  ])
})

it.each([
  ['without a name', false],
  ['below one without a name', ' / Jassen'],
] as const)('names a category %s, gives the others and moves past it', async (_which, path) => {
  const page = await read([row(1, 'Kleding'), row(2, path)])
  expect([page?.records.map(({ key }) => key), page?.position]).toMatchObject([['Kleding'], { since: '2026-11-22 09:00:02' }])
  expect(page?.unreadable).toMatchObject([
    {
      ...{ entity: 'category', key: 'odoo-2', origin: { id: '2' } },
      error: { code: 'name-missing', message: expect.stringMatching(/^Category odoo-2: .*no name/) },
    },
  ])
})
