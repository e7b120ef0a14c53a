import { describe, expect, it } from 'vitest'
import { backOffMs, parseRateLimitReset, parseRetryAfter } from './retry-delay.ts'

const now = new Date('2026-11-22T09:00:00Z')

describe('Retry-After', () => {
  it.each([
    ['30', 30_000],
    ['0', 0],
    ['1.5', 1_500],
    ['Sun, 22 Nov 2026 09:00:45 GMT', 45_000],
    ['2026-11-22T09:00:10Z', 10_000],
    ['Sun, 22 Nov 2026 08:00:00 GMT', 0],
    ['86400', 600_000],
    ['99999999999999999999', 600_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 600_000],
  ])('%s waits %i ms', (header, waitMs) => {
    expect(parseRetryAfter(header, now)).toBe(waitMs)
  })

  it.each([undefined, '', 'soon', '-5', 'NaN', 'Infinity', '1e9'])('%s says nothing', (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined()
  })
})

describe('X-RateLimit-Reset', () => {
  it.each([
    ['2400', 2_400_000],
    ['0', 0],
    ['3600', 3_600_000],
  ])('%s waits %i ms', (header, waitMs) => {
    expect(parseRateLimitReset(header)).toBe(waitMs)
  })

  it.each([undefined, '', 'soon', '3601', '1795000000'])('%s says nothing', (header) => {
    expect(parseRateLimitReset(header)).toBeUndefined()
  })
})

describe('back-off', () => {
  it('doubles its upper bound up to half a minute', () => {
    expect([1, 2, 3, 7, 8, 30].map((failures) => backOffMs(failures, () => 1))).toEqual([500, 1_000, 2_000, 30_000, 30_000, 30_000])
  })

  it('is spread over the whole span', () => {
    expect(backOffMs(3, () => 0.25)).toBe(500)
  })
})
