import { expect, it } from 'vitest'
import { readRecords } from './read-records.ts'

const record = { entity: 'order', key: '1042', data: { number: '1042' } }

it('takes a list of records', () => {
  expect(readRecords(JSON.stringify([record]))).toEqual({ ok: true, records: [record] })
})

it.each([
  ['[', 'not-json'],
  ['{}', 'not-a-list'],
  [JSON.stringify([record, { key: '2' }]), 'not-a-record'],
  [JSON.stringify(Array.from({ length: 1_001 }, () => record)), 'too-many'],
])('says what is wrong with %.20s', (text, problem) => {
  expect(readRecords(text)).toMatchObject({ ok: false, problem })
})

it('names the record that is none', () => {
  expect(readRecords(JSON.stringify([record, 4]))).toMatchObject({ detail: '2' })
})
