import { describe, expect, it } from 'vitest'
import { createRowPages } from './row-pages.ts'

/** A source that answers when told to. */
function slowSource(total: number) {
  const waiting: { offset: number; limit: number; answer: (rows?: readonly string[]) => void; fail: (error: Error) => void }[] = []
  return {
    waiting,
    source: {
      total,
      pageSize: 10,
      load: (offset: number, limit: number) =>
        new Promise<{ rows: readonly string[]; total: number }>((resolve, reject) => {
          const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, place) => `row ${offset + place}`)
          waiting.push({ offset, limit, answer: (given) => resolve({ rows: given ?? rows, total }), fail: reject })
        }),
    },
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('rows fetched by the page', () => {
  it('fetches what is on screen first, then one page ahead', async () => {
    const { source, waiting } = slowSource(1_000)
    const pages = createRowPages(source)
    pages.show(25, 35, 1)
    expect(waiting.map(({ offset }) => offset)).toEqual([20, 30])
    expect(pages.row(25)).toBeUndefined()
    waiting[0]?.answer()
    await settled()
    expect(pages.row(25)).toBe('row 25')
    expect(waiting.map(({ offset }) => offset)).toEqual([20, 30, 40])
  })

  it('drops what was passed by: after a long drag only the place where it ended is fetched', async () => {
    const { source, waiting } = slowSource(100_000)
    const pages = createRowPages(source)
    for (let first = 0; first < 90_000; first += 1_000) pages.show(first, first + 5, 1)
    expect(waiting).toHaveLength(2)
    for (const one of waiting) one.answer()
    await settled()
    expect(waiting.slice(2).map(({ offset }) => offset)).toEqual([89_000, 89_010])
  })

  it('prefetches upwards while moving up', () => {
    const { source, waiting } = slowSource(1_000)
    createRowPages(source).show(500, 505, -1)
    expect(waiting.map(({ offset }) => offset)).toEqual([500, 490])
  })

  it('forgets pages long unseen and fetches them again', async () => {
    const { source, waiting } = slowSource(1_000)
    const pages = createRowPages({ ...source, keep: 3 })
    for (const first of [0, 100, 200, 300, 400]) {
      pages.show(first, first + 5, 1)
      for (const one of waiting.splice(0)) one.answer()
      await settled()
    }
    expect(pages.row(0)).toBeUndefined()
    expect(pages.row(400)).toBe('row 400')
  })

  it('fetches the last page again when it has grown', async () => {
    const { source, waiting } = slowSource(15)
    const pages = createRowPages(source)
    pages.show(10, 15, 1)
    waiting[0]?.answer()
    await settled()
    pages.grow(18)
    pages.show(10, 18, 1)
    expect(waiting.map(({ offset }) => offset)).toEqual([10, 10])
    expect(pages.row(14)).toBe('row 14')
    waiting[1]?.answer(Array.from({ length: 8 }, (_, place) => `row ${10 + place}`))
    await settled()
    expect(pages.row(17)).toBe('row 17')
  })

  it('fetches the rows just before the end again: one that came late may stand among them', async () => {
    const { source, waiting } = slowSource(400)
    const pages = createRowPages({ ...source, pageSize: 200 })
    pages.show(200, 210, 1)
    waiting[0]?.answer()
    await settled()
    pages.grow(410)
    pages.show(300, 410, 1)
    expect(waiting.map(({ offset }) => offset)).toEqual([200, 200, 400])
    expect(pages.row(399)).toBe('row 399')
  })

  it('does not ask without end for rows that never come', async () => {
    const { source, waiting } = slowSource(30)
    const pages = createRowPages(source)
    pages.show(0, 5, -1)
    waiting[0]?.answer(['only one'])
    await settled()
    expect(waiting).toHaveLength(1)
  })

  it('stops at a failure and goes on when told to', async () => {
    const { source, waiting } = slowSource(1_000)
    const pages = createRowPages(source)
    pages.show(0, 5, -1)
    waiting[0]?.fail(new Error('gone'))
    await settled()
    expect(pages.failure()).toEqual(new Error('gone'))
    pages.show(50, 55, -1)
    expect(waiting).toHaveLength(1)
    pages.retry()
    expect(waiting.map(({ offset }) => offset)).toEqual([0, 50, 40])
  })

  it('tells its listeners until they leave', async () => {
    const { source, waiting } = slowSource(10)
    const pages = createRowPages(source)
    let told = 0
    const leave = pages.subscribe(() => {
      told += 1
    })
    pages.show(0, 5, 1)
    waiting[0]?.answer()
    await settled()
    leave()
    pages.grow(20)
    expect(told).toBe(1)
  })
})
