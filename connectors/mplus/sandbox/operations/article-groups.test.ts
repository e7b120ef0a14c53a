import { expect, it } from 'vitest'
import { buildShop } from '../shop/build-shop.ts'
import { getArticleGroups, newArticleGroup, updateArticleGroup } from './article-groups.ts'

function buildTree() {
  const { shop } = buildShop()
  const add = (parentGroupNumber: number, name: string) =>
    newArticleGroup(shop, { request: { parentGroupNumber, name, text: name } }).groupNumber
  const coats = add(1, 'Jassen')
  return { shop, coats, shoes: add(0, 'Schoenen') }
}

it('nests groups below their parents', () => {
  const { shop } = buildTree()
  const { articleGroups } = getArticleGroups(shop, { request: {} }).articleGroupList
  expect(articleGroups).toMatchObject([{ name: 'Kleding', subGroupList: { articleGroups: [{ name: 'Jassen' }] } }, { name: 'Schoenen' }])
})

it('shows a changed group in its place and leaves unchanged branches out', () => {
  const { shop, coats } = buildTree()
  const from = shop.markers.articleGroup + 1
  updateArticleGroup(shop, { request: { groupNumber: coats, name: 'Jassen en parka’s' } })
  const { articleGroups } = getArticleGroups(shop, { request: { syncMarker: from } }).articleGroupList
  expect(articleGroups?.map(({ name, subGroupList }) => [name, subGroupList.articleGroups?.length])).toEqual([['Kleding', 1]])
})

it('lists the products of a group', () => {
  const { articleGroups } = getArticleGroups(buildShop().shop, { request: {} }).articleGroupList
  expect(articleGroups?.[0]?.productNumbers).toEqual({ number: [1201] })
})

it('refuses a parent that does not exist', () => {
  const answer = newArticleGroup(buildShop().shop, { request: { parentGroupNumber: 99, name: 'x', text: '' } })
  expect(answer.result).toBe('NEW-ARTICLE-GROUP-RESULT-PARENT-NOTFOUND')
})

it('refuses to move a group below itself', () => {
  const { shop, coats } = buildTree()
  expect(updateArticleGroup(shop, { request: { groupNumber: 1, parentGroupNumber: coats } }).result).toBe(
    'SAVE-ARTICLE-GROUP-RESULT-FAILED',
  )
})
