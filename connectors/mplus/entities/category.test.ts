import { describe, expect, it } from 'vitest'
import type { CreateItem, Page } from '#core/kit/define-connector.ts'
import type { Category } from '#core/model/category.ts'
import { noSignal, type Script, scriptedTill } from '../testing/scripted-till.ts'
import { category } from './category.ts'

const group = (number: number, name: string, marker: number, inside = '', extra = '') =>
  `<articleGroups><groupNumber>${number}</groupNumber><syncMarker>${marker}</syncMarker><name>${name}</name><text>${name}!</text><subGroupList>${inside}</subGroupList><sortOrder>${number}</sortOrder>${extra}</articleGroups>`
const tree = `<articleGroupList>${group(3, 'Kleding', 5, group(7, 'Jassen', 4) + group(8, 'Oud', 4, '', '<isDeleted>true</isDeleted>'))}${group(9, 'Schoenen', 2)}</articleGroupList>`

async function read(position: Page['position'], groups = tree) {
  const till = scriptedTill({ getArticleGroups: groups })
  const pages: Page[] = []
  for await (const page of category.read?.pages(till.client, { position, settings: {} as never, signal: noSignal }) ?? []) pages.push(page)
  return pages
}

describe('reading categories', () => {
  it('gives the tree as paths, parents first, without deleted groups', async () => {
    const [page] = await read(null)
    expect([page?.records.map(({ key, origin }) => [key, origin.id]), page?.position]).toEqual([
      [
        ['Kleding', '3'],
        ['Kleding / Jassen', '7'],
        ['Schoenen', '9'],
      ],
      { syncMarker: '6' },
    ])
  })

  it('gives later only what changed, and what hangs below it', async () => {
    const [page] = await read({ syncMarker: '5' })
    expect(page?.records.map(({ key }) => key)).toEqual(['Kleding', 'Kleding / Jassen'])
  })

  it('names a group without a name and what hangs below it, gives the others and moves past them', async () => {
    const nameless = group(3, '', 5, group(7, 'Jassen', 9))
    const [page] = await read(null, `<articleGroupList>${nameless}${group(9, 'Schoenen', 2)}</articleGroupList>`)
    expect([page?.records.map(({ key }) => key), page?.position]).toEqual([['Schoenen'], { syncMarker: '10' }])
    expect(page?.unreadable).toMatchObject([
      { key: '3', raw: { groupNumber: '3' }, error: { message: 'Category 3: it has no name.' } },
      { key: '7', raw: { groupNumber: '7' }, error: { message: 'Category 7: a group above it has no name.' } },
    ])
  })

  it('names a group whose place is no number', async () => {
    const odd = group(3, 'Kleding', 5).replace('<sortOrder>3<', '<sortOrder>boven<')
    const [page] = await read(null, `<articleGroupList>${odd}</articleGroupList>`)
    expect(page?.unreadable).toMatchObject([{ key: 'Kleding', error: { message: expect.stringMatching(/^Category Kleding: .*"boven"/) } }])
  })

  it('gives nothing when nothing changed', async () => {
    expect(await read({ syncMarker: '6' })).toEqual([])
  })
})

it('finds categories by their path', async () => {
  const till = scriptedTill({ getArticleGroups: tree })
  const found = await category.find?.run(till.client, {
    by: 'path',
    items: [{ key: 'Kleding / Jassen' }, { key: 'Jassen' }],
    signal: noSignal,
  })
  expect([found?.get('Kleding / Jassen')?.map(({ id }) => id), found?.get('Jassen')]).toEqual([['7'], []])
})

describe('writing categories', () => {
  const anItem = (path: string[]): CreateItem<Category> => ({
    key: path.join(' / '),
    externalId: 'x',
    data: { path, description: 'Warm', position: 4, active: true },
    attempt: 'again',
  })
  const write = async (script: Script, ...paths: string[][]) => {
    const till = scriptedTill({ getArticleGroups: tree, ...script })
    const results = await category.create?.run(till.client, { items: paths.map(anItem), settings: {}, signal: noSignal } as never)
    return { till, results }
  }

  it('puts a new one below its parent', async () => {
    const { till, results } = await write(
      { newArticleGroup: '<result>NEW-ARTICLE-GROUP-RESULT-OK</result><groupNumber>20</groupNumber>' },
      ['Kleding', 'Truien'],
    )
    expect(till.body('newArticleGroup')).toBe(
      '<newArticleGroup><request><parentGroupNumber>3</parentGroupNumber><name>Truien</name><text>Warm</text><sortOrder>4</sortOrder></request></newArticleGroup>',
    )
    expect(results).toEqual([{ ok: true, id: '20', label: 'Kleding / Truien' }])
  })

  it('never makes a path twice', async () => {
    const { till, results } = await write({}, ['Kleding', 'Jassen'])
    expect([results, till.sent.length]).toEqual([[{ ok: true, id: '7', label: 'Kleding / Jassen', existed: true }], 1])
  })

  it('uses the parent it has just made', async () => {
    const answers = [20, 21].map((number) => `<result>NEW-ARTICLE-GROUP-RESULT-OK</result><groupNumber>${number}</groupNumber>`)
    const { till } = await write({ newArticleGroup: answers }, ['Tassen'], ['Tassen', 'Rugzakken'])
    expect(till.body('newArticleGroup', 1)).toContain('<parentGroupNumber>20</parentGroupNumber>')
  })

  it('changes text and place, and never the name, which is what it is found by', async () => {
    const till = scriptedTill({ updateArticleGroup: '<result>SAVE-ARTICLE-GROUP-RESULT-OK</result>' })
    const items = [
      {
        key: 'Kleding',
        id: '3',
        data: { path: ['Kleding'], description: 'Alles', position: 2, active: true },
        changes: [{ path: 'description', from: null, to: null }],
      },
    ]
    await category.update?.run(till.client, { items, settings: {}, signal: noSignal } as never)
    expect(till.body('updateArticleGroup')).toBe(
      '<updateArticleGroup><request><groupNumber>3</groupNumber><text>Alles</text></request></updateArticleGroup>',
    )
  })

  it('fails each category, and not the batch, when the tree cannot be read', async () => {
    const { results } = await write({ getArticleGroups: [new Error('boom')] }, ['A'], ['B'])
    expect(results?.map(({ ok }) => ok)).toEqual([false, false])
  })
})
