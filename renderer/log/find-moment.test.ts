import { describe, expect, it } from 'vitest'
import { findMoment } from './find-moment.ts'

describe('finding a moment in the log', () => {
  const times = [10, 20, 20, 30, 40]
  const atOf = async (index: number) => times[index] ?? 0

  it('finds the first row at or after it', async () => {
    expect(await findMoment(atOf, 5, 20)).toBe(1)
    expect(await findMoment(atOf, 5, 25)).toBe(3)
    expect(await findMoment(atOf, 5, 0)).toBe(0)
    expect(await findMoment(atOf, 5, 99)).toBe(5)
  })

  it('looks at twenty of a million rows', async () => {
    let looked = 0
    const place = await findMoment(
      async (index) => {
        looked += 1
        return index * 1_000
      },
      1_000_000,
      765_432_100,
    )
    expect(place).toBe(765_433)
    expect(looked).toBeLessThanOrEqual(20)
  })
})
