import { describe, expect, it } from 'vitest'
import { addSample, noSamples, ratePerSecond, remainingMs } from './rate.ts'

describe('how fast a run goes', () => {
  it('is the pace of the last seconds, not of the whole run', () => {
    let samples = noSamples
    for (let second = 0; second <= 60; second += 1)
      samples = addSample(samples, second * 1_000, second < 50 ? second : 50 + (second - 50) * 100)
    expect(ratePerSecond(samples)).toBe(100)
    expect(samples.samples.length).toBeLessThan(10)
  })

  it('says nothing before there is something to say', () => {
    expect(ratePerSecond(noSamples)).toBeNull()
    expect(ratePerSecond(addSample(noSamples, 0, 5))).toBeNull()
  })

  it('tells how long the rest will take, when the source tells how much is left', () => {
    expect(remainingMs(100, 1_000)).toBe(10_000)
    expect(remainingMs(100, undefined)).toBeNull()
    expect(remainingMs(0, 10)).toBeNull()
  })
})
