import { expect, it } from 'vitest'
import { createQueue } from './queue.ts'

it('makes a producer wait while it is full', async () => {
  const queue = createQueue<number>(1)
  void queue.push(1)
  let isTaken = false
  const second = Promise.resolve(queue.push(2)).then(() => {
    isTaken = true
  })
  await Promise.resolve()
  expect(isTaken).toBe(false)
  expect(queue.take()).toBe(1)
  await second
  expect(queue.take()).toBe(2)
})

it('hands an item straight to a waiting consumer', async () => {
  const queue = createQueue<string>(1)
  const taken = queue.take()
  expect(queue.push('a')).toBe(true)
  await expect(taken).resolves.toBe('a')
})

it('delivers what is inside after its end, then nothing', () => {
  const queue = createQueue<string>(2)
  void queue.push('a')
  queue.end()
  expect([queue.take(), queue.take()]).toEqual(['a', undefined])
})

it('releases everybody who waits when it is closed', async () => {
  const full = createQueue<string>(1)
  void full.push('a')
  const refused = full.push('b')
  const empty = createQueue<string>(1)
  const nothing = empty.take()
  full.close()
  empty.close()
  expect(await Promise.all([refused, nothing])).toEqual([false, undefined])
})
