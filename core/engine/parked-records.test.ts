import { expect, it } from 'vitest'
import type { FlowRecord } from '#core/kit/record.ts'
import { createParkedRecords } from './parked-records.ts'

const record = (key: string, id?: string): FlowRecord => ({
  entity: 'product',
  key,
  data: {},
  raw: null,
  origin: { connector: 'odoo', account: 'a', id },
})

it('tries again what the source did not send anew', () => {
  const parked = createParkedRecords([record('1'), record('2')])
  parked.supersede([record('2')])
  expect(parked.remaining()).toEqual([record('1')])
})

it('recognises a record whose key was mended by the id of its source', () => {
  const parked = createParkedRecords([record('ABC-1', '17')])
  parked.supersede([record('990002', '17')])
  expect([parked.remaining(), parked.renamed()]).toEqual([[], [record('ABC-1', '17')]])
})

it('does not take two records without an id for the same', () => {
  const parked = createParkedRecords([record('1')])
  parked.supersede([record('2')])
  expect([parked.remaining(), parked.renamed()]).toEqual([[record('1')], []])
})

it('does not call a record renamed that came back under its own key', () => {
  const parked = createParkedRecords([record('1', '17')])
  parked.supersede([record('1', '17')])
  expect([parked.remaining(), parked.renamed()]).toEqual([[], []])
})
