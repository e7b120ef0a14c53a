import { expect, it } from 'vitest'
import type { FlowRecord } from '#core/kit/record.ts'
import { createKeyLocks } from './key-locks.ts'

const records = (...keys: string[]): FlowRecord[] =>
  keys.map((key) => ({ entity: 'order', key, data: {}, raw: null, origin: { connector: 'test', account: 'a' } }))

it('lets batches without a common key work at once', () => {
  const locks = createKeyLocks()
  expect(locks.acquire(records('1', '2'))).toBeUndefined()
  expect(locks.acquire(records('3'))).toBeUndefined()
})

it('holds a batch back until every batch with one of its keys is done', async () => {
  const locks = createKeyLocks()
  const [first, second, third] = [records('1', '2'), records('3'), records('2', '3')]
  void locks.acquire(first)
  void locks.acquire(second)
  let isFree = false
  const waiting = Promise.resolve(locks.acquire(third)).then(() => {
    isFree = true
  })
  locks.release(first)
  await Promise.resolve()
  expect(isFree).toBe(false)
  locks.release(second)
  await waiting
  expect(isFree).toBe(true)
})

it('tells a customer from an order with the same key', () => {
  const locks = createKeyLocks()
  void locks.acquire(records('1'))
  expect(locks.acquire(records('1').map((record) => ({ ...record, entity: 'customer' })))).toBeUndefined()
})
