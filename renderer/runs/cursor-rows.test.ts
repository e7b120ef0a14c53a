import { describe, expect, it } from 'vitest'
import { createCursorRows } from './cursor-rows.ts'

const settled = () => new Promise((resolve) => setTimeout(resolve))

function pagesOf(count: number, size: number) {
  const asked: (number | undefined)[] = []
  const load = async (after: number | undefined) => {
    asked.push(after)
    const first = after ?? 0
    const rows = Array.from({ length: Math.min(size, count - first) }, (_, place) => first + place)
    return { rows, next: first + size < count ? first + size : null }
  }
  return { asked, load }
}

describe('rows that come page after page', () => {
  it('fetches the first page by itself and the next one when the list comes near its end', async () => {
    const { asked, load } = pagesOf(500, 200)
    const rows = createCursorRows(load)
    expect(rows.isLoaded()).toBe(false)
    await settled()
    expect(rows.total()).toBe(201)
    rows.show(0, 30)
    await settled()
    expect(asked).toEqual([undefined])
    rows.show(90, 130)
    await settled()
    rows.show(350, 390)
    await settled()
    expect(asked).toEqual([undefined, 200, 400])
    expect(rows.total()).toBe(500)
    expect(rows.row(499)).toBe(499)
  })

  it('stops at a failure and goes on when told to', async () => {
    let isBroken = true
    const rows = createCursorRows(async () => {
      if (isBroken) throw new Error('busy')
      return { rows: ['a'], next: null }
    })
    await settled()
    expect(rows.failure()).toEqual(new Error('busy'))
    isBroken = false
    rows.retry()
    await settled()
    expect(rows.failure()).toBeUndefined()
    expect(rows.total()).toBe(1)
  })
})
