import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { prepareInsert } from './insert-rows.ts'

function table() {
  const database = new Database(':memory:')
  database.exec('CREATE TABLE thing (id INTEGER PRIMARY KEY, kind TEXT, name TEXT UNIQUE)')
  const insert = prepareInsert(database, {
    ...{ table: 'thing', shared: ['kind'], own: ['name'] },
    conflict: 'ON CONFLICT DO UPDATE SET kind = excluded.kind',
  })
  return { insert, rows: () => database.prepare('SELECT kind, name FROM thing ORDER BY id').raw().all() }
}

it('inserts rows in their order, however many there are and whatever neighbours share', () => {
  const { insert, rows } = table()
  const given = Array.from({ length: 120 }, (_, index): [string, string] => [index < 60 || index % 7 === 0 ? 'a' : 'b', `n${index}`])
  insert(given.map(([kind, name]) => ({ shared: [kind], own: [name] })))
  expect(rows()).toEqual(given)
})

it('holds to the conflict clause in every row of a statement', () => {
  const { insert, rows } = table()
  insert([{ shared: ['a'], own: ['x'] }])
  insert(['x', 'y', 'y'].map((name) => ({ shared: ['b'], own: [name] })))
  expect(rows()).toEqual([
    ['b', 'x'],
    ['b', 'y'],
  ])
})

it('does nothing without rows', () => {
  const { insert, rows } = table()
  insert([])
  expect(rows()).toEqual([])
})
