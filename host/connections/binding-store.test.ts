import { expect, it } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openBindingStore } from './binding-store.ts'

it('remembers which connection stands behind a slot', async () => {
  const dataFolder = temporaryFolder()
  await openBindingStore({ dataFolder }).set('orders', 'till', 'c1')
  expect([...(await openBindingStore({ dataFolder }).get('orders'))]).toEqual([['till', 'c1']])
})

it('binds each slot once and leaves the others alone', async () => {
  const store = openBindingStore({ dataFolder: temporaryFolder() })
  await store.set('orders', 'till', 'c1')
  await store.set('orders', 'books', 'c2')
  await store.set('orders', 'till', 'c3')
  expect(Object.fromEntries(await store.get('orders'))).toEqual({ till: 'c3', books: 'c2' })
})

it('has nothing for a flow that was never bound', async () => {
  const store = openBindingStore({ dataFolder: temporaryFolder() })
  await store.set('orders', 'till', 'c1')
  expect((await store.get('products')).size).toBe(0)
})

it('forgets a connection in every flow', async () => {
  const store = openBindingStore({ dataFolder: temporaryFolder() })
  await store.set('orders', 'till', 'c1')
  await store.set('products', 'till', 'c1')
  await store.set('products', 'books', 'c2')
  await store.forgetConnection('c1')
  expect([(await store.get('orders')).size, [...(await store.get('products')).keys()]]).toEqual([0, ['books']])
})

it('forgets a flow', async () => {
  const store = openBindingStore({ dataFolder: temporaryFolder() })
  await store.set('orders', 'till', 'c1')
  await store.forgetFlow('orders')
  expect((await store.get('orders')).size).toBe(0)
})

it.each(['__proto__', 'constructor', 'prototype'])('takes %s for a name like any other', async (name) => {
  const store = openBindingStore({ dataFolder: temporaryFolder() })
  await store.set(name, name, 'c1')
  expect([(await store.get(name)).get(name), ({} as Record<string, unknown>).c1]).toEqual(['c1', undefined])
})
