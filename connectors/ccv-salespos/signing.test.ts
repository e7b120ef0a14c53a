import { expect, it } from 'vitest'
import { isSignedBy, signatureOf } from './signing.ts'

const keys = { publicKey: 'pk_demo_1', secretKey: 'sk_demo_1' }
const date = '2026-11-22T10:15:00Z'
const reading = { method: 'GET', path: '/api/rest/v1/orders?is_paid=true&start=0&size=1', body: '', date }

it('signs a request that reads as the published rule says', () => {
  expect(signatureOf(keys, reading)).toBe(
    '1077cb7269ed82b17736f1be27f3944a034bd26fef54e8e68e1f018ababe8fa0c91ab949e8dcec5d39349fa25e36fcab86ae5cdbd93c0889dde4ba2819a2639d',
  )
})

it('signs a request that writes over its body', () => {
  const writing = { method: 'PATCH', path: '/api/rest/v1/attributecombinations/8801', body: '{"stock":12}', date }
  expect(signatureOf(keys, writing)).toBe(
    '6b9bacee5e6fce02c344beb60f00e092abbf312921598eee4a7de3cbc720efb3aacc066fb0bfbb56dc04ddfc9de3825a462a8d0a2f082d6686147e1b65fc6834',
  )
})

const answer =
  '{"href":"https://demo-till.example/api/rest/v1/orders?is_paid=true&start=0&size=1","start":0,"size":1,"first":"https://demo-till.example/api/rest/v1/orders?is_paid=true&start=0&size=1","previous":null,"next":"https://demo-till.example/api/rest/v1/orders?is_paid=true&start=1&size=1","items":[{"href":"https://demo-till.example/api/rest/v1/orders/501","id":501,"ordernumber":1042,"ordernumber_full":"1042","create_date":"2026-11-22T09:58:12Z","status":7,"is_completed":true,"paid":true,"paymethod":"pin","order_row_taxes_included":true,"total_price":49.95,"total_tax":8.67,"currency":"EUR","customer":{"email":"anna@example.org","billingaddress":{"first_name":"Anna","last_name":"Visser"}},"orderrows":{"href":"https://demo-till.example/api/rest/v1/orders/501/orderrows"}}]}'
const answerHash =
  'b650b7c5ed779eb975be57470369635d195628e84b441cfdab90d260b99c368fe2938e5b0949ab9e4afd6e1e2f7f0f1191fb84bc0bd5b397270741c41615ab36'
const answered = { ...reading, body: Buffer.from(answer), date: '2026-11-22T10:15:01Z' }

it('knows an answer the shop signed', () => {
  expect(isSignedBy(keys, answered, answerHash)).toBe(true)
})

it.each([
  ['another body', { ...answered, body: answer.replace('49.95', '19.95') }, answerHash],
  ['another address', { ...answered, path: '/api/rest/v1/orders' }, answerHash],
  ['another date', { ...answered, date }, answerHash],
  ['a hash cut short', answered, answerHash.slice(0, 64)],
  ['no hash', answered, undefined],
])('refuses an answer with %s', (_what, signed, hash) => {
  expect(isSignedBy(keys, signed, hash)).toBe(false)
})

it('refuses an answer signed with another secret key', () => {
  expect(isSignedBy({ ...keys, secretKey: 'sk_demo_2' }, answered, answerHash)).toBe(false)
})
