import { expect, it } from 'vitest'
import { productRecord } from '#tests/support/record-builders.ts'
import { type KeyedRecord, wavesOf } from './waves.ts'

const keyed = (externalId: string, matchKey: string): KeyedRecord => ({
  record: productRecord(matchKey),
  name: externalId,
  externalId,
  matchKey,
})
const names = (records: readonly KeyedRecord[]) => wavesOf(records).map((wave) => wave.map(({ name }) => name))

it('keeps a batch of different records together', () => {
  expect(names([keyed('a', '1'), keyed('b', '2')])).toEqual([['a', 'b']])
})

it('sets the second of two records of one source key behind the first', () => {
  expect(names([keyed('a', '1'), keyed('a', '2'), keyed('b', '3')])).toEqual([['a', 'b'], ['a']])
})

it('sets the second of two records that mean the same there behind the first', () => {
  expect(names([keyed('a', '1'), keyed('b', '1')])).toEqual([['a'], ['b']])
})

it('keeps the order of a record that shares one key with each of two others', () => {
  expect(names([keyed('a', '1'), keyed('a', '2'), keyed('b', '2')])).toEqual([['a'], ['a'], ['b']])
})
